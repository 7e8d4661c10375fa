"""`airbook draft`: what it prints, writes, copies and counts."""

from __future__ import annotations

import email
import stat
import sys
from email.policy import default
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from generator.cli import airbook, clipboard, progress
from tests.books import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BOOK: Final = {
    "contacts/Ana Silva.md": "---\nemail: ana@silva.example\n---\n"
    "## Log\n- 2026-02-20 met\n## Referrals\n- [[Cleo Ray]] (use my name: no)\n",
    "contacts/Bo Li.md": "---\nfield: ports\ndo_not_contact: true\n---\n"
    "## Log\n- 2026-02-02 asked (email)\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book, and stand in it."""
    write_files(tmp_path / "content", BOOK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "PATIENCE", 600)
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    """Run the command as on the pinned day; it must end as expected."""
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", "draft", *arguments])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def test_a_message_goes_to_stdout_and_all_else_beside_it() -> None:
    """Subject first; words, gaps and doubts on standard error."""
    done = run("nudge", "bo")
    assert done.stdout.startswith("Subject: Once more, about ports\n\nHello Bo,\n\n")
    assert done.stderr.splitlines() == [
        "the notes say not to write to Bo Li now",
        "61 words",
        "To fill in: [your name]",
    ]


def test_quiet_is_quiet() -> None:
    """Only what speaks against writing is said."""
    assert run("-q", "thanks", "ana").stderr == ""


def test_strict_wants_few_words_and_no_gap() -> None:
    """It fails, so that a script can tell."""
    assert "[one thing you learned]" in run("thanks", "ana", "--strict", code=1).stderr
    write_own("Subject: Hi\n\n" + "word " * 76)
    assert "76 words, more than 75" in run("thanks", "ana", "--strict", code=1).stderr
    assert "76 words\n" in run("thanks", "ana").stderr


def write_own(text: str) -> None:
    """Write a template of the book's own for thanks."""
    from pathlib import Path

    write_files(Path("templates/messages"), {"thanks.txt": text})


def test_over_a_hundred_words_is_said() -> None:
    """Even quietly, since the message is too long to send."""
    write_own("Subject: Hi\n\n" + "word " * 101)
    assert run("-q", "thanks", "ana").stderr.startswith("101 words, more than 100")


def test_a_template_that_cannot_be_used_is_one_line() -> None:
    """With its name; nothing is printed."""
    write_own("Subject: Hi\n\n{{ draft.nam }}")
    done = run("thanks", "ana", code=3)
    assert done.stdout == ""
    assert done.stderr.startswith("airbook: templates/messages/thanks.txt cannot be")


def test_own_templates_take_the_place_of_ours() -> None:
    """File by file."""
    write_own("Subject: Danke\n\nLiebe {{ draft.call }}!\\\nOrla")
    assert run("thanks", "ana").stdout == "Subject: Danke\n\nLiebe Ana!\nOrla\n"
    assert "Hello Ana" in run("update", "ana").stdout


def test_about_whom() -> None:
    """Only whom the notes say they named, or who may be mentioned."""
    assert "You named Cleo Ray" in run("intro", "ana", "--about", "cleo").stdout
    said = run("update", "ana", "--about", "bo", code=2).stderr
    assert "no note says that Ana Silva named Bo Li to you" in said
    said = run("outreach", "cleo", "--about", "ana", code=2).stderr
    assert "Ana Silva may not be mentioned to Cleo Ray" in said


def test_nobody_of_that_name() -> None:
    """Wrong usage, with what is near; an interview is nobody."""
    assert 'nothing here is called "anna silvia"; did you mean Ana Silva?' in (
        run("thanks", "anna silvia", code=2).stderr
    )
    assert run("greeting", "ana", code=2).stdout == ""


def test_a_link_for_the_mail_program() -> None:
    """One line."""
    out = run("thanks", "ana", "--mailto").stdout
    assert out.startswith("mailto:ana@silva.example?subject=Thank%20you")
    assert "%0D%0A%0D%0A" in out
    assert out.count("\n") == 1


def test_a_mail_that_is_not_sent(folder: Path) -> None:
    """A file of mail; one that is there stays as it is."""
    assert "ana.eml is written" in run("thanks", "ana", "--eml", "ana.eml").stderr
    data = (folder / "ana.eml").read_bytes()
    mail = email.message_from_bytes(data, policy=default)
    assert str(mail["To"]) == "Ana Silva <ana@silva.example>"
    assert mail["Subject"] == "Thank you for our talk on 20 February"
    assert mail["X-Unsent"] == "1"
    assert "Hello Ana," in mail.get_content()
    said = run("update", "ana", "--eml", "ana.eml", code=3).stderr
    assert "ana.eml is there already" in said
    assert (folder / "ana.eml").read_bytes() == data


def program(folder: Path, name: str, code: str) -> None:
    """Put a program onto the path that reads what it is given."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys\n{code}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("pbcopy", "utf-8"),
        ("wl-copy", "utf-8"),
        ("xclip", "utf-8"),
        ("xsel", "utf-8"),
        ("clip.exe", "utf-16"),
    ],
)
def test_whichever_clipboard_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, encoding: str
) -> None:
    """It is given the text without the subject; nothing is printed."""
    copied = folder / "copied"
    program(folder, name, f"open({str(copied)!r}, 'wb').write(sys.stdin.buffer.read())")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert run("thanks", "ana", "--copy").stdout == ""
    assert copied.read_bytes().decode(encoding).startswith("Hello Ana,\n\n")


def test_no_clipboard_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there but has no screen to work with does not count."""
    program(folder, "xclip", "")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("DISPLAY", raising=False)
    said = run("thanks", "ana", "--copy", code=3).stderr
    assert "there is no clipboard here" in said


@pytest.mark.parametrize("code", ["sys.exit(1)", "import time; time.sleep(9)"])
def test_a_clipboard_that_fails_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Or that never ends."""
    monkeypatch.setattr(clipboard, "_SECONDS", 0.3)
    program(folder, "pbcopy", code)
    monkeypatch.setenv("PATH", str(folder))
    said = run("thanks", "ana", "--copy", code=3).stderr
    assert "pbcopy did not take the message" in said


def test_what_steers_a_terminal_is_taken_out() -> None:
    """A name is somebody else's text."""
    write_files_now("contacts/Eve.md", '---\nname: "Eve \\u202eX\\e[31m"\n---\n')
    out = run("outreach", "eve").stdout
    assert "\x1b" not in out
    assert "\u202e" not in out


def write_files_now(path: str, text: str) -> None:
    """Add a note to the book."""
    from pathlib import Path

    write_files(Path("content"), {path: text})
