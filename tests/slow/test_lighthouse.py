"""Lighthouse on a served sample: accessible, well behaved, quick."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest

from tests.books import environment
from tests.browsing import marks_of, one_of_each, served
from tests.npm import npm_tree

if TYPE_CHECKING:
    from tests.folders import SiteFolder

PINNED: Final = Path(__file__).parent / "lighthouse"
LEAST: Final = {"accessibility": 1.0, "best-practices": 0.95, "performance": 0.95}
PAGES: Final = {
    "today": ("index.html",),
    "contact": ("contacts", "html", "note"),
    "table": ("contacts/index.html",),
}


def report_on(tree: Path, url: str, folder: Path) -> dict[str, Any]:
    """Let Lighthouse look at a page as on a slow phone; return what it reports."""
    node, chrome = shutil.which("node"), shutil.which("chromium")
    if node is None or chrome is None:
        pytest.skip("Lighthouse did not run: there is no Node or no Chromium")
    report = folder / "report.json"
    done = subprocess.run(  # noqa: S603 - a pinned program
        [
            *(node, tree / "node_modules/lighthouse/cli/index.js", url, "--quiet"),
            *("--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(LEAST)}",
            "--chrome-flags=--no-sandbox --headless=new",
            "--no-enable-error-reporting",
        ],
        env={**environment(folder), "CHROME_PATH": chrome},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if not report.exists():
        pytest.fail(f"Lighthouse did not finish: {done.stderr[-500:]}")
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def costs(report: dict[str, Any]) -> list[str]:
    """Return every audit that takes points off."""
    audits = report["audits"]
    return [
        f"{name}: {one['id']} {audits[one['id']]['score']:.2f}"
        f" {audits[one['id']].get('displayValue', '')}"
        for name, category in report["categories"].items()
        for one in category["auditRefs"]
        if one["weight"] and (audits[one["id"]]["score"] or 0) < 1
        if audits[one["id"]]["score"] is not None
    ]


@pytest.mark.parametrize("marks", PAGES.values(), ids=PAGES)
def test_lighthouse(site: SiteFolder, tmp_path: Path, marks: tuple[str, ...]) -> None:
    """Today, a contact and the table of contacts score what they must."""
    tree = npm_tree(PINNED)
    if tree is None:
        pytest.skip("Lighthouse cannot be had here")
    pages = one_of_each(site)
    path = next(one for one in pages if marks_of(site.pages[one]) == marks)
    with served(site.folder) as home:
        report = report_on(tree, home + quote(path), tmp_path)
    scores = {name: one["score"] for name, one in report["categories"].items()}
    print(f"\n{path}: {scores}", *costs(report), sep="\n  ")  # noqa: T201 - figures
    assert {name: max(score, LEAST[name]) for name, score in scores.items()} == scores
