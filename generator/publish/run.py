"""One publish: make, look through, compare; and, once it is agreed to, send."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.config.settings import OWNER, SHARE
from generator.publish.difference import (
    HEADER,
    compare,
)
from generator.publish.making import check_leaks, make_book, plain_site
from generator.publish.staging import private_folder, stage
from generator.publish.targets import manifest_in, parse_target
from generator.workspace.errors import BookError
from generator.write.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.publish.difference import (
        Difference,
    )
    from generator.publish.making import Made
    from generator.publish.staging import Staged
    from generator.publish.targets import Target
    from generator.workspace.opening import Workspace
    from generator.write.manifest import Manifest

Phase = Callable[[str], None]
"""Is told what begins."""


class Request(Struct, frozen=True, kw_only=True):
    """What is to be published where.

    Attributes:
        target: As the user writes it.
        audience: For whom.
        encrypt: Whether only who has a passphrase can read it.
        fresh: Whether every encrypted file is made anew.
    """

    target: str
    audience: str = SHARE
    encrypt: bool = False
    fresh: bool = False


class Prepared(Struct, frozen=True, kw_only=True):
    """A site that is ready to leave; nothing has left yet.

    Attributes:
        target: Where it goes.
        ours: What Airbook wrote there before.
        staged: The site.
        difference: What would change.
        before: Is done before the first change.
    """

    target: Target
    ours: Manifest
    staged: Staged
    difference: Difference
    before: Callable[[], None] = lambda: None

    @property
    def opens(self) -> bool:
        """Whether an open site takes the place of an encrypted one."""
        return HEADER in self.ours.files and HEADER not in self.staged.paths

    def send(self) -> None:
        """Send it.

        Raises:
            TargetError: Where the target fails.
            OSError: Where the system refuses.
        """
        if self.difference:
            self.before()
        self.target.send(self.staged, self.ours, self.difference)


@contextmanager
def prepare(
    workspace: Workspace, request: Request, *, here: Path, phase: Phase
) -> Iterator[Prepared]:
    """Make a site afresh and find what it would change at its target.

    Args:
        workspace: The book; its notes are only read.
        request: What is to be published where.
        here: The folder that a relative path counts from.
        phase: Is told what begins.

    Yields:
        The site, in a private folder that is gone afterwards.

    Raises:
        BookError: Where the request does not fit.
        HeldBackError: Where the book has errors or something would leak.
        TargetError: Where the target refuses.
        OSError: Where the system refuses.
    """
    if request.audience == OWNER and not request.encrypt:
        raise BookError(
            "the owner's site holds everything and leaves only with --encrypt; "
            "--audience share is for others"
        )
    with private_folder() as scratch:
        target = parse_target(request.target, workspace, here=here, scratch=scratch)
        phase("Reading the notes")
        made = make_book(workspace, request.audience)
        phase("Looking at the target")
        marks = target.read((MANIFEST,))
        ours = manifest_in(marks, scratch, target.name)
        phase("Making the site")
        look = partial(_compared, target, ours)
        if request.encrypt:
            from generator.publish.sealing import seal

            prepared = seal(workspace, made, look, scratch, fresh=request.fresh)
        else:
            prepared = _open(made, look, scratch)
        yield prepared


def _open(made: Made, look: Callable[[Staged], Prepared], scratch: Path) -> Prepared:
    staged = stage(plain_site(made.shown), scratch)
    check_leaks(made, staged.files)
    return look(staged)


def _compared(target: Target, ours: Manifest, staged: Staged) -> Prepared:
    there = target.look(staged, ours)
    difference = compare(staged.paths, ours.files, there)
    return Prepared(target=target, ours=ours, staged=staged, difference=difference)
