"""What was found out before, so that only what is new is read and made again.

No stale page is possible, since nothing here decides by guesses:

- A note's record (`notes`) follows from its path, its bytes and the settings' way of
  reading alone. It is kept under the path with the digests of both others, and taken
  only where all three are the same.
- A page (`pages`) follows from what its maker reads of the book, the settings, the
  day and the templates. What it reads goes through `tracing`, which notes each name
  that it asks about, also those under which there was nothing. It is left as it is
  only where the digest of what lies under each of these names is what it was.
- What notes say at length is read for pages alone; where a run has read it for more
  (`model.Later` tells), it says so (`state`). So where notes differ from the last
  run's in nothing else, only what is asked about it can be another.
- The index of the search is made from the last one and the few words that came and
  went, where all that it asked about differs in texts and statuses alone (`edits`).
  What a text was is taken for known only if its digest is that of the last run.
- What a file holds is known by its digest, or by a stamp that no program can set
  back (`generator.stamps`); times of change alone decide nothing.
- A run as a whole (`run`) is the same where all of its files are, in and out.
- Everything is of this Airbook, these libraries and this Python (`origin`), and
  signed with a secret of this user (`sealed`). Whatever is damaged, foreign or of
  another version counts as absent, so that the file may be deleted at any time.
"""
