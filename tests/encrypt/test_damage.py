"""A copy that is damaged, changed, mixed or old is refused: no half page, no doubt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from generator.publish.encrypt import EncryptedSiteError, open_site, verify_site
from generator.publish.encrypt.format import data_path, read_script, script
from generator.publish.encrypt.header import read_header, write_header
from tests.encrypt.sealing import PASSPHRASE, SHELL, keys_of, sealed, small_site
from tests.encrypt.tampering import accepted, flips, held_for_whole, tamper, wrong_pages

if TYPE_CHECKING:
    Files = dict[str, bytes]


@pytest.fixture(scope="module")
def files() -> Files:
    """Return an encrypted site."""
    return sealed(small_site())


@pytest.fixture(scope="module")
def newer() -> Files:
    """Return the next generation of it."""
    return sealed(newer_site(), generation=2)


def newer_site() -> dict[str, bytes]:
    """Return the plain site of the next generation."""
    return {**small_site(), "contacts/1.html": b"other", "contacts/2.html": b"words"}


def test_one_flipped_bit_is_refused(files: Files) -> None:
    """In the header, the manifest, a shard, one that only fills up; 10,000 in slow."""
    for name, data in flips(files, 230):
        assert not accepted({**files, name: data}, name), name


def test_files_that_change_places_or_ages_are_refused(
    files: Files, newer: Files
) -> None:
    """Swaps, renames, truncations, mixed generations; 1,000 in slow."""
    assert held_for_whole(files)
    for changed in tamper(files, newer, 40):
        assert not held_for_whole(changed)
        assert not wrong_pages(changed, {1: small_site(), 2: newer_site()})


def test_a_missing_file_is_named(files: Files) -> None:
    """The header, the manifest, a shard that is needed, and one that is not."""
    opened = open_site(files.__getitem__, keys_of())
    shards = opened.manifest.shards
    for hashed in (*opened.header.manifest, shards[0], shards[-1]):
        kept = {name: data for name, data in files.items() if name != data_path(hashed)}
        found = verify_site(kept.__getitem__, keys_of())
        assert found.problems == (f"{data_path(hashed)}: is missing",)
    with pytest.raises(EncryptedSiteError, match=r"h\.js: is missing"):
        open_site(dict[str, bytes]().__getitem__, keys_of())


def test_a_whole_copy_is_said_to_be_whole(files: Files) -> None:
    """With what was counted."""
    found = verify_site(files.__getitem__, PASSPHRASE, names=files, shell=SHELL)
    assert found.problems == ()
    assert (found.generation, found.files) == (1, len(small_site()))


def test_an_older_and_a_newer_copy_are_told_apart(files: Files, newer: Files) -> None:
    """An old copy is whole, and still not what was published last."""
    old = verify_site(files.__getitem__, keys_of(), known_generation=2)
    assert old.problems == ("this copy is old: generation 1, and 2 was published",)
    later = verify_site(newer.__getitem__, keys_of(), known_generation=1)
    assert len(later.problems) == 1
    assert "newer" in later.problems[0]
    assert not verify_site(newer.__getitem__, keys_of(), known_generation=2).problems


def test_what_does_not_belong_there_is_named(files: Files) -> None:
    """Old data that lingers; files beside the data are not ours to judge."""
    names = [*files, "d/" + "0" * 32 + ".js", "CNAME"]
    found = verify_site(files.__getitem__, keys_of(), names=names)
    assert found.problems == ("d/" + "0" * 32 + ".js: does not belong to this copy",)


def test_a_changed_loader_is_named(files: Files) -> None:
    """Whoever changes the loader gets the passphrase, so it is compared."""
    changed = {**files, "app.0123.js": b"steal();"}
    del changed["index.html"]
    found = verify_site(changed.__getitem__, keys_of(), shell=SHELL)
    assert [line.partition(":")[0] for line in found.problems] == [
        "app.0123.js",
        "index.html",
    ]


def header_with(files: Files, **values: Any) -> Files:
    """Return a site whose header says other things, without a new commitment."""
    both = json.loads(read_script("h.js", files["h.js"]))
    both["public"] = json.dumps({**json.loads(both["public"]), **values})
    return {**files, "h.js": script("h", json.dumps(both).encode())}


@pytest.mark.parametrize(
    "values",
    [
        {"format": 2},
        {"rounds": 1},
        {"rounds": 10**12},
        {"rounds": True},
        {"rounds": "2000000"},
        {"salt": "AB" * 32},
        {"slots": []},
        {"slots": ["00" * 60] * 7},
        {"book": 5},
        {"generation": -1},
        {"manifest": "ab"},
        {"manifest": ["ab"]},
    ],
    ids=str,
)
def test_a_header_with_an_unfit_value_is_refused_before_any_work(
    files: Files, values: dict[str, Any]
) -> None:
    """Few rounds would help a guesser, many would hang the reader."""
    with pytest.raises(EncryptedSiteError, match=r"h\.js: (has|is of a format)"):
        open_site(header_with(files, **values).__getitem__, PASSPHRASE)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"[" * 100_000,
        b"{}",
        b'{"public": 1, "commitment": "00"}',
        b'{"public": "\\ud800", "commitment": "%s"}' % (b"0" * 64),
        b"\xff",
    ],
    ids=range(7),
)
def test_a_header_that_is_none_is_refused(content: bytes) -> None:
    """Whatever stands in the line."""
    with pytest.raises(EncryptedSiteError, match=r"h\.js"):
        open_site({"h.js": script("h", content)}.__getitem__, keys_of())


def test_a_header_with_other_values_of_the_same_form_is_refused(files: Files) -> None:
    """The commitment is over every letter of it, for the passphrase and for the key."""
    changed = header_with(files, generation=7)
    for keys in (PASSPHRASE, keys_of()):
        with pytest.raises(EncryptedSiteError, match="changed"):
            open_site(changed.__getitem__, keys)


def test_a_header_of_this_key_with_another_book_is_refused(files: Files) -> None:
    """Only a faulty writer makes one; it is refused all the same."""
    header = read_header(files["h.js"]).header
    other = write_header(replace(header, book="0" * 32), keys_of().roles())
    with pytest.raises(EncryptedSiteError, match="book"):
        open_site({**files, "h.js": other}.__getitem__, keys_of())
