"""The book as data for other programs: JSON and tab-separated lines.

Every form has a stable order, paths relative to the content folder, lines and
columns from 1; `generator/schemas/` says what each holds.
"""

from __future__ import annotations

from generator.render.data.book_json import render_book, render_target
from generator.render.data.check_json import render_check
from generator.render.data.due_json import render_due, severity_on
from generator.render.data.encoding import encode_list
from generator.render.data.graph import render_graph_json, render_graph_tsv

__all__ = [
    "encode_list",
    "render_book",
    "render_check",
    "render_due",
    "render_graph_json",
    "render_graph_tsv",
    "render_target",
    "severity_on",
]
