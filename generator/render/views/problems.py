"""What is wrong in which note, and what to write instead; local site only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.diagnostics import Severity
from generator.render.urls import relative
from generator.render.views.frame import frame
from generator.render.views.parts import Ref
from generator.render.views.written import problem_anchor

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.render.material import Material
    from generator.render.views.parts import Frame

URL: Final = "problems/index.html"
TONES: Final = {
    Severity.ERROR: "late",
    Severity.WARNING: "today",
    Severity.HINT: "soon",
}


class Problem(Struct, frozen=True, kw_only=True):
    """One problem.

    Attributes:
        fix: What a machine would write there; none: it cannot.
    """

    line: int
    column: int
    severity: str
    tone: str
    message: str
    advice: str
    code: str
    fix: str | None


class ProblemFile(Struct, frozen=True, kw_only=True):
    """The problems of one file."""

    file: Ref
    anchor: str
    problems: tuple[Problem, ...]


class ProblemsView(Struct, frozen=True, kw_only=True):
    """Everything that `check` finds.

    Attributes:
        counts: Severity and number, worst first.
        files: By path.
        codes: Codes that occur, with what they mean.
    """

    template: ClassVar[str] = "pages/problems.html"
    frame: Frame
    counts: tuple[tuple[str, str, int], ...]
    files: tuple[ProblemFile, ...]
    codes: tuple[tuple[str, str], ...]


def problems_view(material: Material) -> ProblemsView:
    """Return the page of problems."""
    found = material.diagnostics
    counted = [
        (str(severity), TONES[severity], sum(one.severity is severity for one in found))
        for severity in Severity
    ]
    codes = {one.code.slug: one.code.explanation for one in found}
    return ProblemsView(
        frame=frame(material, URL, "Problems"),
        counts=tuple(one for one in counted if one[2]),
        files=tuple(_file(material, path) for path in sorted(material.problems_in)),
        codes=tuple(sorted(codes.items())),
    )


def _file(material: Material, path: str) -> ProblemFile:
    url = material.urls.notes.get(path)
    return ProblemFile(
        file=Ref(text=path, href=relative(URL, url) if url else ""),
        anchor=problem_anchor(material, path),
        problems=tuple(_problem(one) for one in material.problems_in[path]),
    )


def _problem(found: Diagnostic) -> Problem:
    return Problem(
        line=found.span.line,
        column=found.span.column,
        severity=str(found.severity),
        tone=TONES[found.severity],
        message=found.message,
        advice=found.advice,
        code=found.code.slug,
        fix=found.fix.text if found.fix else None,
    )
