"""What the user writes for a target -> the target; hostile words are refused."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.publish.errors import TargetError
from generator.publish.targets.archive import ZipTarget
from generator.publish.targets.folder import FolderTarget
from generator.publish.targets.git import PROTOCOLS, GitTarget, remote_named
from generator.publish.targets.program import without_password
from generator.publish.targets.rsync import RsyncTarget
from generator.write.refusal import refuse_output

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.publish.targets.target import Target
    from generator.workspace.opening import Workspace

_FORMS: Final = "folder:PATH, zip:PATH, git:REMOTE#BRANCH or rsync:HOST:PATH"
_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_HOST: Final = r"(?:\w[\w.+-]*@)?(?:[A-Za-z0-9][\w.-]*|\[[0-9A-Fa-f:.%]+\])"
_SSH: Final = re.compile(rf"({_HOST}):(?!:)(.*)", re.ASCII)
_DAEMON: Final = re.compile(rf"//|\w+://|{_HOST}::", re.ASCII)
_REMOTE: Final = re.compile(r"\w[\w.-]*", re.ASCII)
_BRANCH: Final = re.compile(r"\w[^\s~^:?*\[\\]*")


def parse_target(
    text: str, workspace: Workspace, *, here: Path, scratch: Path
) -> Target:
    """Read where to publish to.

    Args:
        text: Such as `folder:/srv/site`.
        workspace: The book, which no target may overwrite.
        here: The folder that a relative path counts from.
        scratch: A private folder for what a target needs.

    Returns:
        The target. Nothing is looked at there yet.

    Raises:
        TargetError: Where the text names none, or could be taken for something else.
    """
    scheme, _, rest = text.partition(":")
    make = _SCHEMES.get(scheme)
    if make is None:
        raise _misuse(f"{_shown(text)} is no target; write {_FORMS}")
    if not rest.strip() or rest.startswith("-") or _has_controls(rest):
        raise _misuse(f"{_shown(text)} names no place; write {_FORMS}")
    return make(rest, workspace, here, scratch)


def _folder(rest: str, workspace: Workspace, here: Path, scratch: Path) -> Target:
    del scratch
    path = _path(rest, here)
    _refuse_own_site(path, workspace)
    return FolderTarget(path=path, root=workspace.root, content=workspace.content)


def _zip(rest: str, workspace: Workspace, here: Path, scratch: Path) -> Target:
    del scratch
    return ZipTarget(path=_path(rest, here), content=workspace.content)


def _git(rest: str, workspace: Workspace, here: Path, scratch: Path) -> Target:
    remote, hash_, branch = rest.rpartition("#")
    if not hash_ or not remote or not _BRANCH.fullmatch(branch):
        raise _misuse(f"git:{_shown(rest)} names no branch; write git:REMOTE#BRANCH")
    if _REMOTE.fullmatch(remote) and not (here / remote).exists():
        remote = remote_named(remote, workspace.root)
        here = workspace.root
    return GitTarget(remote=_repository(remote, here), branch=branch, scratch=scratch)


def _repository(remote: str, here: Path) -> str:
    """Return an address that git may go to, or a whole path."""
    address = _ADDRESS.match(remote)
    strange = "::" in remote or remote.startswith("-") or _has_controls(remote)
    if strange or (address and address[1].lower() not in PROTOCOLS):
        raise _misuse(
            f"git may not go to {_shown(remote)}; write a path, https://… or ssh://…"
        )
    if address:
        host = remote.partition("://")[2]
        if host.startswith(("-", "/")) or not host or "@-" in host.partition("/")[0]:
            raise _misuse(f"{_shown(remote)} names no host")
        return remote
    path = _path(remote, here)
    there = _SSH.fullmatch(remote)
    if there and there[2] and not path.exists():
        return remote
    return str(path)


def _rsync(rest: str, workspace: Workspace, here: Path, scratch: Path) -> Target:
    if _DAEMON.match(rest):
        raise _misuse(
            "a daemon of rsync sends in the clear; write rsync:HOST:PATH, which "
            "goes over ssh"
        )
    there = _SSH.fullmatch(rest)
    if there is None:
        path = _path(rest, here)
        refuse_output(path, root=workspace.root, content=workspace.content)
        _refuse_own_site(path, workspace)
        return RsyncTarget(place=f"{path}/", scratch=scratch)
    host, path_there = there[1], there[2].removeprefix("~/")
    parts = PurePosixPath(path_there).parts
    if ".." in parts or path_there.startswith(("-", "~")) or set(parts) <= {"/", "//"}:
        raise _misuse(f"rsync:{_shown(rest)} names no folder for a site alone")
    return RsyncTarget(place=f"{host}:{path_there.rstrip('/')}/", scratch=scratch)


_SCHEMES: Final[Mapping[str, Callable[[str, Workspace, Path, Path], Target]]] = {
    "folder": _folder,
    "zip": _zip,
    "git": _git,
    "rsync": _rsync,
}


def _refuse_own_site(path: Path, workspace: Workspace) -> None:
    """Keep apart what `build` writes for the owner and what others get."""
    if path == workspace.output.resolve():
        raise _misuse(
            f"{path} is where `airbook build` writes your own site; choose another "
            "folder"
        )


def _path(text: str, here: Path) -> Path:
    try:
        return (here / Path(text).expanduser()).resolve()
    except RuntimeError:
        raise _misuse(f"nobody knows the home folder in {_shown(text)}") from None


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in text)


def _shown(text: str) -> str:
    """Return a text for a message, without passwords and signs that do something."""
    return "".join(one if one.isprintable() else "?" for one in without_password(text))


def _misuse(message: str) -> TargetError:
    return TargetError(message, exit_status=2)
