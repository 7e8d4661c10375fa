"""Where the settings of an adopted vault are written: never into the vault."""

from __future__ import annotations

import secrets
from pathlib import Path

from generator.workspace.errors import BookError
from generator.workspace.opening import SETTINGS_FILE
from generator.write.file import create_file


def new_book_id() -> str:
    """Return a name for a new book that no other has."""
    return secrets.token_hex(8)


def path_from(book: Path, vault: Path) -> str:
    """Return a vault as `airbook.toml` in another folder names it.

    Args:
        book: Folder of the settings.
        vault: The vault; both as they really lie.

    Returns:
        A relative path where the vault lies below or beside the book, else one from
        the home folder, else a whole one.

    Raises:
        BookError: Where no setting can hold the name.
    """
    text = _shortest(book, vault)
    if not text.isprintable():
        raise BookError(
            f"{vault} has a line break or another sign in its path that no setting "
            "can hold; give it another name"
        )
    # A setting loses blanks at its ends.
    return f"{text}/" if text != text.rstrip() else text


def _shortest(book: Path, vault: Path) -> str:
    if vault.is_relative_to(book):
        found = vault.relative_to(book).as_posix()
    elif book.parent != book.parent.parent and vault.is_relative_to(book.parent):
        found = f"../{vault.relative_to(book.parent).as_posix()}"
    else:
        found = _from_home(vault)
    # `~x` would be somebody's home, and a blank at the beginning is lost.
    bad = found.startswith((" ", "~")) and not found.startswith("~/")
    return vault.as_posix() if bad else found


def _from_home(vault: Path) -> str:
    try:
        home = Path.home().resolve()
    except (RuntimeError, OSError):
        return vault.as_posix()
    if home.parent != home and vault.is_relative_to(home):
        return f"~/{vault.relative_to(home).as_posix()}"
    return vault.as_posix()


def refuse_place(book: Path, vault: Path) -> None:
    """Refuse a folder for the settings that is no fit place.

    Raises:
        BookError: Where it lies in the vault, or has settings already.
    """
    if book.resolve().is_relative_to(vault.resolve()):
        raise BookError(
            f"{book.resolve()} lies inside the vault, and nothing is written there; "
            f"go to another folder, or name one with -C"
        )
    if (book / SETTINGS_FILE).exists() or (book / SETTINGS_FILE).is_symlink():
        raise BookError(
            f"{book / SETTINGS_FILE} is there and stays as it is; move it away, or "
            "run adopt without --write and copy what you need"
        )


def write_settings(book: Path, vault: Path, toml: str) -> Path:
    """Write `airbook.toml` into a folder; what is there is never overwritten.

    Args:
        book: The folder; it must be there.
        vault: The vault.
        toml: All of it.

    Returns:
        The file.

    Raises:
        BookError: As `refuse_place`.
        OSError: Where the system refuses.
    """
    refuse_place(book, vault)
    file = book / SETTINGS_FILE
    create_file(file, toml.encode())
    return file
