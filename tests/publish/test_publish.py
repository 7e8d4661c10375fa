"""`airbook publish` of an open site: what it asks, says, refuses and leaves alone."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import airbook
from generator.write.manifest import MANIFEST
from tests.books import environment, files_of, pages_of, times_of, write_files
from tests.publish.publishing import OPEN, run
from tests.publish.test_targets import git, state_of


@pytest.mark.usefixtures("checked")
def test_an_open_site_arrives(folder: Path) -> None:
    """Counts to standard output; the risks, and where it went, beside it."""
    out = folder.parent / "out"
    done = run("folder:../out", *OPEN)
    files = len(files_of(out)) - 1
    assert re.fullmatch(
        rf"\+{files} ~0 -0 in {re.escape(str(out))} \([\d.]+ KB to send\)\n",
        done.stdout,
    )
    assert done.stderr == (
        "Without encryption, whoever finds the address can read this site. The pages "
        "of a static\nhost are usually public, those of a private repository too. A "
        "host's own password page\nis the host's promise, not ours.\n"
        f"Published to {out}\n"
    )
    again = run("folder:../out", *OPEN)
    assert again.stdout == f"+0 ~0 -0 in {out} (0 bytes to send)\n"
    assert again.stderr.endswith(f"Nothing to change in {out}\n")
    assert run("-q", "folder:../out", *OPEN).stderr == ""


def test_every_page_keeps_search_engines_and_strangers_out(folder: Path) -> None:
    """By itself, and by what the host is told; there is no sitemap."""
    run("folder:../out", *OPEN)
    files = files_of(folder.parent / "out")
    told = files["_headers"].decode()
    policies = set()
    for path in pages_of(files):
        page = files[path].decode()
        assert '<meta name="robots" content="noindex">' in page, path
        assert '<meta name="referrer" content="no-referrer">' in page, path
        policies.update(re.findall(r'Content-Security-Policy" content="([^"]+)"', page))
    (policy,) = policies
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in told
    assert files["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert not [path for path in files if "sitemap" in path]


def test_names_are_told_on_demand(folder: Path) -> None:
    """Each behind its sign."""
    run("folder:../out", *OPEN)
    write_files(folder, {"content/organizations/Blue Door.md": ""})
    (folder / "content" / "contacts" / "Bo Li.md").unlink()
    lines = run("-v", "folder:../out", *OPEN).stdout.splitlines()
    assert "+ organizations/blue-door.html" in lines
    assert "~ index.html" in lines
    assert any(re.fullmatch(r"- contacts/b\S+\.html", line) for line in lines)


def test_a_dry_run_changes_nothing(folder: Path) -> None:
    """Neither there nor here, in bytes or dates; nor does a second look differ."""
    run("folder:../out", *OPEN)
    write_files(folder, {"content/organizations/Blue Door.md": ""})
    before = state_of(folder.parent)
    done = run("folder:../out", "--unencrypted", "--dry-run")
    assert re.match(r"\+\d+ ~\d+ -0 in ", done.stdout)
    assert "Published" not in done.stderr
    after = state_of(folder.parent)
    assert {**before, "tmp": after["tmp"]} == after


def test_notes_are_never_changed(folder: Path) -> None:
    """Nor is anything else in the book."""
    before = files_of(folder), times_of(folder)
    for target in ("folder:../out", "zip:../out.zip"):
        run(target, *OPEN)
    assert (files_of(folder), times_of(folder)) == before


def test_nothing_private_stays_behind(folder: Path) -> None:
    """The site waited in a folder that is gone."""
    run("folder:../out", *OPEN)
    assert list((folder.parent / "tmp").iterdir()) == []
    run("folder:../content", "folder:x", code=2)
    assert list((folder.parent / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "publish where? For instance folder:/media/stick/site"),
        (("folder:../out",), "say either --encrypt or --unencrypted"),
        (
            ("folder:../out", "--encrypt", "--unencrypted"),
            "say either --encrypt or --unencrypted",
        ),
        (("folder:../out", "--fresh", *OPEN), "--fresh is for --encrypt"),
        (
            ("folder:../out", "--audience", "owner", *OPEN),
            "the owner's site holds everything and leaves only with --encrypt; "
            "--audience share is for others",
        ),
        (
            ("folder:../out", "--audience", "mum", *OPEN),
            "there is no audience 'mum'; this book has share, owner",
        ),
        (
            ("folder:../out", "--unencrypted"),
            "nobody is here to be asked; --yes publishes without asking",
        ),
        (("elsewhere", *OPEN), "elsewhere is no target; write folder:PATH, zip:PATH, "),
        (("folder:../out", "--verify", "."), "--verify looks at a folder; leave the "),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    folder: Path, words: tuple[str, ...], says: str
) -> None:
    """And nothing is written."""
    done = run(*words, code=2)
    assert f"airbook: {says}" in done.stderr
    assert not (folder.parent / "out").exists()


def test_errors_hold_everything_back(folder: Path) -> None:
    """The first ten are told, and how many more there are."""
    bad = {f"content/contacts/P{one}.md": "---\nnext: soon\n---\n" for one in range(12)}
    write_files(folder, bad)
    done = run("folder:../out", *OPEN, code=1)
    lines = done.stderr.splitlines()
    assert len([line for line in lines if ": error: " in line]) == 10
    assert lines[-2:] == [
        "… and 2 more; -v shows all",
        "airbook: nothing is published while there are errors",
    ]
    assert done.stdout == ""
    assert not (folder.parent / "out").exists()
    assert run("-v", "folder:../out", *OPEN, code=1).stderr.count(": error: ") == 12


def test_wrong_settings_hold_it_back_too(folder: Path) -> None:
    """An audience that says something else than was meant is the worst of errors."""
    write_files(folder, {"airbook.toml": '[audience.share]\nnames = "ful"\n'})
    done = run("folder:../out", *OPEN, code=1)
    assert "airbook.toml:2" in done.stderr


def test_most_of_a_site_does_not_go_by_mistake(folder: Path) -> None:
    """It takes a word of its own, --yes or not."""
    many = {f"content/organizations/Place {one}.md": "" for one in range(100)}
    write_files(folder, many)
    run("folder:../out", *OPEN)
    shutil.rmtree(folder / "content" / "organizations")
    before = files_of(folder.parent / "out")
    done = run("folder:../out", *OPEN, code=1)
    said = re.search(
        r"airbook: (\d+) of (\d+) files there would go; .*add (.*)", done.stderr
    )
    assert said is not None
    assert int(said[1]) >= 100
    assert files_of(folder.parent / "out") == before
    run("folder:../out", *OPEN, *said[3].split())
    assert not (folder.parent / "out" / "organizations" / "place-1.html").exists()


def test_a_target_that_fails_ends_with_three(folder: Path) -> None:
    """In one line."""
    done = run("git:../none.git#pages", *OPEN, code=3)
    assert re.search(
        r"^airbook: git failed: fatal: .*none\.git", done.stderr, re.MULTILINE
    )
    (folder.parent / "out").mkdir()
    (folder.parent / "out" / "index.html").write_text("mine")
    done = run("folder:../out", *OPEN, code=3)
    assert done.stderr == (
        "airbook: index.html is there and is not from Airbook; move it, or choose "
        "another target\n"
    )


def test_the_same_book_is_the_same_site(folder: Path) -> None:
    """Byte for byte, wherever it goes."""
    run("zip:../a.zip", *OPEN)
    run("zip:../b.zip", *OPEN)
    one, two = (folder.parent / name for name in ("a.zip", "b.zip"))
    assert one.read_bytes() == two.read_bytes()
    git("init", "--quiet", "--bare", "../x.git")
    git("init", "--quiet", "--bare", "../y.git")
    run("git:../x.git#pages", *OPEN)
    run("git:../y.git#pages", *OPEN)
    first, second = (
        git("--git-dir", f"../{name}.git", "rev-parse", "pages") for name in "xy"
    )
    assert first == second


def test_a_run_that_was_cut_off_is_finished_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every tenth rename into the target: each file is wholly old or new."""
    run("folder:../clean", *OPEN)
    clean = files_of(folder.parent / "clean")
    out = folder.parent / "out"
    write_files(out, {"mine.txt": "mine"})
    real = Path.replace
    for at in range(1, 100, 10):
        left = at

        def replace(self: Path, target: Path) -> Path:
            nonlocal left
            if out in self.parents:
                left -= 1
                if not left:
                    raise KeyboardInterrupt
            return real(self, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", replace)
            done = CliRunner().invoke(airbook, ["publish", "folder:../out", *OPEN])
        if done.exit_code == 0:
            break
        assert done.exit_code == 130
        for path, data in files_of(out).items():
            assert path in clean or path == "mine.txt" or path.endswith(".tmp")
            tmp = path == MANIFEST or path.endswith(".tmp")
            assert tmp or data in {clean.get(path), b"mine"}
    run("folder:../out", *OPEN)
    assert files_of(out) == {**clean, "mine.txt": b"mine"}


@pytest.mark.skipif(os.name == "nt", reason="a terminal of its own kind")
@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 130)])
def test_somebody_at_a_terminal_is_asked(folder: Path, answer: str, code: int) -> None:
    """Only a yes publishes."""
    import pty

    env = environment(folder.parent, {"XDG_DATA_HOME": str(folder.parent / "data")})
    words = ["-m", "generator", "publish", "folder:../out", "--unencrypted"]
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, *words], env)  # noqa: S606
    said = b""
    while b"[y/N]" not in said:
        said += os.read(terminal, 1024)
    os.write(terminal, f"{answer}\n".encode())
    try:
        while more := os.read(terminal, 1024):
            said += more
    except OSError:
        pass
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    assert status == code, said
    assert b"Publish to " in said
    assert (folder.parent / "out").exists() is (answer == "y")
