"""A zip: the same bytes for the same site, replaced as a whole."""

from __future__ import annotations

import os
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from generator.publish.errors import TargetError
from generator.write.manifest import MANIFEST
from tests.publish.sending import send
from tests.publish.test_targets import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_site_is_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the order, the mask and the clock; dates follow SOURCE_DATE_EPOCH."""
    one, two, three = (tmp_path / name for name in ("a.zip", "b.zip", "c.zip"))
    send(f"zip:{one}", FIRST)
    old = os.umask(0o077)
    try:
        send(f"zip:{two}", dict(reversed(FIRST.items())))
    finally:
        os.umask(old)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as opened:
        entries = opened.infolist()
    assert [one.filename for one in entries] == sorted([MANIFEST, *FIRST])
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in entries} == {stat.S_IFREG | 0o644}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    send(f"zip:{three}", FIRST)
    with zipfile.ZipFile(three) as opened:
        assert opened.infolist()[0].date_time == (2026, 3, 2, 0, 0, 0)


@pytest.mark.parametrize("moment", ["", "soon", "-5", "0", "9" * 20])
def test_a_date_that_a_zip_cannot_hold_is_its_earliest(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As is one that is none."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    send(f"zip:{tmp_path}/a.zip", FIRST)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert opened.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_date_too_late_is_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the machine that packs believes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "999999999999")
    send(f"zip:{tmp_path}/a.zip", FIRST)
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert opened.infolist()[0].date_time == (2107, 12, 31, 23, 59, 58)


@pytest.mark.parametrize("data", [b"", b"PK\3\4 torn", b"a letter"])
def test_another_file_is_not_overwritten(data: bytes, tmp_path: Path) -> None:
    """Nor is a zip of somebody else."""
    file = tmp_path / "a.zip"
    file.write_bytes(data)
    with pytest.raises(TargetError, match="is not from Airbook; choose another name"):
        send(f"zip:{file}", FIRST)
    assert file.read_bytes() == data
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("index.html", "mine")
    with pytest.raises(TargetError, match="is not from Airbook; choose another name"):
        send(f"zip:{file}", FIRST)


def test_a_zip_with_something_added_is_not_overwritten(tmp_path: Path) -> None:
    """Whoever added it wants it."""
    file = tmp_path / "a.zip"
    send(f"zip:{file}", FIRST)
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr("mine.txt", "mine")
    with pytest.raises(
        TargetError, match=r"holds mine\.txt, which is not from Airbook"
    ):
        send(f"zip:{file}", SECOND)


def test_a_place_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """A folder of that name, or none to lie in."""
    with pytest.raises(TargetError, match="is no file; choose another name"):
        send(f"zip:{tmp_path}", FIRST)
    with pytest.raises(TargetError, match=r"there is no folder .*none"):
        send(f"zip:{tmp_path}/none/a.zip", FIRST)
