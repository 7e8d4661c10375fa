"""Proposals -> new notes from their templates, every cell of them plain text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.audience.escaping import escaped, lines_escaped
from generator.derive.identities import fold_organization
from generator.edit.names import clean_text, stem_of
from generator.model import Organization
from generator.parse.anchors import fold_name
from generator.scaffold import NoteRequest, draft_note
from generator.scaffold.people import lead_called
from generator.vocabulary import Kind, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.build import BuildResult
    from generator.imports.proposals import Proposal
    from generator.scaffold import Draft

_FENCE: Final = "\n---\n"


class Writer:
    """Makes new notes, each under a name that no other has."""

    def __init__(self, result: BuildResult) -> None:
        self.result = result
        self._taken = {fold_name(path) for path in result.book.notes}
        self._organizations = {
            fold_organization(name): note.path
            for note in result.book.of(Organization)
            for name in (*note.aliases, note.name)
        }

    def draft(self, proposal: Proposal) -> Draft:
        """Return a new note.

        Raises:
            ScaffoldError: Where a value cannot be used.
        """
        values = {**proposal.values}
        if "organization" in values:
            values["organization"] = (self.organization(values["organization"][0]),)
        if lead_called(self.result.book, proposal.name):
            values.pop("source", None)  # the book knows better
        request = NoteRequest(kind=proposal.kind, name=proposal.name, values=values)
        draft = draft_note(self.result, request)
        path = self._free(draft.path, proposal)
        if path != draft.path:
            values.setdefault("name", (proposal.name,))
            request = replace(request, values=values)
            draft = replace(draft_note(self.result, request), path=path)
        self._taken.add(fold_name(path))
        return replace(draft, text=_filled(draft, proposal))

    def organization(self, name: str) -> str:
        """Return the path of an organization's note; the name where it has none."""
        return self._organizations.get(fold_organization(name), name)

    def _free(self, path: str, proposal: Proposal) -> str:
        return next(
            one for one in _paths(path, proposal) if fold_name(one) not in self._taken
        )


def _paths(path: str, proposal: Proposal) -> Iterator[str]:
    """Yield the path of a note, then others: with the organization, with numbers."""
    file = PurePosixPath(path)
    yield path
    if proposal.kind is Kind.CONTACT and (at := proposal.get("organization")):
        yield str(file.with_name(f"{stem_of(f'{file.stem} ({at[0]})')}.md"))
    number = 2
    while True:
        yield str(file.with_name(f"{file.stem} {number}.md"))
        number += 1


def _filled(draft: Draft, proposal: Proposal) -> str:
    """Return the text of a note with free text at its beginning and a line of log."""
    text = draft.text
    if proposal.log:
        headings = draft.note.body.headings
        logged = bool(headings) and headings[-1].section is Section.LOG
        heading = "" if logged else "\n\n## Log"
        text = f"{text.rstrip()}{heading}\n\n- {proposal.log}\n"
    if said := as_markdown(proposal.text):
        head, fence, body = text.partition(_FENCE)
        text = "\n".join([f"{head}{fence}{said}", "", body.lstrip("\n")])
    return text


def as_markdown(text: str) -> str:
    """Return Markdown that shows a text just as it is, line by line.

    Args:
        text: Of a foreign file; links, headings, HTML and all else in it stay signs.
    """
    lines = [clean_text(line) for line in text.splitlines()]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    shown = (lines_escaped(escaped(one)) for one in paragraphs)
    return "\n\n".join(one.replace("\n", "\\\n") for one in shown)
