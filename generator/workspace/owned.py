"""What a book keeps besides its notes: keys and pseudonyms, and the last edit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.workspace.errors import BookError
from generator.workspace.opening import SETTINGS_FILE, configured_content

if TYPE_CHECKING:
    from pathlib import Path

    from generator.workspace.opening import Workspace


def state_folder(workspace: Workspace) -> Path:
    """Return where a book keeps what only its own commands need, such as undo.

    It need not exist, and may be deleted.

    Args:
        workspace: The book.

    Returns:
        `.airbook/` beside the `airbook.toml` that names these notes; where none
        does, a folder of the user's cache.
    """
    if workspace.configured and workspace.content == configured_content(workspace):
        return workspace.root / ".airbook"
    name = hashlib.sha256(bytes(workspace.content)).hexdigest()[:16]
    return user_folder() / name


def user_folder() -> Path:
    """Return where a user keeps what may be deleted; it need not exist."""
    from platformdirs import user_cache_path

    return user_cache_path("airbook", appauthor=False)


def cache_file(workspace: Workspace) -> Path:
    """Return where a book's builds keep what they found out; it need not exist."""
    return state_folder(workspace) / "cache" / "notes-and-pages.sqlite"


def cache_key() -> Path:
    """Return the file of the secret that signs what this user's caches hold."""
    return user_folder() / "cache.key"


def data_folder(workspace: Workspace) -> Path:
    """Return the folder of the user's data that belongs to a book; made if absent.

    Nobody else may read it (mode 0700). It lies outside the book, so that keys never
    travel with the notes.

    Args:
        workspace: The book.

    Raises:
        BookError: Where the book has no `book_id`.
        OSError: Where the system refuses.
    """
    folder = data_place(workspace)
    if folder is None:
        raise BookError(
            f'this book has no name for its keys; write book_id = "…" with some '
            f"letters and digits of your own into {workspace.root / SETTINGS_FILE}"
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def data_place(workspace: Workspace) -> Path | None:
    """Return where the user's data of a book lies, or would; none: it has no name."""
    from platformdirs import user_data_path

    book_id = workspace.settings.book_id
    return user_data_path("airbook", appauthor=False) / book_id if book_id else None
