"""What is written is what `.readme/encrypted-site.md` says, and comes back whole."""

from __future__ import annotations

import re
import zlib
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish.encrypt import (
    EncryptedSiteError,
    add_passphrase,
    encrypt_site,
    open_site,
    revoke,
    rotated,
)
from generator.publish.encrypt.format import (
    MIB_4,
    OVERHEAD,
    hash_of,
    read_script,
    script,
)
from generator.publish.encrypt.manifest import (
    Manifest,
    manifest_parts,
    read_manifest,
)
from tests.encrypt.sealing import (
    PASSPHRASE,
    SHELL,
    content_of,
    keys_of,
    sealed,
    small_site,
)
from tests.encrypt.standalone import Reader, RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.write.records import Content
    from tests.conftest import MakeBook

PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
SITES = st.dictionaries(PATHS, st.binary(max_size=3000), max_size=12)
DATA_FILE = re.compile(r"d/[0-9a-f]{32}\.js")


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """Return a small plain site."""
    return small_site()


@pytest.fixture(scope="module")
def files(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return it encrypted."""
    return sealed(site)


def test_a_reader_written_from_the_words_alone_reads_it(
    site: dict[str, bytes], files: dict[str, bytes]
) -> None:
    """The page is enough for somebody else's program, from the passphrase on."""
    reader = Reader(files.__getitem__, PASSPHRASE)
    assert reader.manifest["start"] == "index.html"
    assert reader.all_files() == site


def test_large_files_reach_that_reader_too(tmp_path: Path) -> None:
    """Parts of a file from the disk, of one without any end to cut at, and of text."""
    site = small_site(2)
    lines = "".join(f"line {number * number}\n" for number in range(150_000))
    whole = {
        **site,
        "files/film.mp4": site["files/face.jpg"] * 30 + bytes(range(256)) * 5000,
        "search/text.js": lines.encode(),
        "files/noise.bin": bytes([7]) * 3_000_000,
    }
    (tmp_path / "film").write_bytes(whole["files/film.mp4"])
    content: dict[str, Content] = {**content_of(whole)}
    content["files/film.mp4"] = tmp_path / "film"
    files = dict(encrypt_site(content, keys_of(), SHELL, generation=1))
    assert Reader(files.__getitem__, PASSPHRASE).all_files() == whole
    assert dict(open_site(files.__getitem__, keys_of())) == whole


def test_that_reader_refuses_another_passphrase(files: dict[str, bytes]) -> None:
    """No slot opens."""
    with pytest.raises(RefusedError):
        Reader(files.__getitem__, "another boat")


@settings(max_examples=40)
@given(SITES)
def test_any_site_comes_back(plain: dict[str, bytes]) -> None:
    """Whatever the paths and bytes are; the empty site too, but for its first page."""
    whole = {"index.html": b"", **plain}
    files = sealed(whole)
    assert dict(open_site(files.__getitem__, keys_of())) == whole


@given(st.binary(min_size=1, max_size=200))
def test_the_line_of_a_content_is_read_only_as_it_was_written(content: bytes) -> None:
    """One bit anywhere in it, a line end or a space: another file, or none."""
    name = "ab" * 16
    line = script(name, content)
    path = f"d/{name}.js"
    assert read_script(path, line) == content
    for changed in (line + b"\n", b" " + line, line.replace(b",", b", ")):
        with pytest.raises(EncryptedSiteError):
            read_script(path, changed)


def test_base64_that_means_the_same_is_refused() -> None:
    """The unused bits of the last letter could carry a change that nobody sees."""
    assert script("h", b"a") == b'airbookFile("h","YQ==");'
    with pytest.raises(EncryptedSiteError, match="base64"):
        read_script("h.js", b'airbookFile("h","YR==");')
    with pytest.raises(EncryptedSiteError, match="base64"):
        read_script("h.js", b'airbookFile("h","YQ=");')


def test_files_are_named_and_sized_by_the_format(files: dict[str, bytes]) -> None:
    """Four sizes, names of 32 hex digits, the header last, the shell before it."""
    names = list(files)
    data = [name for name in names if DATA_FILE.fullmatch(name)]
    assert set(names) - set(data) == {"h.js", *SHELL}
    assert names[-1] == "h.js"
    contents = {len(read_script(name, files[name])) for name in data}
    assert contents == {65_536, 262_144, 1_048_576}


def test_nothing_of_the_site_is_to_be_seen(
    site: dict[str, bytes], files: dict[str, bytes]
) -> None:
    """No path and no name, neither plain nor in the base64."""
    outside = b"\n".join(
        name.encode() + data + read_script(name, data)
        for name, data in files.items()
        if name not in SHELL
    )
    for path in site:
        assert path.encode() not in outside
    assert b"Person" not in outside


def test_the_same_site_gives_the_same_bytes(
    site: dict[str, bytes], files: dict[str, bytes]
) -> None:
    """Publishing twice changes nothing, in whatever order the files come."""
    assert sealed(dict(reversed(site.items()))) == files


def test_fresh_gives_others(site: dict[str, bytes], files: dict[str, bytes]) -> None:
    """Nobody sees which file changed; what is in them stays the same."""
    other = sealed(site, fresh=True)
    assert not set(filter(DATA_FILE.fullmatch, other)) & set(files)
    assert dict(open_site(other.__getitem__, keys_of())) == site


def test_a_changed_page_changes_its_shard_and_the_index(
    site: dict[str, bytes], files: dict[str, bytes]
) -> None:
    """Three files: a shard, the manifest, the header."""
    other = sealed({**site, "contacts/5.html": b"moved"}, generation=2)
    changed = {name for name in other if files.get(name) != other[name]}
    assert len(changed) == 3
    assert "h.js" in changed


def test_a_line_in_the_middle_of_a_large_file_changes_one_part() -> None:
    """The parts before and behind it are the same as before."""
    lines = [f"{number * number:x} {number}\n" for number in range(250_000)]
    before = {"index.html": b"", "big.js": "".join(lines).encode()}
    lines.insert(120_000, "one more\n")
    after = {"index.html": b"", "big.js": "".join(lines).encode()}
    assert len(before["big.js"]) > 3_000_000
    old, new = sealed(before), sealed(after)
    assert len(set(new) - set(old)) == 2  # a shard and the manifest


def test_a_file_that_changes_while_it_is_read_stops_the_writing(
    tmp_path: Path,
) -> None:
    """Its pieces would be of two ages."""
    file = tmp_path / "film"
    file.write_bytes(b"x" * 2000)

    def page() -> bytes:
        file.write_bytes(b"x" * 1000)
        return b""

    site: dict[str, Content] = {"a/film.mp4": file, "index.html": page}
    with pytest.raises(OSError, match="changed while"):
        dict(encrypt_site(site, keys_of(), SHELL, generation=1))


def test_a_manifest_too_large_for_one_file_is_split() -> None:
    """Into a power of two, each decompressed by itself."""
    shards = tuple(hash_of(number.to_bytes(4, "big")) for number in range(150_000))
    manifest = Manifest(generation=3, shards=shards, files={"index.html": (5,)})
    parts = manifest_parts(manifest)
    assert [size for _, size in parts] == [MIB_4] * 2
    assert all(len(data) <= size - OVERHEAD for data, size in parts)
    joined = b"".join(zlib.decompress(data) for data, _ in parts)
    assert read_manifest(joined, 3) == manifest


def test_another_first_publish_names_another_book(
    site: dict[str, bytes], files: dict[str, bytes]
) -> None:
    """Two audiences share no file, though both see the same."""
    keys = rotated(keys_of(), PASSPHRASE)
    other = sealed(site, keys)
    assert set(other) & set(files) == {"h.js", *SHELL}
    assert dict(open_site(other.__getitem__, PASSPHRASE)) == site
    with pytest.raises(EncryptedSiteError, match="another key"):
        open_site(other.__getitem__, keys_of())


def test_slots_open_and_are_revoked_alone(site: dict[str, bytes]) -> None:
    """A passphrase more or less changes the header, and no data."""
    keys, number = add_passphrase(keys_of(), "eight lamps on a wet roof", label="b")
    assert number == 1
    both = sealed(site, keys)
    for passphrase in (PASSPHRASE, f"  {PASSPHRASE}\n", "eight lamps on a wet roof"):
        assert open_site(both.__getitem__, passphrase)["index.html"]
    one = sealed(site, revoke(keys, 0))
    assert {name for name in one if one[name] != both.get(name)} == {"h.js"}
    with pytest.raises(EncryptedSiteError, match="passphrase"):
        open_site(one.__getitem__, PASSPHRASE)
    assert open_site(one.__getitem__, "eight lamps on a wet roof")["index.html"]


def test_a_passphrase_opens_however_it_was_typed(site: dict[str, bytes]) -> None:
    """Composed or not, wide or not: NFKC makes one of them."""
    keys, _ = add_passphrase(keys_of(), "Zoë’s ﬁne ５ boats", label="b")
    files = sealed(site, keys)
    assert open_site(files.__getitem__, "Zoe\u0308’s fine 5 boats")["index.html"]


def test_two_books_of_other_people_look_alike() -> None:
    """The same multiset of sizes, and names of the same shape."""
    first = sealed(small_site(3, 80))
    second = sealed(small_site(4, 95), rotated(keys_of(), "q", label="z"))
    assert sorted(map(len, first.values())) == sorted(map(len, second.values()))
    shapes = [re.sub(r"[0-9a-f]{32}", "N", " ".join(one)) for one in (first, second)]
    assert shapes[0] == shapes[1]


def test_an_opened_site_is_a_mapping_that_opens_each_shard_about_once() -> None:
    """Paths come shard by shard; an unknown path is a KeyError."""
    site = small_site(5, 400)
    files = sealed(site)
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return files[name]

    opened = open_site(read, keys_of())
    assert len(opened) == len(site)
    assert dict(opened) == site
    assert len(asked) <= len(files)
    with pytest.raises(KeyError):
        opened["nobody.html"]


PERSON = """
=== contacts/{name}.md
---
organization: "[[{place}]]"
role: {role}
---
{name} works at {place} since the move.

## Log
- 2026-01-{day:02} asked (email)
"""


def built(book: MakeBook, names: Sequence[str], places: Sequence[str]) -> list[int]:
    """Build a book of some people, encrypt it, return the sizes of its files."""
    people = [
        PERSON.format(
            name=f"{name} {place}",
            place=place,
            role=f"{place} {name}".lower(),
            day=number % 28 + 1,
        )
        for number, (name, place) in enumerate(product(names, places))
    ]
    site = book("".join(people)).site
    files = dict(encrypt_site(site, keys_of(), SHELL, generation=1))
    assert dict(open_site(files.__getitem__, keys_of())).keys() == site.keys()
    return sorted(map(len, files.values()))


def test_two_built_books_of_other_people_look_alike(book: MakeBook) -> None:
    """Real pages, 49 and 60 people with other names: the same sizes."""
    first = built(
        book,
        ["Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus"],
        ["Arc", "Bay", "Cove", "Dale", "Elm", "Fen", "Glen"],
    )
    rooms = ("Rivers", "Roads", "Lamps", "Boats", "Rain")
    families = ("Ibarra", "Jansen", "Kowal", "Lund", "Ma")
    second = built(
        book,
        ["Wilhelmina", "Xochiquetzal", "Yekaterina", "Zbigniew", "Theo", "Siobhán"],
        [f"Department of {one}" for one in rooms]
        + [f"{one} and Daughters" for one in families],
    )
    assert first == second
