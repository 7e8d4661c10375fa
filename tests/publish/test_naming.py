"""What stands for a target, and what is refused before anything is touched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.publish.errors import TargetError
from generator.publish.targets import parse_target
from generator.write.refusal import OutputRefusedError
from tests.publish.sending import workspace_at

if TYPE_CHECKING:
    from generator.publish.targets import Target


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the root of a book."""
    root = tmp_path / "book"
    (root / "content" / "contacts").mkdir(parents=True)
    return root


def parsed(text: str, book: Path) -> Target:
    return parse_target(text, workspace_at(book), here=book, scratch=book)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("folder:out", "BOOK/out"),
        ("folder:/srv/a:b", "/srv/a:b"),
        ("zip:share.zip", "BOOK/share.zip"),
        ("git:../x.git#pages", "ABOVE/x.git#pages"),
        ("git:/srv/a#b.git#gh-pages", "/srv/a#b.git#gh-pages"),
        ("git:git@example.org:me/x.git#a/b", "git@example.org:me/x.git#a/b"),
        ("git:https://me:word@example.org/x.git#b", "https://example.org/x.git#b"),
        ("git:ssh://git@example.org:22/x.git#b", "ssh://example.org:22/x.git#b"),
        ("rsync:example.org:/srv/www", "example.org:/srv/www/"),
        ("rsync:me@example.org:~/www/", "me@example.org:www/"),
        ("rsync:[::1]:www", "[::1]:www/"),
        ("rsync:/srv/www", "/srv/www/"),
        ("rsync:./a:b", "BOOK/a:b/"),
    ],
)
def test_targets(text: str, name: str, book: Path) -> None:
    """Each form, as it is shown: whole paths, no passwords."""
    assert parsed(text, book).name == name.replace("BOOK", str(book)).replace(
        "ABOVE", str(book.parent)
    )


def test_a_home_folder_is_meant_by_a_tilde(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here as in a shell."""
    monkeypatch.setenv("HOME", "/home/ana")
    assert parsed("folder:~/site", book).name == "/home/ana/site"
    with pytest.raises(TargetError, match="nobody knows the home folder"):
        parsed("folder:~no-such-user/site", book)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "out",
        "ftp:host",
        "FOLDER:x",
        "folder:",
        "folder: ",
        "folder:-rf",
        "folder:a\nb",
        "folder:a\0b",
        "zip:",
        "zip:-x.zip",
        "git:x",
        "git:x#",
        "git:#pages",
        "git:x#-pages",
        "git:x#a b",
        "git:x#a:b",
        "git:x#a\nb",
        "git:--upload-pack=touch x#pages",
        "git:ext::sh -c 'touch x'#pages",
        "git:fd::17#pages",
        "git:a::b#pages",
        "git:http://example.org/x.git#pages",
        "git:git://example.org/x.git#pages",
        "git:ftp://example.org/x.git#pages",
        "git:EXT://x#pages",
        "git:ssh://-oProxyCommand=touch x/y#pages",
        "git:ssh://me@-oProxyCommand=x/y#pages",
        "git:https://#pages",
        "rsync:",
        "rsync:-e sh",
        "rsync:host::module",
        "rsync:rsync://host/module",
        "rsync://host/module",
        "rsync:host:",
        "rsync:host:/",
        "rsync:host://",
        "rsync:host:~",
        "rsync:host:~/",
        "rsync:host:.",
        "rsync:host:./",
        "rsync:host:a/../..",
        "rsync:host:~other/x",
        "rsync:host:-x",
        "rsync:host:a\tb",
    ],
)
def test_hostile_and_mistaken_targets_are_refused(text: str, book: Path) -> None:
    """As wrong usage, in one line that has no sign for a terminal in it."""
    before = sorted(book.rglob("*"))
    with pytest.raises(TargetError) as error:
        parsed(text, book)
    assert error.value.exit_status == 2
    assert str(error.value).isprintable()
    assert sorted(book.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("BOOK", "the notes"),
        ("BOOK/..", "the notes"),
        ("BOOK/content", "the notes"),
        ("BOOK/content/contacts", "among the notes"),
        ("/", "a whole disk"),
        ("HOME", "home"),
    ],
)
@pytest.mark.parametrize("scheme", ["folder", "rsync"])
def test_a_folder_that_holds_more_than_a_site_is_refused(
    scheme: str, path: str, why: str, book: Path
) -> None:
    """Neither the book nor home, nor what they lie in."""
    where = path.replace("BOOK", str(book)).replace("HOME", str(Path.home()))
    with pytest.raises(OutputRefusedError, match=why):
        parsed(f"{scheme}:{where}", book).read(())


def test_the_owners_own_site_is_no_target(book: Path) -> None:
    """The next build would put everything there."""
    for scheme in ("folder", "rsync"):
        with pytest.raises(TargetError, match="`airbook build` writes your own site"):
            parsed(f"{scheme}:site", book)


def test_a_link_to_the_notes_is_refused(book: Path) -> None:
    """It is the place that counts, not its name."""
    (book.parent / "link").symlink_to(book / "content")
    for scheme in ("folder", "rsync"):
        with pytest.raises(OutputRefusedError, match="the notes"):
            parsed(f"{scheme}:../link", book).read(())
    with pytest.raises(TargetError, match="among the notes"):
        parsed("zip:../link/a.zip", book).read(())
