"""The book as data for other programs: JSON, tables, calendars, contact cards.

Every form has a stable order, paths relative to the content folder, lines and
columns from 1; `generator/schemas/` says what each holds.
"""
