"""Templates and a view -> the bytes of a page. Templates format and loop only."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from generator.parse.characters import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.render.views.parts import Frame

Templates = tuple[tuple[str, bytes], ...]
"""Name and content of every file under `templates/`, by name."""


class View(Protocol):
    """What every page's record has."""

    template: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

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


class _Environment(ImmutableSandboxedEnvironment):
    """Sandboxed: to build somebody else's book must not run somebody else's code."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute that a template asks for.

        Views are plain frozen data, so a value that is not callable, under a name
        without `_`, leads nowhere; the parent's longer look at everything would take
        half the time of a build.
        """
        if not attribute.startswith("_"):
            value = getattr(obj, attribute, None)
            if value is not None and not callable(value):
                return value
        return super().getattr(obj, attribute)


@lru_cache(maxsize=4)
def environment_of(templates: Templates) -> ImmutableSandboxedEnvironment:
    """Return the environment of some templates; each is compiled once."""
    files = dict(templates)

    def load(name: str) -> tuple[str, str, None] | None:
        content = files.get(name)
        return None if content is None else (content.decode(), name, None)

    return _Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


def _explanation(view: Any, error: Exception) -> str:
    where = getattr(error, "name", None) or view.template
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


def said_by(error: Exception) -> str:
    """Return what an error says, in one line without a full stop."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
