"""Templates and a view -> the bytes of a page. Templates format and loop only."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, modifies_known_mutable
from markupsafe import Markup, escape

from generator.parse.characters import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import nodes
    from jinja2.compiler import Frame as CompilerFrame
    from jinja2.runtime import Context

    from generator.render.views.parts import Frame

_MUTABLE: Final = (list, dict, set, deque)
# Ways from a value to its class, code or frame that are not written with `_`.
_INSIDES: Final = frozenset(
    {"mro", "gi_frame", "gi_code", "cr_frame", "cr_code", "ag_frame", "ag_code"}
)

Templates = tuple[tuple[str, bytes], ...]
"""Name and content of every file under `templates/`, by name."""


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


class _Compiler(CodeGenerator):
    """Reads the fields of views directly.

    Views are plain frozen data: a name that leads to no insides and changes nothing
    needs no look while a page is made, which would take a third of the time. What a
    template calls is looked at all the same.
    """

    def _output_child_pre(
        self, node: nodes.Expr, frame: CompilerFrame, finalize: Any
    ) -> None:
        """Write the quicker escaping where the template says nothing else."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")

    def visit_Getattr(self, node: nodes.Getattr, frame: CompilerFrame) -> None:  # noqa: N802 - Jinja's name
        """Write `page.name` for a harmless name, the sandbox's look for another."""
        if _is_guarded(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


def _is_guarded(name: str) -> bool:
    changing = any(modifies_known_mutable(kind(), name) for kind in _MUTABLE)
    return changing or name in _INSIDES or name.startswith("_") or iskeyword(name)


class _Environment(ImmutableSandboxedEnvironment):
    """Sandboxed: to build somebody else's book must not run somebody else's code."""

    code_generator_class = _Compiler

    @staticmethod
    def shown(value: Any) -> str:
        """Return a value as it stands in a page; what is HTML already stays."""
        if type(value) is str:
            return _escaped(value)
        return value if type(value) is Markup else escape(value)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template names; its own macros need no look."""
        if type(called) is not Macro:
            return super().call(context, called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


@lru_cache(maxsize=1 << 14)
def _escaped(text: str) -> str:
    """Escape a text; most of them stand in many pages."""
    return str(escape(text))


@lru_cache(maxsize=4)
def environment_of(templates: Templates) -> ImmutableSandboxedEnvironment:
    """Return the environment of some templates; each is compiled once."""
    return _environment(templates, escaping=True)


@lru_cache(maxsize=4)
def text_environment_of(templates: Templates) -> ImmutableSandboxedEnvironment:
    """Return the same for templates of plain text, in which nothing is escaped."""
    return _environment(templates, escaping=False)


def _environment(
    templates: Templates, *, escaping: bool
) -> ImmutableSandboxedEnvironment:
    files = dict(templates)

    def load(name: str) -> tuple[str, str, None] | None:
        content = files.get(name)
        return None if content is None else (content.decode(), name, None)

    return _Environment(
        loader=FunctionLoader(load),
        autoescape=escaping,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
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
