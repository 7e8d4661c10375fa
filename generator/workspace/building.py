"""From the disk to a built book, and from there to the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.source import read_sources
from generator.workspace.templates import own_templates, read_templates
from generator.write import WatchedSite, write_site

if TYPE_CHECKING:
    from generator.build import BuildResult
    from generator.source import Sources
    from generator.workspace.opening import Workspace
    from generator.write import Watch, Written


def read_book(workspace: Workspace) -> Sources:
    """Read the notes of a book, without the site that may lie among them.

    Args:
        workspace: The book.

    Returns:
        Its notes and assets.

    Diagnostics: those of `read_sources`.

    Raises:
        OSError: Where the folder cannot be read.
    """
    skip = (workspace.output,)
    return read_sources(workspace.content, workspace.settings, skip)


def build_book(
    workspace: Workspace, *, purpose: str = "local", sources: Sources | None = None
) -> BuildResult:
    """Read a book and build it; nothing is written.

    Args:
        workspace: The book.
        purpose: `local` or `published`.
        sources: What to build it from; none: what is on the disk.

    Returns:
        The book, what was concluded from it, its problems and its site.

    Raises:
        BookError: Where Airbook is installed without templates.
        OSError: Where something cannot be read.
    """
    from generator.build import build

    return build(
        read_book(workspace) if sources is None else sources,
        workspace.settings,
        read_templates(workspace.root),
        today=workspace.today,
        pinned=workspace.pinned,
        purpose=purpose,
        settings_problems=workspace.settings_problems,
        own_templates=own_templates(workspace.root),
    )


def write_book(
    workspace: Workspace, result: BuildResult, *, watch: Watch | None = None
) -> Written:
    """Write the site of a book to its output.

    Args:
        workspace: The book.
        result: What was built of it.
        watch: Is told before each file how many are done, and of how many.

    Returns:
        What was done.

    Raises:
        OutputRefusedError: Where the output is no fit place.
        OSError: Where the system refuses.
    """
    site = WatchedSite(result.site, watch) if watch else result.site
    return write_site(
        site, workspace.output, root=workspace.root, content=workspace.content
    )
