"""What is wrong in the book's own templates, before a page needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes

from generator.derive.drafts import Draft
from generator.diagnostics import Code, Diagnostic, Span
from generator.render.pages import VIEWS
from generator.render.template import MESSAGES, said_by, with_environments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment

    from generator.render.template import Templates

_PAGE: Final = "page"
_DRAFT: Final = "draft"
_SAYS: Final = frozenset(Draft.__struct_fields__)
_SHOWS: Final = {view.template: frozenset(view.__struct_fields__) for view in VIEWS}
_ADVICE: Final = "mend it, or delete it to use Airbook's own"


def check_templates(templates: Templates, own: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Find what is wrong in the book's own templates.

    Args:
        templates: All templates.
        own: Names of those that the book itself has.

    Returns:
        What Jinja cannot read, names that nothing defines, and things that a page's
        view does not have. What shows only with some page, that page says.

    Diagnostics: `template-broken`.
    """
    contents, checked = dict(templates), frozenset(own)
    return tuple(
        problem
        for name, environment in with_environments(templates)
        if name in checked
        for problem in _check(environment, name, contents[name])
    )


def _check(environment: Environment, name: str, content: bytes) -> Iterator[Diagnostic]:
    try:
        source = content.decode()
        tree = environment.parse(source, name)
        environment.get_template(name)
    except (TemplateError, UnicodeDecodeError) as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
        yield _problem(name, line, said_by(error))
        return
    given = _DRAFT if name.startswith(MESSAGES) else _PAGE
    unknown = meta.find_undeclared_variables(tree) - {given, *environment.globals}
    for variable in sorted(unknown):
        found = (
            one.lineno for one in tree.find_all(nodes.Name) if one.name == variable
        )
        yield _problem(name, min(found, default=1), f"nothing is called {variable}")
    shown = _SAYS if given == _DRAFT else _SHOWS.get(name)
    for asked in tree.find_all(nodes.Getattr):
        of_page = isinstance(asked.node, nodes.Name) and asked.node.name == given
        if of_page and shown is not None and asked.attr not in shown:
            yield _problem(name, asked.lineno, f"the {given} has no {asked.attr}")


def _problem(name: str, line: int, said: str) -> Diagnostic:
    message = f"the template cannot be used: {said}"
    return Diagnostic(
        Code.TEMPLATE_BROKEN, Span.at(f"templates/{name}", line), message, _ADVICE
    )
