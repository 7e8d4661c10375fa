"""Somebody's vault becomes a book: by what its notes hold, and without a change."""

from __future__ import annotations

import json
import tomllib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pytest

from generator.adopt import Hints, propose
from generator.build import build
from generator.config import parse_settings
from generator.model import Contact, Interview, Organization, Question
from generator.source import sources_from_texts
from tests.adopt.vaults import HABITS, RECIPES
from tests.books import DAY, airbook, write_files
from tests.conftest import TODAY
from tests.test_vaults import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.adopt import Adoption
    from generator.build import BuildResult
    from tests.adopt.vaults import Habit


def adopt(files: Mapping[str, str], hints: Hints | None = None) -> Adoption:
    return propose(
        sources_from_texts(files),
        hints or Hints(),
        content="../vault",
        book_id="5e9d07c1b3f8426a",
        today=TODAY,
    )


def book_of(files: Mapping[str, str], adoption: Adoption) -> BuildResult:
    """Build the book that the proposed settings make, with no problem in them."""
    settings, problems = parse_settings(adoption.toml)
    assert problems == ()
    ignored = {name.casefold() for name in settings.folders.ignore}
    read = {
        path: text
        for path, text in files.items()
        if ignored.isdisjoint(path.casefold().split("/"))
    }
    return build(sources_from_texts(read), settings, {}, today=TODAY)


@pytest.mark.parametrize("habit", HABITS.values(), ids=HABITS)
def test_a_vault_becomes_the_expected_book(habit: Habit) -> None:
    """People, talks with whom and when, companies and events are all there."""
    adoption = adopt(habit.files)
    result = book_of(habit.files, adoption)
    names = {path: PurePosixPath(path).stem for path in result.book.notes}
    found = {names[note.path] for note in result.book.of(Contact)}
    assert found == habit.contacts, adoption.toml
    met = {
        names[one.path]: (names[one.people[0]], str(one.on))
        for one in result.facts.meetings.values()
    }
    assert met == habit.interviews, adoption.toml
    assert len(list(result.book.of(Organization))) == habit.organizations
    assert len(list(result.book.of(Question))) == habit.questions
    events = {
        (str(event.on), str(event.kind), names.get(who, who))
        for who, events in result.facts.events.items()
        for event in events
    }
    assert events == habit.events, adoption.toml
