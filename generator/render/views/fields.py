"""The careers being explored: all of them, and each with its people and talks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct

from generator.derive.fields import fold_field
from generator.render.urls import relative
from generator.render.views.air import air
from generator.render.views.frame import crumb, frame
from generator.render.views.interviews import meeting_row
from generator.render.views.matrix import matrix_table
from generator.render.views.parts import Ref
from generator.render.views.people import people

if TYPE_CHECKING:
    from generator.derive.records import FieldSummary
    from generator.render.material import Material
    from generator.render.views.air import Air
    from generator.render.views.interviews import MeetingRow
    from generator.render.views.matrix import MatrixTable
    from generator.render.views.parts import Frame, Person

URL: Final = "fields/index.html"


class FieldRow(Struct, frozen=True, kw_only=True):
    """A career in the table."""

    field: Ref
    contacts: int
    done: int
    coming: int


class FieldsView(Struct, frozen=True, kw_only=True):
    """Every career, by name."""

    template: ClassVar[str] = "pages/fields.html"
    frame: Frame
    rows: tuple[FieldRow, ...]


class FieldView(Struct, frozen=True, kw_only=True):
    """One career: who is in it, which talks were about it, what was heard."""

    template: ClassVar[str] = "pages/field.html"
    frame: Frame
    name: str
    people: tuple[Person, ...]
    coming: tuple[MeetingRow, ...]
    done: tuple[MeetingRow, ...]
    matrix: MatrixTable
    air: Air


def fields_view(material: Material) -> FieldsView:
    """Return the table of careers."""
    return FieldsView(
        frame=frame(material, URL, "Fields"),
        rows=tuple(_row(material, one) for one in material.derived.fields),
    )


def field_view(material: Material, summary: FieldSummary) -> FieldView:
    """Return the page of a career."""
    url = material.urls.fields[summary.name]
    meetings = material.facts.meetings
    entries = material.lines_for.get(fold_field(summary.name), ())
    return FieldView(
        frame=frame(material, url, summary.name, crumb(url, "fields")),
        name=summary.name,
        people=people(material, summary.contacts, url),
        coming=tuple(
            meeting_row(material, meetings[one], url) for one in summary.coming
        ),
        done=tuple(meeting_row(material, meetings[one], url) for one in summary.done),
        matrix=matrix_table(material, url, summary.contacts),
        air=air(material, entries, url),
    )


def _row(material: Material, summary: FieldSummary) -> FieldRow:
    url = material.urls.fields[summary.name]
    return FieldRow(
        field=Ref(text=summary.name, href=relative(URL, url)),
        contacts=len(summary.contacts),
        done=len(summary.done),
        coming=len(summary.coming),
    )
