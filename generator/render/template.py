"""Templates and a view -> the bytes of a page. Templates format and loop only."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from markupsafe import escape

from generator.parse.characters import readable
from generator.render.compiled import bytecode_cache
from generator.render.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.render.views.parts import Frame

Templates = tuple[tuple[str, bytes], ...]
"""Name and content of every file under `templates/`, by name."""

MESSAGES: Final = "messages/"
"""Where the templates of plain text lie."""


class View(Protocol):
    """What every page's record has."""

    template: ClassVar[str]
    __struct_fields__: ClassVar[tuple[str, ...]]

    @property
    def frame(self) -> Frame:
        """What stands around the page."""


def as_templates(files: Mapping[str, bytes]) -> Templates:
    """Return the files as a value that can be compared, hashed and sent."""
    return tuple(sorted(files.items()))


def render_page(view: View, templates: Templates) -> bytes:
    """Return the page of a view.

    Args:
        view: What the page says.
        templates: What it looks like.

    Returns:
        HTML. Where a template of the book's own cannot be used, a page that says
        which one and why.
    """
    try:
        page = environment_of(templates).get_template(view.template).render(page=view)
    except Exception as error:  # noqa: BLE001 - whatever a template's code may raise
        return _explanation(view, error).encode()
    return readable(page).encode(errors="replace")


def load_templates(templates: Templates) -> None:
    """Compile every template that can be compiled."""
    for name, environment in with_environments(templates):
        with suppress(TemplateError, UnicodeDecodeError):
            environment.get_template(name)


def with_environments(templates: Templates) -> Iterator[tuple[str, Sandbox]]:
    """Yield the name and the environment of each that is compiled, by name."""
    environments = {
        "pages/": environment_of(templates),
        MESSAGES: text_environment_of(templates),
    }
    for name, _ in templates:
        for folder, environment in environments.items():
            if name.startswith(folder):
                yield name, environment


@lru_cache(maxsize=4)
def environment_of(templates: Templates) -> Sandbox:
    """Return the environment of some templates; each is compiled once."""
    return _environment(templates, escaping=True)


@lru_cache(maxsize=4)
def text_environment_of(templates: Templates) -> Sandbox:
    """Return the same for templates of plain text, in which nothing is escaped."""
    return _environment(templates, escaping=False)


def _environment(templates: Templates, *, escaping: bool) -> Sandbox:
    files = dict(templates)

    def load(name: str) -> tuple[str, str, None] | None:
        content = files.get(name)
        return None if content is None else (content.decode(), name, None)

    return Sandbox(
        loader=FunctionLoader(load),
        autoescape=escaping,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode_cache(),
    )


def _explanation(view: Any, error: Exception) -> str:
    where = stopped_in(error, view.template)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="robots" content="noindex">'
        "<title>A template cannot be used</title></head><body><main>"
        "<h1>A template cannot be used</h1>"
        f"<p>This page is made with <code>templates/{escape(view.template)}</code>. "
        f"It stopped in <code>{escape(where)}</code>: {escape(said_by(error))}.</p>"
        "<p>Mend the template, or delete it from the book's own <code>templates"
        "</code> folder: Airbook then uses its own.</p></main></body></html>\n"
    )


def stopped_in(error: Exception, template: str) -> str:
    """Return the template that an error is in, which may be one that another uses."""
    # Python's own errors have a name as well: that of an attribute.
    name = getattr(error, "name", None) if isinstance(error, TemplateError) else None
    return name or template


def said_by(error: Exception) -> str:
    """Return what an error says, in one line without a full stop."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
