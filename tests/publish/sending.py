"""A small site sent to a target, without the book that it might come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.config.settings import Settings
from generator.publish.difference import compare
from generator.publish.staging import private_folder, stage
from generator.publish.targets import manifest_in, parse_target
from generator.workspace.opening import Workspace
from generator.write.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.publish.difference import Difference
    from generator.publish.staging import Staged

NO_BOOK: Final = Path("/nonexistent/book")
Texts = dict[str, str]


def workspace_at(root: Path) -> Workspace:
    """Return a book that lies in a folder."""
    return Workspace(
        root=root,
        content=root / "content",
        output=root / "site",
        settings=Settings(),
        today=date(2026, 3, 2),
    )


def staged_of(texts: Texts, scratch: Path) -> Staged:
    """Stage a site of texts."""
    return stage(((path, text.encode()) for path, text in texts.items()), scratch)


def send(
    target: str, texts: Texts, *, here: Path | None = None, dry: bool = False
) -> Difference:
    """Send a site of texts to a target; return what changed there."""
    with private_folder() as scratch:
        place = parse_target(
            target, workspace_at(NO_BOOK), here=here or Path.cwd(), scratch=scratch
        )
        ours = manifest_in(place.read((MANIFEST,)), scratch, place.name)
        staged = staged_of(texts, scratch)
        difference = compare(staged.paths, ours.files, place.look(staged, ours))
        if not dry:
            place.send(staged, ours, difference)
    return difference


def counts(difference: Difference) -> tuple[int, int, int, int]:
    """Return how many are added, changed, removed and unchanged."""
    return (
        len(difference.added),
        len(difference.changed),
        len(difference.removed),
        difference.unchanged,
    )


def texts_in(folder: Path) -> Mapping[str, str]:
    """Return the text of every file below a folder but the manifest."""
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != MANIFEST
    }
