"""A book as texts in, what an audience gets as texts out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from generator.audience.rewrite import rewrite
from generator.build import build
from generator.config.reading import parse_settings
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.audience.records import Rewritten
    from generator.build import BuildResult
    from generator.config.settings import Settings

TODAY: Final = date(2026, 3, 2)
FULL: Final = '[audience.share]\nnames = "full"\n'


def read(
    texts: Mapping[str, str | bytes], toml: str = ""
) -> tuple[BuildResult, Settings]:
    """Read a book as its owner does."""
    settings, problems = parse_settings(toml, "airbook.toml")
    assert not problems
    sources = sources_from_texts(texts)
    return build(sources, settings, {}, today=TODAY), settings


def rewritten(
    texts: Mapping[str, str | bytes],
    toml: str = "",
    audience: str = "share",
    pseudonyms: Mapping[str, int] | None = None,
) -> Rewritten:
    """Write a book anew for an audience."""
    own, settings = read(texts, toml)
    return rewrite(
        sources_from_texts(texts),
        own.book,
        own.facts,
        settings,
        settings.audiences[audience],
        pseudonyms or {},
    )


def shared(
    texts: Mapping[str, str | bytes], toml: str = "", audience: str = "share"
) -> dict[str, str]:
    """Return the new texts by their new paths."""
    made = rewritten(texts, toml, audience)
    return {note.path: note.text for note in made.sources.notes}


def advice(text: str, toml: str = FULL, **others: str) -> str:
    """Return what an audience reads of a text under Advice.

    Args:
        text: Markdown.
        toml: Settings.
        others: Further notes: `contact_Ana_Lima` is `contacts/Ana Lima.md`.
    """
    texts = {"interviews/Talk.md": f"---\nname: Talk\n---\n## Advice\n\n{text}\n"}
    for name, content in others.items():
        kind, _, title = name.partition("_")
        texts[f"{kind}s/{title.replace('_', ' ')}.md"] = content
    made = shared(texts, toml)["interviews/Talk.md"]
    return made.partition("## Advice\n")[2].strip("\n")


def people(*names: str) -> dict[str, str]:
    """Return notes of contacts, for `advice`."""
    return {f"contact_{name.replace(' ', '_')}": "" for name in names}
