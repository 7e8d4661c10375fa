"""What the settings say about reading notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key
from generator.parse.sections import section_names
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.config.settings import Settings
    from generator.parse.sections import SectionNames


class Reading(Struct, frozen=True, kw_only=True):
    """What the settings say about reading notes, prepared once for a book.

    Attributes:
        folders: Folded folder name -> kind.
        daily: Folded names of folders with daily notes.
        keys: One's own names for keys, as written and folded -> ours.
        sections: Folded headings -> section.
        tags: Folded tag -> kind of a note that has it.
        remote_images: Whether images of other hosts are shown.
        dates_in_names: Whether the name of an interview's file can say its day.
    """

    folders: Mapping[str, Kind]
    daily: frozenset[str]
    keys: Mapping[str, str]
    sections: SectionNames
    tags: Mapping[str, Kind]
    remote_images: bool
    dates_in_names: bool = False


def reading_of(settings: Settings) -> Reading:
    """Prepare the settings for reading notes."""
    folders = settings.folders
    kinds = {
        Kind.CONTACT: folders.contact,
        Kind.INTERVIEW: folders.interview,
        Kind.ORGANIZATION: folders.organization,
        Kind.QUESTION: folders.question,
    }
    tagged = {
        Kind.QUESTION: settings.tags.question,
        Kind.ORGANIZATION: settings.tags.organization,
        Kind.INTERVIEW: settings.tags.interview,
        Kind.CONTACT: settings.people_tags,
    }
    own = {}
    for yours, ours in settings.keys.items():
        own[yours] = own[fold_name(yours)] = own[fold_key(yours)] = ours
    return Reading(
        folders={fold_name(n): kind for kind, names in kinds.items() for n in names},
        daily=frozenset(fold_name(name) for name in folders.daily),
        keys=own,
        sections=section_names(settings.sections),
        tags={
            fold_name(tag.lstrip("#")): kind
            for kind, tags in tagged.items()
            for tag in tags
        },
        remote_images=settings.site.remote_images,
        dates_in_names=settings.dates_in_names,
    )
