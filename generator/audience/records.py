"""What an audience may see of a book, as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.config.settings import Audience, Settings
    from generator.source.records import Sources


class Left(Struct, frozen=True, kw_only=True):
    """A note or file that an audience does not get, and why."""

    path: str
    reason: str


class Share(Struct, frozen=True, kw_only=True):
    """How often a field or section is in the notes that are kept.

    Attributes:
        name: The key or section.
        kept: Whether the audience sees it.
        count: In how many notes it has a value or text.
    """

    name: str
    kept: bool
    count: int


class Plan(Struct, frozen=True, kw_only=True):
    """What an audience gets and what it does not.

    Attributes:
        audience: Its settings.
        kept: Paths of the notes that it gets something of.
        left: The other notes, in order.
        names: What each person is called who is shown: path or lead's id -> name;
            empty where they are numbered.
        fields: Of the notes that are kept; unknown keys under their own names.
        sections: Of the same notes; text in no section is called "no section".
        lines: How many lines are left out of kept sections for what they are:
            tasks, or hidden topics.
        assets: Path of each attachment that it gets.
        left_assets: Those that kept passages use and it does not get.
    """

    audience: Audience
    kept: tuple[str, ...]
    left: tuple[Left, ...]
    names: Mapping[str, str]
    fields: tuple[Share, ...]
    sections: tuple[Share, ...]
    lines: tuple[tuple[str, int], ...]
    assets: tuple[str, ...]
    left_assets: tuple[Left, ...]


class Rewritten(Struct, frozen=True, kw_only=True):
    """A book that holds only what an audience may see.

    Attributes:
        sources: Notes written anew, and the attachments that they use.
        settings: Without whatever could tell what was left out.
        pseudonyms: Path or lead's id -> number; those that were given, and new ones.
    """

    sources: Sources
    settings: Settings
    pseudonyms: Mapping[str, int]
