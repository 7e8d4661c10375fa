"""A branch of one commit, sent by the real git into a bare repository."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.publish.errors import TargetError
from generator.publish.staging import private_folder
from generator.publish.targets import parse_target
from generator.write.manifest import MANIFEST
from tests.publish.sending import NO_BOOK, send, staged_of, workspace_at
from tests.publish.test_targets import FIRST, SECOND, Place, commit_by_hand, git, put

if TYPE_CHECKING:
    from generator.publish.targets import Target

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return an empty bare repository."""
    return Place("git", tmp_path)


def test_old_versions_do_not_linger(place: Place) -> None:
    """The branch has one commit, and nothing else names the old one."""
    send(place.target, FIRST)
    old = git(*place.at, "rev-parse", "pages").strip()
    send(place.target, SECOND)
    assert git(*place.at, "rev-list", "--count", "--all") == "1\n"
    assert old not in git(*place.at, "for-each-ref")
    assert git(*place.at, "for-each-ref", "--format=%(refname)") == "refs/heads/pages\n"


def test_the_commit_says_nothing_of_anybody(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither who, where and when, nor what changed; equal sites are one commit."""
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ana Silva")
    monkeypatch.setenv("EMAIL", "ana@example.org")
    send(place.target, FIRST)
    commit = git(*place.at, "cat-file", "commit", "pages")
    tree, author, committer, *message = commit.split("\n")
    assert tree.startswith("tree ")
    assert author == "author Airbook <airbook@localhost> 315532800 +0000"
    assert committer == author.replace("author", "committer")
    assert message == ["", "Site", ""]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    send(place.target, SECOND)
    assert " 1772409600 +0000\n" in git(*place.at, "cat-file", "commit", "pages")


def test_what_a_host_and_its_owner_put_there_stays(
    place: Place, tmp_path: Path
) -> None:
    """A name for the site and any file of theirs; their commit is joined to ours."""
    own = {"CNAME": "example.org\n", ".nojekyll": ""}
    commit_by_hand(place, tmp_path / "one", own)
    send(place.target, FIRST)
    assert place.held() == {**FIRST, **own}
    more = {".github/workflows/a.yml": "on: push\n", 'a "b"\\c': "x"}
    commit_by_hand(place, tmp_path / "two", more)
    send(place.target, SECOND)
    assert place.held() == {**SECOND, **own, **more}
    assert git(*place.at, "rev-list", "--count", "pages") == "1\n"


def test_their_commit_over_an_unchanged_site_is_joined_too(
    place: Place, tmp_path: Path
) -> None:
    """Else the old site would linger below it."""
    send(place.target, FIRST)
    commit_by_hand(place, tmp_path / "one", {"CNAME": "example.org\n"})
    assert not send(place.target, FIRST)
    assert git(*place.at, "rev-list", "--count", "pages") == "1\n"
    assert place.held() == {**FIRST, "CNAME": "example.org\n"}


def test_a_branch_with_other_work_is_refused(place: Place, tmp_path: Path) -> None:
    """It stays as it is."""
    commit_by_hand(place, tmp_path / "one", {"src/main.c": "int main;"})
    before = git(*place.at, "rev-parse", "pages")
    with pytest.raises(TargetError, match=r"the branch pages holds src/main\.c"):
        send(place.target, FIRST)
    assert git(*place.at, "rev-parse", "pages") == before


def test_a_foreign_file_in_the_way_is_refused(place: Place, tmp_path: Path) -> None:
    """Also in a branch of ours."""
    send(place.target, FIRST)
    commit_by_hand(place, tmp_path / "one", {"contacts/eve.html": "mine"})
    with pytest.raises(TargetError, match=r"contacts/eve\.html is there and is not"):
        send(place.target, SECOND)


def opened(place: Place, scratch: Path) -> Target:
    workspace = workspace_at(NO_BOOK)
    return parse_target(place.target, workspace, here=scratch, scratch=scratch)


def test_who_publishes_in_between_wins(place: Place) -> None:
    """What was not looked at is never overwritten."""
    send(place.target, {"index.html": "zero"})
    with private_folder() as scratch:
        target = opened(place, scratch)
        from generator.publish.difference import Difference
        from generator.publish.targets import manifest_in

        ours = manifest_in(target.read((MANIFEST,)), scratch, target.name)
        staged = staged_of(FIRST, scratch)
        send(place.target, SECOND)
        with pytest.raises(TargetError, match=r"git failed: .*stale info"):
            target.send(staged, ours, Difference())
    assert place.held() == SECOND


def test_a_branch_made_in_between_is_not_overwritten(
    place: Place, tmp_path: Path
) -> None:
    """The same where there was no branch at first."""
    with private_folder() as scratch:
        target = opened(place, scratch)
        from generator.publish.difference import Difference
        from generator.write.manifest import Manifest

        assert target.read((MANIFEST,)) == {}
        commit_by_hand(place, tmp_path / "one", {"main.c": "int main;"})
        staged = staged_of(FIRST, scratch)
        with pytest.raises(TargetError, match="git failed: "):
            target.send(staged, Manifest(), Difference())
    assert place.held() == {"main.c": "int main;"}


def test_no_hook_and_no_setting_of_the_user_takes_part(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither global hooks nor a template, line endings or signatures."""
    hooks, template = tmp_path / "hooks", tmp_path / "template"
    for folder in (hooks, template / "hooks"):
        folder.mkdir(parents=True)
        for name in ("pre-push", "post-commit", "post-rewrite"):
            hook = folder / name
            hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
            hook.chmod(0o755)
    attributes = tmp_path / "attributes"
    attributes.write_text("* text eol=crlf\n*.html filter=none ident\n")
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f"[core]\nhooksPath={hooks}\nautocrlf=true\nattributesFile={attributes}\n"
        f"[init]\ntemplateDir={template}\n"
        "[commit]\ngpgSign=true\n[push]\ngpgSign=true\nfollowTags=true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    texts = {"index.html": "a\r\nb\nc $Id$\n"}
    send(place.target, texts)
    assert place.held() == texts
    assert not send(place.target, texts)
    assert not (tmp_path / "ran").exists()


def test_an_address_that_is_rewritten_to_a_program_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the user's settings allow it elsewhere."""
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f'[url "ext::touch {tmp_path}/ran "]\ninsteadOf=https://example.org/\n'
        '[protocol "ext"]\nallow=always\n'
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    with pytest.raises(TargetError, match="transport 'ext' not allowed"):
        send("git:https://example.org/site.git#pages", FIRST)
    assert not (tmp_path / "ran").exists()


def test_another_repository_in_the_environment_is_not_touched(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a hook of the owner's repository publishes."""
    own = tmp_path / "own"
    git("init", "--quiet", str(own))
    before = sorted(own.rglob("*"))
    monkeypatch.setenv("GIT_DIR", str(own / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(own))
    monkeypatch.setenv("GIT_INDEX_FILE", str(own / ".git" / "index"))
    send(place.target, FIRST)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert sorted(own.rglob("*")) == before
    assert place.held() == FIRST


def test_a_remote_of_the_books_repository_may_be_named(
    place: Place, tmp_path: Path
) -> None:
    """`git:origin#pages`; a path in it counts from the book."""
    root = tmp_path / "book"
    git("init", "--quiet", str(root))
    git("-C", str(root), "remote", "add", "origin", f"../{place.path.name}")
    with private_folder() as scratch:
        workspace = workspace_at(root)
        target = parse_target(
            "git:origin#pages", workspace, here=scratch, scratch=scratch
        )
        assert Path(target.name.removesuffix("#pages")).resolve() == place.path
        assert target.read((MANIFEST,)) == {}
        with pytest.raises(TargetError, match="elsewhere is neither a folder here nor"):
            parse_target(
                "git:elsewhere#pages", workspace, here=scratch, scratch=scratch
            )


def test_a_path_counts_from_where_one_stands(place: Place) -> None:
    """As in any other command."""
    send(f"git:{place.path.name}#pages", FIRST, here=place.path.parent)
    assert place.held() == FIRST


def test_failures_are_told_in_gits_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a password, and without a traceback."""
    with pytest.raises(TargetError, match=r"git failed: fatal: .*nowhere") as error:
        send(f"git:{tmp_path}/nowhere#pages", FIRST)
    assert error.value.exit_status == 3
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
    with pytest.raises(TargetError, match="git failed: fatal: ") as error:
        send("git:https://me:secret@localhost:1/site.git#pages", FIRST)
    assert "secret" not in str(error.value)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TargetError, match="git is not installed; this target needs it"):
        send(f"git:{tmp_path}/nowhere#pages", FIRST)


def test_a_branch_that_is_checked_out_is_refused_by_git(tmp_path: Path) -> None:
    """A folder that somebody works in stays as it is."""
    own = tmp_path / "own"
    git("init", "--quiet", "--initial-branch=pages", str(own))
    put(own, {"CNAME": "example.org"})
    git("-C", str(own), "add", "--all")
    git("-C", str(own), "commit", "--quiet", "--message", "one")
    with pytest.raises(TargetError, match=r"git failed: .*pages"):
        send(f"git:{own}#pages", FIRST)
    assert sorted(os.listdir(own)) == [".git", "CNAME"]  # noqa: PTH208
    assert git("-C", str(own), "rev-list", "--count", "HEAD") == "1\n"
