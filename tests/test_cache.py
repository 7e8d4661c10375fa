"""What was read before is the same as read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.cache import memory
from generator.cache.memory import MemoryMemo
from generator.config.reading import parse_settings
from generator.parse.note import parse_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    import pytest

    from generator.cache.memory import Parsed
    from generator.config.settings import Settings
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote

TEXTS = {"contacts/Ana.md": "---\nfirma: Blue Door\n---\n", "b.md": "[[Ana]]\n"}


def test_only_what_has_changed_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By path and bytes; with settings that read otherwise, everything is."""
    parsed: list[str] = []

    def count(source: object, reading: object) -> object:
        parsed.append(source.path)  # type: ignore[attr-defined]
        return parse_note(source, reading)  # type: ignore[arg-type]

    monkeypatch.setattr(memory, "parse_note", count)
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


def test_what_lies_below_knows_the_first_settings_alone() -> None:
    """With settings that read otherwise, notes are read anew."""
    plain = reading_of(parse_settings("", "airbook.toml")[0])
    other = reading_of(parse_settings('[keys]\nberuf = "role"\n', "airbook.toml")[0])
    (source,) = sources_from_texts(
        {"contacts/Ana Silva.md": "---\nberuf: Baker\n---\n"}
    ).notes

    class Below:
        """Knows what the first settings made of a note."""

        def read(self, one: SourceNote, _: Reading) -> Parsed:
            return parse_note(one, plain)

    kept = memory.MemoryMemo(Below())
    assert kept.read(source, plain) == parse_note(source, plain)
    assert kept.read(source, other) == parse_note(source, other)
    assert parse_note(source, plain) != parse_note(source, other)
