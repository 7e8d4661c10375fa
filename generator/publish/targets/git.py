"""`git:REMOTE#BRANCH`: a branch of one commit, which old versions do not linger in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Final

from generator.publish.errors import TargetError
from generator.publish.targets.program import run_program, without_password
from generator.publish.targets.target import manifest_file
from generator.write.manifest import MANIFEST, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.publish.difference import Difference
    from generator.publish.staging import Staged

PROTOCOLS: Final = ("file", "https", "ssh")
# What a host itself puts into an empty branch.
_HOSTS_OWN: Final = frozenset({"CNAME", ".nojekyll"})
# What says how to reach a host; the rest could name another repository.
_KEPT: Final = ("GIT_ASKPASS", "GIT_CONFIG", "GIT_SSH", "GIT_SSL", "GIT_TERMINAL")
_THERE: Final = "refs/airbook/there"
_SITE: Final = "refs/heads/site"
_QUIET: Final = ("--quiet", "--no-verify", "--no-signed", "--no-follow-tags")


@dataclass(frozen=True, kw_only=True)
class GitTarget:
    """A branch of a repository; a repository of our own, without hooks, sends it.

    Attributes:
        remote: Path or address of the repository.
        branch: Name of the branch.
        scratch: A private folder for our own repository.
    """

    remote: str
    branch: str
    scratch: Path

    @property
    def name(self) -> str:
        """What the user reads, without a password."""
        return f"{without_password(self.remote)}#{self.branch}"

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.branch}"

    def _git(self, *arguments: str, given: IO[bytes] | None = None) -> bytes:
        """Run git on our own repository."""
        environment = {**_environment(), "GIT_DIR": str(self.scratch / "git")}
        safe = ("-c", f"core.hooksPath={os.devnull}", "-c", "gc.auto=0")
        return run_program(["git", *safe, *arguments], environment, given=given)

    @cached_property
    def _tip(self) -> str:
        """Take over what the branch holds; return its commit, empty without one."""
        self._git("init", "--quiet", "--bare", "--template=")
        self._git("check-ref-format", self._ref)
        heads = self._git("ls-remote", "--", self.remote, self._ref).decode()
        tips = [line.split("\t")[0] for line in heads.splitlines()]
        if not tips:
            return ""
        taken = f"+{self._ref}:{_THERE}"
        self._git("fetch", "--quiet", "--depth=1", "--no-tags", self.remote, taken)
        return tips[0]

    @cached_property
    def _entries(self) -> Mapping[str, tuple[str, str]]:
        """Return mode and object of every file of the branch."""
        if not self._tip:
            return {}
        listed = self._git("ls-tree", "-r", "-z", _THERE).decode("utf-8", "replace")
        found: dict[str, tuple[str, str]] = {}
        for line in listed.split("\0")[:-1]:
            state, _, path = line.partition("\t")
            mode, _, name = state.split(" ")
            found[path] = mode, name
        return found

    def read(self, paths: tuple[str, ...]) -> Mapping[str, bytes]:
        """Return the bytes of those files that are there."""
        foreign = self._entries.keys() - _HOSTS_OWN
        if foreign and MANIFEST not in self._entries:
            raise TargetError(
                f"the branch {self.branch} holds {min(foreign)}, which is not from "
                "Airbook; choose a branch that is for the site alone"
            )
        return {
            path: self._git("cat-file", "blob", f"{_THERE}:{path}")
            for path in paths
            if path in self._entries
        }

    def look(self, staged: Staged, ours: Manifest) -> Mapping[str, bool]:
        """Say what lies there already."""
        hashes = self._hashes(staged)
        known = frozenset(hashes) | ours.files
        return {
            path: hashes.get(path) == name
            for path, (_, name) in self._entries.items()
            if path in known
        }

    def _hashes(self, staged: Staged) -> Mapping[str, str]:
        """Return git's name for the bytes of every file of a site."""
        listed = self.scratch / "paths"
        files = (str(staged.folder / path) for path in staged.paths)
        listed.write_bytes(b"".join(os.fsencode(f"{file}\n") for file in files))
        with listed.open("rb") as given:
            made = self._git(
                "hash-object", "--no-filters", "--stdin-paths", given=given
            )
        return dict(zip(staged.paths, made.decode().split(), strict=True))

    def send(self, staged: Staged, ours: Manifest, difference: Difference) -> None:
        """Replace the branch, unless somebody else did in the meantime."""
        del difference
        kept = {
            path: entry
            for path, entry in self._entries.items()
            if path not in ours.files and path != MANIFEST
        }
        stream = self.scratch / "commit"
        with stream.open("wb") as opened:
            opened.writelines(_commit(staged, kept))
        with stream.open("rb") as given:
            self._git("fast-import", "--quiet", "--force", "--done", given=given)
        new = self._git("rev-parse", _SITE).decode().strip()
        if new != self._tip:
            lease = f"--force-with-lease={self._ref}:{self._tip}"
            sent = f"{_SITE}:{self._ref}"
            self._git("push", *_QUIET, lease, "--", self.remote, sent)


def _environment() -> dict[str, str]:
    """Return the variables for git: no other repository, no strange transport."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("GIT_") or key.startswith(_KEPT)
    }
    return {**kept, "LC_ALL": "C", "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS)}


def _commit(staged: Staged, kept: Mapping[str, tuple[str, str]]) -> Iterator[bytes]:
    """Yield one commit without a parent, as `git fast-import` reads it."""
    who = f"Airbook <airbook@localhost> {staged.moment} +0000\n"
    yield f"commit {_SITE}\nauthor {who}committer {who}data 5\nSite\n".encode()
    for path, (mode, name) in kept.items():
        yield f"M {mode} {name} {_quoted(path)}\n".encode()
    marker = manifest_file(staged.scratch, Manifest(files=frozenset(staged.paths)))
    files = {MANIFEST: marker, **{path: staged.folder / path for path in staged.paths}}
    for path, file in files.items():
        data = file.read_bytes()
        yield f"M 100644 inline {_quoted(path)}\ndata {len(data)}\n".encode()
        yield data
        yield b"\n"
    yield b"done\n"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def remote_named(name: str, repository: Path) -> str:
    """Return the address of a remote of the book's own repository.

    Args:
        name: Such as `origin`.
        repository: A folder in the repository; nothing there is changed.

    Raises:
        TargetError: Where there is no such remote.
    """
    command = ["git", "-C", str(repository), "remote", "get-url", "--push", name]
    try:
        return run_program(command, _environment()).decode().strip()
    except TargetError:
        raise TargetError(
            f"{name} is neither a folder here nor a remote of this book's "
            "repository; write a path or an address such as git@host:me/site.git",
            exit_status=2,
        ) from None
