"""From the disk to a built book, and from there to the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.config.settings import OWNER
from generator.workspace.connections import read_connections
from generator.workspace.errors import BookError
from generator.workspace.opening import SETTINGS_FILE
from generator.workspace.reading import read_with_cache
from generator.workspace.templates import own_templates, read_templates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.audience.records import Rewritten
    from generator.build import BuildResult, Memo
    from generator.config.settings import Audience
    from generator.source.records import Sources
    from generator.workspace.opening import Workspace
    from generator.write.records import Content, Writing, Written


def build_book(
    workspace: Workspace,
    *,
    purpose: str = "local",
    audience: str = OWNER,
    sources: Sources | None = None,
    memo: Memo | None = None,
    before: BuildResult | None = None,
) -> BuildResult:
    """Read a book and build it for somebody; no page is written.

    Args:
        workspace: The book.
        purpose: `local` or `published`; only its owner's site can be local.
        audience: `owner`, or a name of the settings: the book is then written anew
            with only what that audience may see, and built from that alone.
        sources: What to build it from; none: what is on the disk.
        memo: Knows notes of `sources` that were read before; none: each is read anew.
            Without sources it is what the book's cache has, if it has one.
        before: An earlier build with the same memo, as of `build`.

    Returns:
        The book, what was concluded from it and its site, as the audience gets them;
        the problems are always those of the owner's notes.

    Raises:
        BookError: Where there is no such audience, a book without `book_id` has
            pseudonyms, the private list of connections is damaged, or Airbook is
            installed without templates.
        OSError: Where something cannot be read, or the pseudonyms not be kept.
    """
    from generator.build import build

    seen = None if audience == OWNER else audience_of(workspace, audience)
    templates = read_templates(workspace.root)
    if sources is None:
        sources, memo = read_with_cache(workspace, texts=seen is not None)
    own = build(
        sources,
        workspace.settings,
        templates,
        today=workspace.today,
        pinned=workspace.pinned,
        purpose=purpose,
        settings_problems=workspace.settings_problems,
        own_templates=own_templates(workspace.root),
        memo=memo,
        before=before,
        connections=read_connections(workspace) if purpose == "local" else (),
    )
    if seen is None:
        return own
    from dataclasses import replace

    written = _rewritten(workspace, sources, own, seen)
    made = build(
        written.sources,
        written.settings,
        templates,
        today=workspace.today,
        pinned=workspace.pinned,
        purpose="published",
        told=seen.events,
    )
    return replace(made, diagnostics=own.diagnostics)


def audience_of(workspace: Workspace, name: str) -> Audience:
    """Return what an audience of a book may see.

    Raises:
        BookError: Where there is no such audience; it names those that there are.
    """
    known = workspace.settings.audiences
    if name in known:
        return known[name]
    names = ", ".join([OWNER, *known])
    raise BookError(
        f"there is no audience {name!r}, only {names}; a table [audience.NAME] in "
        f"{SETTINGS_FILE} makes one"
    )


def _rewritten(
    workspace: Workspace, sources: Sources, own: BuildResult, seen: Audience
) -> Rewritten:
    """Write the book anew for an audience; numbers that are new are kept."""
    from generator.audience.rewrite import rewrite
    from generator.workspace.pseudonyms import keep_pseudonyms, read_pseudonyms

    settings = workspace.settings
    numbered = seen.names == "pseudonym"
    numbers = read_pseudonyms(workspace) if numbered else {}
    written = rewrite(sources, own.book, own.facts, settings, seen, numbers)
    if written.pseudonyms != numbers:
        keep_pseudonyms(workspace, written.pseudonyms)
    return written


def write_book(
    workspace: Workspace, result: BuildResult, *, how: Writing | None = None
) -> Written:
    """Write the site of a book to its output.

    Args:
        workspace: The book.
        result: What was built of it.
        how: In how many processes, and what is known already.

    Returns:
        What was done.

    Raises:
        OutputRefusedError: Where the output is no fit place.
        OSError: Where the system refuses.
    """
    return write_pages(workspace, result.site, how)


def write_pages(
    workspace: Workspace, site: Mapping[str, Content], how: Writing | None = None
) -> Written:
    """Write what `write_book` does, given the pages.

    Raises:
        OSError: As of `write_book`.
    """
    from generator.write.run import write_site

    return write_site(
        site,
        workspace.output,
        root=workspace.root,
        content=workspace.content,
        how=how,
    )
