"""Books checked for leaks as publishing does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from generator.publish.leaks import find_leaks, secrets_of
from generator.workspace.building import build_book
from generator.workspace.opening import open_workspace
from generator.workspace.reading import read_book
from tests.books import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.leaks import Leak, Secrets

DAY: Final = date(2026, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A book, what is looked for in its site for an audience, and that site."""

    secrets: Secrets
    site: Mapping[str, bytes]

    def leaks(self, files: Mapping[str, bytes] | None = None) -> list[Leak]:
        """Look through some files, or through the site itself."""
        return list(find_leaks(self.secrets, (files or self.site).items()))


def checked(
    folder: Path, files: Mapping[str, str | bytes], audience: str = "share"
) -> Checked:
    """Write a book to a folder and build its site for an audience."""
    write_files(folder, files)
    (folder / "content").mkdir(exist_ok=True)
    workspace = open_workspace(folder, today=DAY, pinned=True)
    owner = build_book(workspace)
    shown = build_book(workspace, purpose="published", audience=audience)
    secrets = secrets_of(
        owner.book,
        owner.settings,
        owner.settings.audiences[audience],
        shown.book,
        sources=read_book(workspace),
        templates=owner.templates,
    )
    site = {
        path: page() if callable(page) else page.read_bytes()
        for path, page in shown.site.items()
    }
    return Checked(secrets=secrets, site=site)
