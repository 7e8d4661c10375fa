"""What was read before is the same as read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator import cache
from generator.cache import MemoryMemo
from generator.config import parse_settings
from generator.parse import parse_note, reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    import pytest

    from generator.config import Settings

TEXTS = {"contacts/Ana.md": "---\nfirma: Blue Door\n---\n", "b.md": "[[Ana]]\n"}


def test_only_what_has_changed_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By path and bytes; with settings that read otherwise, everything is."""
    parsed: list[str] = []

    def count(source: object, reading: object) -> object:
        parsed.append(source.path)  # type: ignore[attr-defined]
        return parse_note(source, reading)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "parse_note", count)
    memo = MemoryMemo()
    plain = parse_settings("", "airbook.toml")[0]
    own = parse_settings('[keys]\nfirma = "organization"\n', "airbook.toml")[0]
    steps: tuple[tuple[dict[str, str], Settings, list[str]], ...] = (
        (TEXTS, plain, ["b.md", "contacts/Ana.md"]),
        (TEXTS, replace(plain, title="Another"), []),
        ({**TEXTS, "b.md": "[[Ana]] again\n"}, plain, ["b.md"]),
        ({**TEXTS, "c.md": TEXTS["b.md"]}, plain, ["b.md", "c.md"]),
        (TEXTS, own, ["b.md", "contacts/Ana.md"]),
    )
    for texts, settings, expected in steps:
        parsed.clear()
        for note in sources_from_texts(texts).notes:
            reading = reading_of(settings)
            assert memo.read(note, reading) == parse_note(note, reading)
        assert parsed == expected
