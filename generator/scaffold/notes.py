"""A new note on the disk: where it lies, and that it takes nobody's place."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.parse.anchors import fold_name
from generator.scaffold.drafting import Drafting
from generator.scaffold.folders import folder_of
from generator.scaffold.people import ScaffoldError
from generator.write.file import create_file

if TYPE_CHECKING:
    from pathlib import Path

    from generator.build import BuildResult
    from generator.model import Note
    from generator.scaffold.drafting import NoteRequest
    from generator.vocabulary import Kind


class Draft(Struct, frozen=True, kw_only=True):
    """A note that is not written yet.

    Attributes:
        path: Relative to the content folder.
        text: All of it.
        note: What it says.
        unknown: Kind and name of those whom it links and who have no note yet.
    """

    path: str
    text: str
    note: Note
    unknown: tuple[tuple[Kind, str], ...] = ()


def new_note(
    result: BuildResult, content: Path, request: NoteRequest
) -> tuple[Path, Draft]:
    """Write a new note.

    Args:
        result: The book as it is.
        content: Its content folder.
        request: What is asked for.

    Returns:
        Where it lies, and what it says.

    Raises:
        ScaffoldError: As `draft_note`, and where there is such a note already.
            Nothing is written.
        OSError: Where the system refuses.
    """
    draft = draft_note(result, request)
    file = content / draft.path
    refuse_twin(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    create_file(file, draft.text.encode())
    return file, draft


def draft_note(result: BuildResult, request: NoteRequest) -> Draft:
    """Return a new note, from the template of its kind.

    Args:
        result: The book as it is, with its templates.
        request: What is asked for.

    Returns:
        The note. It says what was asked for and what the book knows besides, and
        has no problem.

    Raises:
        ScaffoldError: Where a value cannot be used, or a name is missing or means
            several notes.
    """
    drafting = Drafting(result, request)
    folder = folder_of(result.book, result.settings, request.kind)
    path = str(PurePosixPath(folder, f"{drafting.stem}.md"))
    text = drafting.text(path)
    note = drafting.checked(path, text)
    return Draft(path=path, text=text, note=note, unknown=tuple(drafting.unknown))


def refuse_twin(file: Path) -> None:
    """Refuse a name that a file of the folder has, whatever its case.

    Raises:
        ScaffoldError: Where there is one.
    """
    there = file.parent.iterdir() if file.parent.is_dir() else ()
    for twin in there:
        if fold_name(twin.name) == fold_name(file.name):
            raise ScaffoldError(f"{twin} is there already; write another name")
