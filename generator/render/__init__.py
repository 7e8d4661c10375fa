"""What follows from the notes -> the pages of a site.

`urls` says what lies where, `views` hold what each page says, `pages` lists them
all, `html` and `template` turn them into bytes, `site` is the whole.
"""
