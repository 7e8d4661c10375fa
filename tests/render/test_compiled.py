"""Compiled templates: kept from one process to the next, and never out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.render.compiled import keep_compiled
from generator.render.template import as_templates, environment_of, text_environment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "pages/x.html"


class Shelf:
    """Keeps what it is given, and counts what it is asked."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kept: dict[str, bytes] = {}
        self.asked: list[str] = []

    def get(self, key: str) -> bytes | None:
        """Return what was put there."""
        self.asked.append(key)
        return self.kept.get(key)

    def put(self, key: str, code: bytes) -> None:
        """Keep it."""
        self.kept[key] = code


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """Keep compiled templates as long as a test runs, in environments of its own."""
    forget()
    one = Shelf()
    keep_compiled(one)
    yield one
    keep_compiled(None)
    forget()


def forget() -> None:
    """Make the next environment a new one, as another process would."""
    environment_of.cache_clear()
    text_environment_of.cache_clear()


def shown(text: bytes, *, name: str = NAME) -> str:
    """Return what a template says."""
    environment = environment_of(as_templates({name: text}))
    return environment.get_template(name).render(word="<b>")


def test_what_was_compiled_is_not_compiled_again(shelf: Shelf) -> None:
    """A new process runs what the last one compiled, and says the same."""
    first = shown(b"{% macro m(a) %}{{ a }}{% endmacro %}{{ m(word) }}")
    assert first == "&lt;b&gt;"
    assert len(shelf.kept) == 1
    forget()
    before = dict(shelf.kept)
    assert shown(b"{% macro m(a) %}{{ a }}{% endmacro %}{{ m(word) }}") == first
    assert shelf.kept == before
    assert len(shelf.asked) == 2
    assert len({*shelf.asked}) == 1


def test_what_is_kept_is_what_runs(shelf: Shelf) -> None:
    """Kept code is taken, which is why whoever keeps it must vouch for it."""
    shown(b"{{ word }}")
    shown(b"other")
    ours, other = shelf.kept
    shelf.kept[ours] = shelf.kept[other]
    forget()
    assert shown(b"{{ word }}") == "other"


def test_each_template_has_a_key_of_its_own(shelf: Shelf) -> None:
    """Another text, another name, another way of escaping: another key."""
    shown(b"{{ word }}")
    shown(b"{{ word }}!")
    shown(b"{{ word }}", name="pages/y.html")
    templates = as_templates({NAME: b"{{ word }}"})
    text = text_environment_of(templates).get_template(NAME)
    assert text.render(word="<b>") == "<b>"
    assert len(shelf.kept) == 4


def test_nobody_keeps_anything_by_itself() -> None:
    """Without somebody who keeps it, all is compiled, and nothing is missed."""
    forget()
    assert environment_of(as_templates({NAME: b"x"})).bytecode_cache is None
    assert shown(b"{{ word }}") == "&lt;b&gt;"
