"""Problems as text: lines, counts, an explanation, annotations of GitHub."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Severity
from generator.terminal.style import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.diagnostics import Code, Diagnostic
    from generator.terminal.style import Style

_LOOKS: Final = {
    Severity.ERROR: ("bold", "red"),
    Severity.WARNING: ("yellow",),
    Severity.HINT: ("cyan",),
}
_GITHUB: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "notice",
}


def show_problem(problem: Diagnostic, style: Style) -> str:
    """Return `path:line:col: severity: what is wrong; what to write [code]`."""
    says = problem.message
    if problem.advice:
        says = f"{says}; {problem.advice}"
    span = problem.span
    where = f"{plain(span.path)}:{span.line}:{span.column}:"
    severity = style.paint(f"{problem.severity}:", *_LOOKS[problem.severity])
    code = style.paint(f"[{problem.code.slug}]", "dim")
    return f"{style.paint(where, 'bold')} {severity} {plain(says)} {code}"


def count_problems(problems: Iterable[Diagnostic]) -> str:
    """Return how many problems there are of each severity: `1 error, 2 hints`.

    Returns:
        One phrase; `no problems` without any.
    """
    counts = Counter(one.severity for one in problems)
    parts = [counted(counts[one], str(one)) for one in Severity if counts[one]]
    return ", ".join(parts) or "no problems"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 note`, `2 notes`, `1,200 notes`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def explain_code(code: Code) -> str:
    """Return what a problem code means, and how much it matters."""
    return f"{code.slug} ({code.severity})\n{code.explanation}"


def github_annotation(problem: Diagnostic, file_of: Callable[[str], str]) -> str:
    """Return a problem as a command that GitHub shows beside the line.

    Args:
        problem: The problem.
        file_of: From the problem's path to the path in the repository.
    """
    span = problem.span
    says = f"{problem.message}; {problem.advice}" if problem.advice else problem.message
    properties = {
        "file": file_of(span.path),
        "line": str(span.line),
        "endLine": str(span.end_line),
        "col": str(span.column),
        "endColumn": str(span.end_column),
        "title": problem.code.slug,
    }
    if span.line != span.end_line:
        del properties["col"], properties["endColumn"]
    listed = ",".join(f"{key}={_property(one)}" for key, one in properties.items())
    return f"::{_GITHUB[problem.severity]} {listed}::{_data(says)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def build_report(
    problems: tuple[Diagnostic, ...], style: Style, *, most: int | None
) -> str:
    """Return what a build says of the problems in its notes.

    Args:
        problems: In the order of output.
        style: How it may look.
        most: How many errors are shown; none: every problem, of any severity.

    Returns:
        The errors and a line that counts the rest; empty without problems.
    """
    errors = [one for one in problems if one.severity is Severity.ERROR]
    shown = list(problems) if most is None else errors[:most]
    lines = [show_problem(one, style) for one in shown]
    if len(shown) < len(problems):
        lines.append(
            f"{_sentence(count_problems(problems))}; `airbook check` shows all"
        )
    elif problems:
        lines.append(_sentence(count_problems(problems)))
    return "\n".join(lines)


def _sentence(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
