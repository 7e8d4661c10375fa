"""How templates become Python: sandboxed, and quick for plain frozen views."""

from __future__ import annotations

from collections import deque
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, modifies_known_mutable
from jinja2.utils import missing
from markupsafe import Markup, escape

from generator.render.markup import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from jinja2 import Environment
    from jinja2.compiler import Frame, MacroRef
    from jinja2.runtime import Context

_MUTABLE: Final = (list, dict, set, deque)
# Ways from a value to its class, code or frame that are not written with `_`.
_INSIDES: Final = frozenset(
    {"mro", "gi_frame", "gi_code", "cr_frame", "cr_code", "ag_frame", "ag_code"}
)


class _Compiler(CodeGenerator):
    """Reads the fields of views directly.

    Views are plain frozen data: a name that leads to no insides and changes nothing
    needs no look while a page is made, which would take a third of the time. What a
    template calls is looked at all the same.
    """

    _is_shown = False

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write the quicker escaping where the template says nothing else."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call):
            self._is_shown = True
            self.write("(")
        else:
            self.write("environment.shown(")

    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's signature
    ) -> None:
        """Write a call without the variables around it, which only globals read.

        What is called at once in an output is shown in the same breath.
        """
        name, self._is_shown = "shown_call" if self._is_shown else "call", False
        self.write(f"environment.{name}(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write an empty text where nothing is said for `else`."""
        node.expr2 = node.expr2 or nodes.Const("")
        super().visit_CondExpr(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write `environment.Macro` for Jinja's own."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `page.name` for a harmless name, the sandbox's look for another."""
        if _is_guarded(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


@cache
def _is_guarded(name: str) -> bool:
    changing = any(modifies_known_mutable(kind(), name) for kind in _MUTABLE)
    return changing or name in _INSIDES or name.startswith("_") or iskeyword(name)


class _Macro(Macro):
    """A macro that gets its arguments in order, as nearly always, runs at once."""

    def __init__(
        self,
        environment: Environment,
        func: Callable[..., str],
        name: str,
        arguments: list[str],
        *catches: Any,
    ) -> None:
        """Note what a macro is called with; see `jinja2.runtime.Macro`."""
        super().__init__(environment, func, name, arguments, *catches)
        *more, escaping = catches
        self._at_once = func
        self._most = -1 if any(more) or not escaping else len(arguments)

    def shown(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """Return the HTML of the macro for the page that is being written."""
        left_out = self._most - len(args)
        if kwargs or left_out < 0:
            return Sandbox.shown(self(*args, **kwargs))
        return self._at_once(*args, *(missing,) * left_out)


class Sandbox(ImmutableSandboxedEnvironment):
    """Sandboxed: to build somebody else's book must not run somebody else's code."""

    code_generator_class = _Compiler
    Macro = _Macro

    @staticmethod
    def shown(value: Any) -> str:
        """Return a value as it stands in a page; what is HTML already stays."""
        kind = type(value)
        if kind is str:
            return escaped(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return str(value) if kind is int else escape(value)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template names; its own macros need no look."""
        if type(called) is not _Macro:
            return super().call(context, called, *args, **kwargs)
        return called(*args, **kwargs)

    def shown_call(
        self, context: Context, called: Any, /, *args: Any, **kwargs: Any
    ) -> str:
        """Return a call as it stands in a page."""
        if type(called) is not _Macro:
            return self.shown(super().call(context, called, *args, **kwargs))
        return called.shown(args, kwargs)

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        """Return the globals of a template in one plain mapping.

        Each page goes through them several times, which Jinja's chain makes slow.
        """
        return {**self.globals, **(d or {})}
