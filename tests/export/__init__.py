"""Tests of what calendars, address books and spreadsheets read."""
