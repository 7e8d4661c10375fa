"""Attachments that an audience gets: pictures that a kept passage uses."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.audience.images import strip_picture
from generator.audience.records import Left
from generator.graph.records import FoundAsset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.audience.cast import Cast
    from generator.graph.records import Book
    from generator.source.records import Asset

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})


def used_assets(book: Book, cast: Cast) -> tuple[tuple[str, ...], tuple[Left, ...]]:
    """Return the attachments that kept sections use, and those that must stay.

    Args:
        book: All notes.
        cast: Who and what is shown.
    """
    used = {
        where.path: None
        for path, note in cast.kept.items()
        for link, where in zip(note.links, book.resolutions[path], strict=True)
        if isinstance(where, FoundAsset) and not link.key and not link.hidden
        if link.section in cast.audience.sections or cast.audience.answers
    }
    kept = tuple(one for one in used if _ending(one) in PICTURES)
    return kept, tuple(
        Left(path=one, reason=_reason(_ending(one)))
        for one in used
        if _ending(one) not in PICTURES
    )


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _reason(ending: str) -> str:
    if ending == ".svg":
        return "a drawing (SVG) may say more than it shows"
    return "only of a JPEG, PNG, GIF or WebP is it known what it says besides"


def new_names(paths: Iterable[str]) -> dict[str, str]:
    """Return a name for each attachment that says nothing about it."""
    return {
        path: f"picture {number}{_ending(path)}"
        for number, path in enumerate(sorted(paths), 1)
    }


def written(asset: Asset, name: str) -> Asset:
    """Return an attachment under its new name, to be copied without metadata."""
    return replace(asset, path=name, digest="", cleaned=strip_picture)
