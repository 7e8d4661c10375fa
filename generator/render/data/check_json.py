"""Problems as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.data.encoding import encode_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics import Diagnostic, Span
    from generator.render.data.encoding import Record


def render_check(diagnostics: Iterable[Diagnostic]) -> bytes:
    """Return problems as a JSON list (`schemas/check.json`).

    Args:
        diagnostics: In the order of output.

    Returns:
        A list in the same order; `message` says what to write instead as well.
    """
    return encode_list(_problem(one) for one in diagnostics)


def _problem(one: Diagnostic) -> Record:
    return {
        "path": one.span.path,
        **_place(one.span),
        "severity": str(one.severity),
        "code": one.code.slug,
        "message": f"{one.message}; {one.advice}" if one.advice else one.message,
        "fix": {**_place(one.fix.span), "text": one.fix.text} if one.fix else None,
    }


def _place(span: Span) -> Record:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
