"""The site of an audience, made afresh and looked through before it may leave."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.config.settings import OWNER, Audience
from generator.diagnostics import Severity
from generator.publish.headers import header_files
from generator.workspace.building import build_book
from generator.workspace.errors import BookError
from generator.workspace.reading import read_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.build import BuildResult
    from generator.diagnostics import Diagnostic
    from generator.graph.records import Book
    from generator.publish.leaks import Leak
    from generator.source.records import Sources
    from generator.workspace.opening import Workspace

FIRST_PAGE: Final = "index.html"


class HeldBackError(BookError):
    """Nothing is published while something is wrong.

    Attributes:
        problems: Errors of the notes.
        leaks: What would get out.
    """

    def __init__(
        self,
        message: str,
        *,
        problems: tuple[Diagnostic, ...] = (),
        leaks: tuple[Leak, ...] = (),
    ) -> None:
        super().__init__(message, exit_status=1)
        self.problems = problems
        self.leaks = leaks


@dataclass(frozen=True, kw_only=True)
class Made:
    """What the owner has, and what an audience is to see of it.

    Attributes:
        audience: Its name.
        sources: The owner's notes as they stand.
        owner: The whole book.
        shown: The book of the audience.
    """

    audience: str
    sources: Sources
    owner: BuildResult
    shown: BuildResult


def make_book(workspace: Workspace, audience: str) -> Made:
    """Build a book for an audience.

    Args:
        workspace: The book.
        audience: Its name.

    Returns:
        Both books.

    Raises:
        BookError: Where there is no such audience.
        HeldBackError: Where the book has errors.
        OSError: Where something cannot be read.
    """
    known = (*workspace.settings.audiences, OWNER)
    if audience not in known:
        raise BookError(
            f"there is no audience {audience!r}; this book has {', '.join(known)}"
        )
    owner = build_book(workspace)
    _refuse_errors(owner.diagnostics)
    shown = build_book(workspace, purpose="published", audience=audience)
    _refuse_errors(shown.diagnostics)
    return Made(
        audience=audience, sources=read_book(workspace), owner=owner, shown=shown
    )


def _refuse_errors(problems: Iterable[Diagnostic]) -> None:
    errors = tuple(one for one in problems if one.severity is Severity.ERROR)
    if errors:
        raise HeldBackError(
            "nothing is published while there are errors", problems=errors
        )


def plain_site(shown: BuildResult) -> Iterator[tuple[str, bytes | Path]]:
    """Yield every file of an open site, those for the host behind the others."""
    for path, content in shown.site.items():
        yield path, content if isinstance(content, Path) else content()
    yield from host_files(shown).items()


def host_files(shown: BuildResult) -> dict[str, bytes]:
    """Return what a host and search engines are told about an open site."""
    return header_files(_bytes_of(shown.site[FIRST_PAGE]))


def _bytes_of(content: Callable[[], bytes] | Path) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content()


def check_leaks(made: Made, files: Mapping[str, Callable[[], bytes]]) -> None:
    """Look through everything that an audience can read.

    Args:
        made: The books.
        files: What makes the bytes of each file; asked for one after another.

    Raises:
        HeldBackError: Where anything is in it that the audience may not see.
    """
    if made.audience != OWNER:
        audience = made.owner.settings.audiences[made.audience]
        usual = host_files(made.shown)
        _look_through(made, audience, made.shown.book, files, usual)


def check_outside(
    made: Made,
    files: Mapping[str, Callable[[], bytes]],
    usual: Mapping[str, bytes],
) -> None:
    """Look through what lies in the open of an encrypted site: it may tell nothing.

    Args:
        made: The books.
        files: What makes the bytes of each file.
        usual: What every such site has; its words alone give nobody away.

    Raises:
        HeldBackError: Where anything of the book is in it.
    """
    from generator.graph import resolve_book

    known = made.owner.settings.audiences.get(made.audience, Audience(name=OWNER))
    nobody = Audience(name="who has no passphrase", allow=known.allow)
    _look_through(made, nobody, resolve_book((), {}), files, usual)


def _look_through(
    made: Made,
    audience: Audience,
    shown: Book,
    files: Mapping[str, Callable[[], bytes]],
    usual: Mapping[str, bytes],
) -> None:
    from generator.publish.leaks import find_leaks, secrets_of

    owner = made.owner
    secrets = secrets_of(
        owner.book,
        owner.settings,
        audience,
        shown,
        sources=made.sources,
        templates={**owner.templates, **usual},
    )
    found = tuple(find_leaks(secrets, ((path, make()) for path, make in files.items())))
    if found:
        raise HeldBackError(
            f"nothing is published: {audience.name} may not see this; what is harmless "
            "may stand under `allow` in airbook.toml",
            leaks=found,
        )
