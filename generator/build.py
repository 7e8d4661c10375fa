"""Sources, settings, templates, day -> book, facts, views and site; pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from generator.checks import run_checks
from generator.derive import derive
from generator.diagnostics import Severity, sort_diagnostics
from generator.facts import find_facts, without_events
from generator.graph import resolve_book
from generator.parse.reading import reading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from generator.config.settings import Settings
    from generator.derive import Derived
    from generator.derive.connections import Connection
    from generator.diagnostics import Diagnostic
    from generator.facts.records import Facts
    from generator.graph.records import Book
    from generator.model import Note
    from generator.parse.reading import Reading
    from generator.render.material import Material
    from generator.render.site import Plan
    from generator.render.urls import Urls
    from generator.source.records import SourceNote, Sources


class Memo(Protocol):
    """Knows notes that were read before; `generator.cache` has what does."""

    def read(
        self, source: SourceNote, reading: Reading
    ) -> tuple[Note, tuple[Diagnostic, ...]]:
        """Return what `parse_note` does for the same source and reading."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What is left of a build for the next one.

    Attributes:
        facts: Its facts.
        settings: Its settings.
        derived: What followed from both, and from notes but for their prose.
        urls: Its book, and where everything in it lies.
        templates: Its templates.
        plan: What lies where in its site.
    """

    facts: Facts
    settings: Settings
    derived: Derived
    urls: tuple[Book, Urls]
    templates: Mapping[str, bytes]
    plan: Plan

    def says_the_same(self, result: BuildResult) -> bool:
        """Say whether the same follows from another build.

        Facts are the very same only where no note says anything else at all, unless
        it be in its prose, which nothing is derived from.
        """
        same = self.facts is result.facts and self.settings == result.settings
        return same and self.urls[0].assets.keys() == result.book.assets.keys()

    def plans_the_same(self, result: BuildResult) -> bool:
        """Say whether the same lies at the same places in another build's site."""
        same = self.templates == result.templates and self.says_the_same(result)
        return same and self.urls[0].assets == result.book.assets


@dataclass(frozen=True, kw_only=True)
class BuildResult:
    """What a build has found out; views and pages are made when asked for.

    Attributes:
        book: Every note, with its links resolved.
        facts: What follows from them on the day.
        diagnostics: Every problem, in the order of output.
        settings: Of the book.
        templates: By name.
        pinned: Whether the day was given rather than the clock's.
        purpose: `local` or `published`.
        connections: The owner's private list; empty in a published site.
        checked: Those of them that the checks found.
        earlier: A build of which is taken over what still holds.
    """

    book: Book
    facts: Facts
    diagnostics: tuple[Diagnostic, ...]
    settings: Settings
    templates: Mapping[str, bytes]
    pinned: bool = False
    purpose: str = "local"
    connections: tuple[Connection, ...] = ()
    checked: tuple[Diagnostic, ...] = ()
    earlier: Earlier | None = None

    @cached_property
    def derived(self) -> Derived:
        """Follow-ups, tree, ledgers, matrix, numbers."""
        if self.earlier and self.earlier.says_the_same(self):
            return self.earlier.derived
        return derive(self.book, self.facts, self.settings)

    @cached_property
    def material(self) -> Material:
        """What pages are made from, and what a terminal says of them."""
        from generator.render.material import Material
        from generator.render.template import as_templates
        from generator.render.urls import assign_urls

        fields = [one.name for one in self.derived.fields]
        before = self.earlier.urls if self.earlier else None
        return Material(
            book=self.book,
            facts=self.facts,
            derived=self.derived,
            settings=self.settings,
            urls=assign_urls(self.book, fields, before),
            diagnostics=self.diagnostics,
            pinned=self.pinned,
            local=self.purpose == "local",
            templates=as_templates(self.templates),
            connections=self.connections,
        )

    @cached_property
    def plan(self) -> Plan:
        """What lies where in the site."""
        if self.earlier and self.earlier.plans_the_same(self):
            return self.earlier.plan
        from generator.render.site import plan_site

        return plan_site(self.material)

    @cached_property
    def site(self) -> Mapping[str, Callable[[], bytes] | Path]:
        """By URL path: what makes the bytes of a page, or the file to copy."""
        from generator.render.site import Site

        return Site(self.plan, self.material)

    @property
    def has_errors(self) -> bool:
        """Whether any problem is an error."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)


def build(  # noqa: PLR0913 - everything that a build is made from
    sources: Sources,
    settings: Settings,
    templates: Mapping[str, bytes],
    *,
    today: date,
    pinned: bool = False,
    purpose: str = "local",
    told: bool = True,
    settings_problems: Iterable[Diagnostic] = (),
    own_templates: Iterable[str] = (),
    memo: Memo | None = None,
    connections: Iterable[Connection] = (),
    before: BuildResult | None = None,
) -> BuildResult:
    """Build a book.

    Args:
        sources: Texts and attachments.
        settings: Of the book.
        templates: Files under `templates/` by name.
        today: The day of evaluation.
        pinned: Whether the day was given, so that browsers do not regroup.
        purpose: `local`, or `published`, which shows no problems.
        told: Whether the notes tell their events; if not, no page tells of them.
        settings_problems: Found while the settings were read.
        own_templates: Names of the templates that are the book's own.
        memo: Reads the notes; none: each is parsed now.
        connections: People of a private list, for pages that stay with the owner.
        before: An earlier build, of which is taken over what still holds of notes
            that are the same records.

    Returns:
        The result. One bad note never stops a build; nothing raises.

    Diagnostics: all of README, "Problem codes".
    """
    reading = reading_of(settings)
    read = memo.read if memo else _parser()
    parsed = [read(note, reading) for note in sources.notes]
    notes, was = (note for note, _ in parsed), before
    book = resolve_book(notes, sources.assets, was.book if was else None)
    known = (was.book, was.facts) if was and was.facts.told else None
    facts = find_facts(book, today, known)
    found = [problem for _, problems in parsed for problem in problems]
    found += [*settings_problems, *sources.problems, *book.problems, *facts.problems]
    checked = _checked(was, facts, settings) or run_checks(book, facts, settings)
    found += checked
    found += _template_problems(templates, own_templates)
    return BuildResult(
        book=book,
        facts=facts if told else without_events(facts),
        diagnostics=sort_diagnostics(found),
        settings=settings,
        templates=templates,
        pinned=pinned,
        purpose=purpose,
        connections=tuple(connections) if purpose == "local" else (),
        checked=checked,
        earlier=_earlier(was),
    )


def _checked(
    before: BuildResult | None, facts: Facts, settings: Settings
) -> tuple[Diagnostic, ...]:
    """Return what the checks found before an edit that no fact follows from."""
    if before and before.facts is facts and before.settings == settings:
        return before.checked
    return ()


def _earlier(before: BuildResult | None) -> Earlier | None:
    """Return what outlives a build, which is not all of it and those before it."""
    if before is None or "material" not in vars(before):
        return None
    return Earlier(
        facts=before.facts,
        settings=before.settings,
        derived=before.derived,
        urls=(before.book, before.material.urls),
        templates=before.templates,
        plan=before.plan,
    )


def _parser() -> Callable[[SourceNote, Reading], tuple[Note, tuple[Diagnostic, ...]]]:
    # Heavy, and not needed where a memo knows all notes.
    from generator.parse.note import parse_note

    return parse_note


def _template_problems(
    templates: Mapping[str, bytes], own: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """Find broken templates of the book's own; ours are tested."""
    names = tuple(own)
    if not names:
        return ()
    from generator.render.template import as_templates
    from generator.render.template_check import check_templates

    return check_templates(as_templates(templates), names)
