"""A note or lead under another name, and every link that led to it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.audience.escaping import escaped
from generator.diagnostics import Fix, Span
from generator.edit.keys import add_to_key, set_key
from generator.edit.names import clean_text, stem_of
from generator.edit.relinking import Move
from generator.edit.rewriting import Moved, Rewriter, Rewriting, placed, text_of
from generator.edit.splice import UnfitTextError, splice
from generator.graph.resolve import fold_path
from generator.model import Contact, Organization, Page, Question
from generator.parse.anchors import fold_name
from generator.parse.fields import fold_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult
    from generator.model import Field, Heading, Note

_PLAIN: Final = re.compile(r"[^\W_](?:[^\W_]|[ .,'’()/+?-])*")
_HEADING: Final = re.compile(r" {0,3}#[ \t]+(.*?)(?:[ \t]+#*)?[ \t]*")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS_LABEL: Final = re.compile(r"[\[\]|\\]")
_NAMED: Final = (Contact, Organization, Question)


def rename_note(
    result: BuildResult, files: Mapping[str, bytes], old: str, new: str
) -> Rewriting:
    """Give a note or lead another name; nothing is written.

    Args:
        result: The book.
        files: The bytes of its notes by path.
        old: Path of the note, or id of the lead.
        new: Its name from then on; the file gets the same, as far as a file can
            have it. It stays in its folder.

    Returns:
        The changes after which every link of the book leads where it led; or why
        there are none.
    """
    name = clean_text(new).removeprefix("[[").removesuffix("]]").removesuffix(".md")
    name = name.strip()
    rewriter = Rewriter(result, files)
    try:
        _check(name)
        if old in result.book.leads:
            return _rename_lead(rewriter, old, name)
        return _Renaming(rewriter, old, name).rewriting()
    except UnfitTextError as error:
        return Rewriting(refused=str(error))


def _check(name: str) -> None:
    if "/" in name or "\\" in name:
        raise UnfitTextError(f"{name} is a path; write a name without folders")
    if not re.search(r"\w", name):
        raise UnfitTextError("a name needs a letter or a digit")


def _rename_lead(rewriter: Rewriter, old: str, name: str) -> Rewriting:
    lead, stem = rewriter.book.leads[old], stem_of(name)
    target = f"lead:{fold_name(stem)}"
    if target in rewriter.book.leads and target != old:
        raise UnfitTextError(f"{stem} is a lead already; airbook merge joins the two")
    move = Move(target=target, name=stem, labels={lead.name: stem})
    return rewriter.rewrite(lambda _: Moved(moves={old: move}))


class _Renaming:
    """One note that gets another name."""

    def __init__(self, rewriter: Rewriter, path: str, name: str) -> None:
        self.rewriter = rewriter
        self.note: Note = rewriter.book.notes[path]
        self.name = name
        file = PurePosixPath(path)
        self.old_stem, self.stem = file.stem, stem_of(name)
        self.path = str(file.with_name(self.stem + file.suffix))
        self.fields = tuple(filter(self._is_name, self.note.fields))
        self.heading = self._heading()

    def rewriting(self) -> Rewriting:
        """Return what becomes of the book.

        Raises:
            UnfitTextError: Where that cannot be done without harm.
        """
        wanted = fold_path(self.path)
        for path in (*self.rewriter.book.notes, *self.rewriter.book.assets):
            if path != self.note.path and fold_path(path) == wanted:
                said = f"{path} is there already; airbook merge joins two notes"
                raise UnfitTextError(said)
        return self.rewriter.rewrite(self._moved)

    def _is_name(self, field: Field) -> bool:
        """Whether a key of the front matter says what the note is called."""
        if field.name not in {"name", "title"} and fold_key(field.key) != "title":
            return False
        known = {fold_name(self.old_stem), fold_name(self.note.name)}
        return len(field.texts) == 1 and fold_name(field.texts[0]) in known

    def _heading(self) -> Heading | None:
        """Return the first heading, where it says what the note is called.

        The heading of a talk or a page may say more than its file's name; it is the
        note's name only where the two agree.
        """
        first = next(
            (h for h in self.note.body.headings if h.level == 1 and h.text), None
        )
        known = {self.old_stem, *(text for one in self.fields for text in one.texts)}
        if isinstance(self.note, _NAMED):
            known.add(self.note.name)
        if first is None or fold_name(first.text) not in map(fold_name, known):
            return None
        return first

    def _is_plain(self, heading: Heading) -> bool:
        """Whether a heading is text alone, which another name can stand for."""
        text = self.rewriter.text(self.note.path)
        match = _HEADING.fullmatch(text.split("\n")[heading.span.line - 1])
        return match is not None and _ESCAPED.sub(r"\1", match[1]) == heading.text

    def _names(self) -> tuple[str, ...]:
        """Return what the note was called in the places that change."""
        written = [text for one in self.fields for text in one.texts]
        heading = [self.heading.text] if self.heading else []
        return tuple(dict.fromkeys((*written, *heading, self.old_stem)))

    def _moved(self, relinked: Mapping[str, bytes]) -> Moved:
        path, names = self.note.path, self._names()
        data = relinked.get(path, self.rewriter.data(path))
        with placed(path):
            data = self._with_name(data)
        fit = self.stem if _ENDS_LABEL.search(self.name) else self.name
        labels = {**dict.fromkeys(names, fit)}
        if self.old_stem != self.note.name:
            labels[self.old_stem] = self.stem
        folded = frozenset(map(fold_name, names))
        move = Move(target=self.path, name=self.stem, names=folded, labels=labels)
        return Moved(files={self.path: data}, moves={path: move})

    def _with_name(self, data: bytes) -> bytes:
        """Return the note with its new name, and the old one as an alias."""
        is_said = self.stem == self.name
        if self.heading:
            is_said = self._is_plain(self.heading)
        if self.heading and is_said:
            data = splice(data, [self._new_heading(text_of(data), self.heading)])
        reading, note = self.rewriter.reading, self.note
        keys = [field.key for field in self.fields]
        if not keys and not is_said:
            keys = ["title" if isinstance(note, Page) else "name"]
        for key in keys:
            fix = set_key(text_of(data), reading, key, [self.name], note=note)
            data = splice(data, [fix])
        known = {*map(fold_name, (*note.aliases, self.name, self.stem))}
        aliases = [one for one in self._names() if fold_name(one) not in known]
        if not aliases:
            return data
        fix = add_to_key(text_of(data), reading, "aliases", aliases, note=note)
        return splice(data, [fix])

    def _new_heading(self, text: str, heading: Heading) -> Fix:
        number = heading.span.line
        line = text.split("\n")[number - 1]
        match = _HEADING.fullmatch(line)
        start, end = match.span(1) if match else (0, 0)
        new = self.name if _PLAIN.fullmatch(self.name) else escaped(self.name)
        if _ESCAPED.sub(r"\1", line[start:end]) == self.name:
            new = line[start:end]
        return Fix(Span(self.note.path, number, start + 1, number, end + 1), new)
