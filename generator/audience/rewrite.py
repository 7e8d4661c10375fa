"""A book -> new sources that hold only what an audience may see."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from generator.audience.assets import new_names, used_assets, written
from generator.audience.blocks import Passages, tree_of
from generator.audience.cast import FOLDERS, Files, cast_of
from generator.audience.fields import FieldWriter
from generator.audience.inlines import LineWriter
from generator.audience.links import Linker
from generator.audience.log import log_lines
from generator.audience.markdown import BlockWriter
from generator.audience.naming import names_of, titles_of
from generator.audience.records import Rewritten
from generator.audience.selection import Topics
from generator.config.settings import Goal, Rules, Settings, SiteSettings
from generator.parse.note import outline_note
from generator.parse.reading import reading_of
from generator.source import sources_from_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.audience.blocks import Block
    from generator.audience.cast import Cast
    from generator.config.settings import Audience
    from generator.facts.records import Facts
    from generator.graph.records import Book
    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.source.records import SourceNote, Sources

_PICTURE: Final = re.compile(r"\[\[(picture \d+\.[a-z]+)")


def rewrite(
    sources: Sources,
    book: Book,
    facts: Facts,
    settings: Settings,
    audience: Audience,
    pseudonyms: Mapping[str, int] = MappingProxyType({}),
) -> Rewritten:
    """Write a book anew with only what an audience may see.

    Args:
        sources: The texts that the book was read from.
        book: The whole book, its links resolved.
        facts: What follows from it.
        settings: Of the book.
        audience: What it may see; everything else stays out.
        pseudonyms: The numbers that people were given before.

    Returns:
        Sources, settings and numbers. The ordinary pipeline makes the site of these
        alone, so nothing else can be in it. The same for the same arguments.
    """
    cast = cast_of(book, settings, audience, pseudonyms)
    writer = _NoteWriter(book, facts, settings, cast)
    texts = {
        f"{writer.places[note.path]}.md": writer.write(note)
        for note in sources.notes
        if note.path in cast.kept
    }
    used = {match[1] for text in texts.values() for match in _PICTURE.finditer(text)}
    assets = (
        written(book.assets[path], name)
        for path, name in writer.linker.files.items()
        if name in used
    )
    made = sources_from_texts(texts)
    made = replace(made, assets=tuple(sorted(assets, key=lambda one: one.path)))
    return Rewritten(
        sources=made,
        settings=_settings(settings, audience, writer.linker.names.replace),
        pseudonyms=cast.pseudonyms,
    )


class _NoteWriter:
    """Writes the notes of one book for one audience."""

    def __init__(
        self, book: Book, facts: Facts, settings: Settings, cast: Cast
    ) -> None:
        self._cast = cast
        self._book = book
        names = names_of(book, settings, cast)
        titles = titles_of(book, cast, names)
        files = Files()
        stems = {one: files.stem(title, "Somebody") for one, title in titles.items()}
        self.places = {
            path: f"{FOLDERS[note.kind]}/{stems[path]}"
            for path, note in cast.kept.items()
        }
        self._titles, self._stems = titles, stems
        sections = {one: str(one).capitalize() for one in cast.audience.sections}
        self.linker = Linker(
            book=book,
            cast=cast,
            names=names,
            stems=stems,
            titles=titles,
            files=new_names(used_assets(book, cast)[0]),
            sections=sections,
        )
        topics = Topics(cast.audience)
        self._reading: Reading = reading_of(settings)
        self._fields = FieldWriter(self.linker, topics, facts.today)
        self._passages = Passages(
            audience=cast.audience, topics=topics, names=self._reading.sections
        )

    def write(self, source: SourceNote) -> str:
        """Return the new text of a note."""
        note = self._book.notes[source.path]
        title, stem = self._titles[note.path], self._stems[note.path]
        head = self._fields.write(note, title, stem)
        lines = self._body(source, note)
        if self._cast.audience.events:
            lines += log_lines(note, self.linker)
        return "\n".join([*head, *lines]) + "\n"

    def _body(self, source: SourceNote, note: Note) -> list[str]:
        def answered(link: int) -> bool:
            target = self._book.target(note.path, link)
            return target is None or target in self._cast.kept

        kept = self._passages.keep(
            tree_of(outline_note(source, self._reading)), answered
        )
        notes = {
            one.token.meta["id"]: one
            for block in kept
            if block.kind == "footnote_block"
            for one in block.inside
        }
        footnotes = _Footnotes(notes)
        line = LineWriter(
            note.path,
            self.linker,
            footnotes.number,
            permissions="may_use_name" in self._cast.audience.fields,
        )
        writer = BlockWriter(line.line, line.code)
        lines = writer.write(block for block in kept if block.kind != "footnote_block")
        for number, block in footnotes.used():
            lines += ["", *writer.footnote(number, block)]
        return lines


class _Footnotes:
    """Numbers the footnotes that kept text refers to, in the order they come."""

    def __init__(self, notes: Mapping[int, Block]) -> None:
        self._notes = notes
        self._numbers: dict[int, int] = {}

    def number(self, id_: int) -> int:
        """Return the number of a footnote; 0: its text is left out."""
        if id_ not in self._notes:
            return 0
        return self._numbers.setdefault(id_, len(self._numbers) + 1)

    def used(self) -> Iterator[tuple[int, Block]]:
        """Yield number and text, those among them that other footnotes refer to."""
        done = 0
        while done < len(self._numbers):
            id_ = list(self._numbers)[done]
            done += 1
            yield done, self._notes[id_]


def _settings(
    settings: Settings, audience: Audience, clean: Callable[[str], str]
) -> Settings:
    """Return settings that tell nothing: ours, but for language and form.

    With `events` the rules stay, since follow-ups would be false without them.
    """
    site = SiteSettings(
        base=settings.site.base, data=settings.site.data and audience.events, edit=""
    )
    return Settings(
        title=clean(settings.title),
        language=settings.language,
        date_format=settings.date_format,
        week_starts=settings.week_starts,
        goal=Goal(interviews=0),
        rules=settings.rules if audience.events else Rules(),
        site=site,
        audiences=MappingProxyType({}),
    )
