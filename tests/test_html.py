"""Every page of the sample site: valid, whole, quiet, and safe to hand on."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.folders import style_faults
from tests.npm import CHECKER, npm_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.folders import SiteFolder

KINDS: Final = {
    "index.html",
    "404.html",
    *(
        f"{name}/index.html"
        for name in (
            *("follow-ups", "contacts", "interviews", "organizations", "advice"),
            *("information", "referrals", "questions", "network", "numbers"),
            *("fields", "tags", "problems"),
        )
    ),
}


def test_every_page_reads_strictly(site: SiteFolder) -> None:
    """An HTML parser that forgives nothing reads every page."""
    assert set(site.pages) >= KINDS
    for page in site.pages.values():
        assert page.text.startswith("<!doctype html>\n")
        assert page.tree.find("body") is not None


def checker_says(jar: Path, *folders: Path) -> list[dict[str, Any]]:
    """Return what the Nu HTML checker has to say of every page in some folders."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("the HTML checker did not run: there is no Java")
    done = subprocess.run(  # noqa: S603 - a pinned jar
        [java, "-jar", jar, "--format", "json", "--skip-non-html", *folders],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except json.JSONDecodeError:
        pytest.skip(f"the HTML checker did not run: {done.stderr[:200]}")
    return found


def jar_or_skip() -> Path:
    """Return the checker; without it the test is skipped."""
    jar = npm_file(CHECKER)
    if jar is None:
        pytest.skip("the HTML checker cannot be had here")
    return jar


def test_nu_html_checker(sites: Mapping[str, SiteFolder]) -> None:
    """The W3C's checker finds no error on any page of any sample book."""
    said = checker_says(jar_or_skip(), *(site.folder for site in sites.values()))
    errors = {
        (one["message"], one["url"], one.get("lastLine"))
        for one in said
        if one["type"] != "info"
    }
    assert sorted(errors, key=str) == []


def test_nu_html_checker_sees_errors(tmp_path: Path) -> None:
    """The checker works: it finds what is wrong with a page."""
    page = "<!doctype html><title>x</title><p><a href='a b'><a href='b'></p></p>"
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    said = checker_says(jar_or_skip(), tmp_path)
    assert sum(one["type"] == "error" for one in said) >= 2


def test_links_lead_somewhere(site: SiteFolder) -> None:
    """Every link names a file of the site and a place that is there, from anywhere."""
    assert site.faults() == []
    assert sum(len(page.places) for page in site.pages.values()) > 1000


def test_every_page_can_be_reached(site: SiteFolder) -> None:
    """From the first page links lead to every other, but for 404.html."""
    assert set(site.pages) - site.reached() == {"404.html"}


def test_nothing_from_other_hosts(site: SiteFolder) -> None:
    """No page, style sheet or script names what another host would be asked for."""
    assert style_faults(site) == []
    for page in site.pages.values():
        for place in page.places:
            assert not place.loaded or "//" not in place.value, page.path
        for tag, given in page.elements:
            assert tag not in {"iframe", "object", "embed", "base", "form"}, page.path
            assert tag != "link" or given["rel"] in {"stylesheet", "icon"}, page.path
    for path in site.files:
        if path.endswith(".js"):
            text = (site.folder / path).read_text(encoding="utf-8")
            assert not re.search(r"https?://(?!www\.w3\.org/)", text), path


def test_every_page_has_its_head(site: SiteFolder) -> None:
    """Language, title, a strict policy, no index, no referrer, one main heading."""
    titles: dict[str, str] = {}
    for page in site.pages.values():
        assert page.attribute("html", "lang") == "en", page.path
        title = page.tree.find("head").find("title").text
        assert title.strip()
        titles[page.path] = title
        policy = page.attribute("meta", "content", **{"http-equiv": POLICY})
        assert "default-src 'none'" in policy, page.path
        assert not re.search(r"unsafe|\*|https?:|data:|blob:", policy), page.path
        assert "noindex" in page.attribute("meta", "content", name="robots"), page.path
        assert page.attribute("meta", "content", name="referrer") == "no-referrer"
        names = [tag for tag, _ in page.elements]
        assert (names.count("h1"), names.count("main")) == (1, 1), page.path
    assert len(set(titles.values())) > 0.9 * len(titles)


POLICY: Final = "Content-Security-Policy"


def test_nothing_inline(site: SiteFolder) -> None:
    """No style, script or event handler stands in a page; the policy would stop it."""
    for page in site.pages.values():
        for tag, given in page.elements:
            assert tag != "style", page.path
            assert tag != "script" or given.get("src"), page.path
            inline = [one for one in given if one == "style" or one.startswith("on")]
            assert inline == [], page.path


def test_ids_are_unique(site: SiteFolder) -> None:
    """An id stands once on its page, and what refers to one finds it."""
    for page in site.pages.values():
        assert sorted(set(page.ids)) == sorted(page.ids), page.path
        for _, given in page.elements:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                missing = set(given.get(name, "").split()) - set(page.ids)
                assert missing == set(), page.path


def test_pictures_say_what_they_show(site: SiteFolder) -> None:
    """Each picture has a text instead, and each drawing a name or none to hear."""
    for page in site.pages.values():
        for tag, given in page.elements:
            if tag == "img":
                assert "alt" in given, page.path
            if tag == "svg":
                named = given.get("aria-label") or given.get("aria-labelledby")
                assert named or given.get("aria-hidden") == "true", page.path
