"""What may not be seen is found where it is put on purpose, and nothing else is."""

from __future__ import annotations

import base64
import gzip
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from tests.canaries import KINDS, make_canaries
from tests.leaks.checking import checked
from tests.leaks.honest import SECRETS, honest_book

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.leaks import Secret
    from tests.canaries import CanaryBook
    from tests.leaks.checking import Checked

BY_BYTES: Final = "image bytes"


@pytest.fixture(scope="module")
def canaries() -> CanaryBook:
    """A book of canaries."""
    return make_canaries()


@pytest.fixture(scope="module")
def share(canaries: CanaryBook, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """That book as `share` sees it."""
    return checked(tmp_path_factory.mktemp("canaries"), canaries.files)


def test_the_share_site_holds_no_canary_that_it_may_not(
    canaries: CanaryBook, share: Checked
) -> None:
    """Looked for byte by byte, without the leak check; what may be seen is there."""
    every = b"\n".join(
        (path.encode() + b"\n" + data) for path, data in share.site.items()
    )
    low = every.lower()
    hidden = [one for one in canaries.canaries if not one.shown]
    assert not [one for one in hidden if one.word.lower().encode() in low]
    seen = [one for one in canaries.canaries if one.shown and one.kind != "file name"]
    assert not [one for one in seen if one.word.lower().encode() not in low]


def test_the_leak_check_is_silent_on_the_share_site(share: Checked) -> None:
    """Nothing that share may see is taken for a leak."""
    assert not share.leaks()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_when_planted(
    kind: str, canaries: CanaryBook, share: Checked
) -> None:
    """In a sentence of a page; each is said with the note that it comes from."""
    planted = [one for one in canaries.canaries if one.kind == kind and not one.shown]
    if kind == BY_BYTES:
        return  # see below: what is in a picture is known by its bytes
    for number, one in enumerate(planted):
        page = f"<p>Now {one.word} stands here.</p>".encode()
        found = share.leaks({f"page-{number}.html": page})
        assert found, one
        assert _says(found[0].secret, one.word, canaries), found[0]


def _says(secret: Secret, word: str, canaries: CanaryBook) -> bool:
    """Whether a word stands in the path or line that a leak is said to come from."""
    source = canaries.files[f"content/{secret.path}"]
    if secret.path.endswith(".png"):
        return word.encode() in source or word in secret.path
    line = source.decode().split("\n")[secret.line - 1]
    return word.lower() in f"{secret.path} {line}".lower()


def test_pictures_that_are_not_shown_are_known_by_their_bytes(
    canaries: CanaryBook, share: Checked
) -> None:
    """Copied, within a page, within something compressed."""
    hidden = {
        one.word for one in canaries.canaries if one.kind == BY_BYTES and not one.shown
    }
    assert len(hidden) > 20
    for data in canaries.files.values():
        if not any(word.encode() in data for word in hidden):
            continue
        for copy in (data[60:], base64.b64encode(data[60:]), gzip.compress(data[60:])):
            assert "bytes" in {leak.secret.kind for leak in share.leaks({"a": copy})}


def test_what_may_be_seen_is_no_leak(canaries: CanaryBook, share: Checked) -> None:
    """Wherever it stands."""
    seen = " and ".join(one.word for one in canaries.canaries if one.shown)
    assert not share.leaks({"page.html": seen.encode()})


@pytest.mark.parametrize("names", ["initials", "pseudonym", "full"])
@pytest.mark.parametrize("seed", [1, 2])
def test_honest_sites_raise_no_alarm(names: str, seed: int, tmp_path: Path) -> None:
    """People called May and Will, places called Target and Gap, words that are both."""
    book = checked(tmp_path, honest_book(seed, names))
    assert not book.leaks()
    planted = f"<p>{SECRETS[0]}</p>".encode()
    kinds = Counter(one.secret.kind for one in book.leaks({"a.html": planted}))
    assert kinds["text"] or SECRETS[0] not in "".join(honest_book(seed, names).values())
