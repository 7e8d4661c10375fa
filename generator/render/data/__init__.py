"""The book as data for other programs: JSON, tables, calendars, contact cards.

Every form has a stable order, paths relative to the content folder, lines and
columns from 1; `generator/schemas/` says what each holds.
"""

from __future__ import annotations

from generator.render.data.book_json import render_book, render_target
from generator.render.data.check_json import render_check
from generator.render.data.csv import TABLES, render_csv
from generator.render.data.due_json import render_due, severity_on
from generator.render.data.encoding import encode_list
from generator.render.data.graph import render_graph_json, render_graph_tsv
from generator.render.data.ics import render_due_ics, render_feed
from generator.render.data.today_json import render_today
from generator.render.data.vcard import VERSIONS, render_vcards

__all__ = [
    "TABLES",
    "VERSIONS",
    "encode_list",
    "render_book",
    "render_check",
    "render_csv",
    "render_due",
    "render_due_ics",
    "render_feed",
    "render_graph_json",
    "render_graph_tsv",
    "render_target",
    "render_today",
    "render_vcards",
    "severity_on",
]
