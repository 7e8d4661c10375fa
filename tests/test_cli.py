"""The command line: what each command says where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import pytest
from click.testing import CliRunner

from generator.cli import airbook, completion, main, options, progress, running
from generator.cli.progress import Progress
from generator.diagnostics import Code
from generator.write.file import write_file
from generator.write.refusal import OutputRefusedError
from tests.books import ROOT, commands_of, environment, files_of, write_files
from tests.books import airbook as run_process
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

LATE: Final = {
    "contacts/Ana Silva.md": "## Log\n- 2026-02-02 asked (email)\n",
    "contacts/Bo Li.md": "",
    "contacts/Bo Ray.md": "",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small book, and stand in it."""
    write_files(tmp_path / "content", LATE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no slow machine say how far it is."""
    monkeypatch.setattr(progress, "PATIENCE", 600)


def run(*arguments: str, code: int = 0, env: Mapping[str, str] | None = None) -> Result:
    """Run a command as on the pinned day; it must end as expected."""
    done = CliRunner().invoke(airbook, ["--today", "2026-03-02", *arguments], env=env)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done


def test_build_writes_the_site_and_says_so(folder: Path) -> None:
    """Nothing on standard output; counts, time and where to look beside it."""
    done = run("build")
    assert done.stdout == ""
    assert done.stderr.startswith("3 notes -> ")
    assert f"Open {folder / 'site' / 'index.html'}" in done.stderr
    assert (folder / "site" / "contacts" / "ana-silva.html").is_file()
    assert "(nothing changed)" in run("build").stderr
    assert run("-q", "build").output == ""


def test_build_with_one_process_or_two(folder: Path) -> None:
    """The site is the same; fewer than one is wrong usage, and -v tells the times."""
    done = run("build", "-j", "1", "-v")
    for stage in ("Reading the notes", "Writing the site"):
        assert f" s  {stage}" in done.stderr
    before = files_of(folder / "site")
    shutil.rmtree(folder / "site")
    run("build", "--jobs", "2")
    assert files_of(folder / "site") == before
    run("build", "--jobs", "0", code=2)


def test_build_tells_errors_and_goes_on(folder: Path) -> None:
    """With --strict it ends with 1, and the site is there all the same."""
    write_files(folder, {"content/contacts/Bo Li.md": "---\nnext: soon\n---\n[[no]]\n"})
    done = run("build")
    assert "contacts/Bo Li.md:2:7: error: " in done.stderr
    assert "1 error, 1 warning; `airbook check` shows all" in done.stderr
    assert "link-missing" in run("build", "-v").stderr
    assert "link-missing" not in run("build").stderr
    run("build", "--strict", code=1)
    assert (folder / "site" / "index.html").is_file()
    write_files(folder, {"content/contacts/Bo Li.md": "[[no]]\n"})
    run("build", "--strict")


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process at once")
def test_whoever_is_asked_to_end_clears_up() -> None:
    """What a command has begun is cleared away when the system shuts down."""
    code = """if True:
        import os, signal
        from generator.cli import app
        def begun(**_):
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                print("cleared away")
        app.airbook = begun
        app.main()
    """
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, "cleared away\n", "")


def test_build_refuses_an_output_that_would_do_harm(folder: Path) -> None:
    """One line, status 3, and nothing is written."""
    before = files_of(folder)
    done = run("--output", "content/site", "build", code=3)
    assert done.stderr.startswith("airbook: the output ")
    assert files_of(folder) == before


def test_check_lists_problems_and_ends_with_1_for_errors(folder: Path) -> None:
    """Lines on standard output, the count beside it."""
    assert run("check").stderr == "No problems in 3 notes\n"
    write_files(folder, {"content/contacts/Bo Li.md": "[[no]]\n"})
    done = run("check")
    assert done.stdout.startswith("contacts/Bo Li.md:1:1: warning: ")
    assert done.stdout.endswith("[link-missing]\n")
    assert done.stderr == "1 warning in 3 notes\n"
    run("check", "--strict", code=1)
    write_files(folder, {"content/contacts/Bo Li.md": "---\nnext: soon\n---\n"})
    run("check", code=1)
    assert run("-q", "check", code=1).stderr == ""


def test_a_hint_is_no_reason_to_fail(folder: Path) -> None:
    """Not even a strict check minds one."""
    write_files(folder, {"content/interviews/x.md": '---\nwith: "[[Cleo]]"\n---\n'})
    done = run("check", "--strict")
    assert "[link-lead]" in done.stdout


def test_check_for_programs_and_for_github(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON on standard output alone; annotations with paths of the repository."""
    write_files(
        folder,
        {"content/contacts/Bo Li.md": "[[no]]\n", "airbook.toml": "ttile = 1\n"},
    )
    done = run("check", "--format", "json")
    paths = [one["path"] for one in json.loads(done.stdout)]
    assert paths == ["airbook.toml", "contacts/Bo Li.md"]
    assert done.stderr == ""
    lines = run("check", "--format", "github").stdout.splitlines()
    assert lines[0].startswith("::warning file=airbook.toml,line=1,")
    assert lines[1].startswith("::warning file=content/contacts/Bo Li.md,line=1,")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent))
    lines = run("check", "--format", "github").stdout.splitlines()
    assert lines[0].startswith(f"::warning file={folder.name}/airbook.toml,")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder / "content" / "contacts"))
    lines = run("check", "--format", "github").stdout.splitlines()
    assert lines[0].startswith(f"::warning file={folder.as_posix()}/airbook.toml,")


@pytest.mark.parametrize("code", Code)
def test_every_code_can_be_explained(code: Code) -> None:
    """Without a book, with or without brackets."""
    done = CliRunner().invoke(airbook, ["check", "--explain", f"[{code.slug}]"])
    assert done.exit_code == 0
    assert done.stdout == f"{code.slug} ({code.severity})\n{code.explanation}\n"


def test_an_unknown_code_is_wrong_usage() -> None:
    """With the near name."""
    assert "link-missing" in run("check", "--explain", "link-mising", code=2).stderr
    assert "airbook list codes" in run("check", "--explain", "x" * 30, code=2).stderr


def test_due_says_what_is_due(folder: Path) -> None:
    """Overdue and today, and how much is not shown."""
    promise = "---\nnext: 2026-04-01\nnext_action: write\n---\n"
    write_files(folder, {"content/contacts/Bo Li.md": promise})
    done = run("due")
    assert done.stdout.startswith("Overdue (1)\n  19 days late  Nudge Ana Silva")
    assert "Not shown: 1 to come; `airbook due --all` shows all" in done.stderr
    assert "Later (1)" in run("due", "--all").stdout
    assert "Later (1)" in run("due", "--within", "8w").stdout
    assert run("due", "-q").stderr == ""
    value = json.loads(run("due", "--format", "json").stdout)
    assert [one["rule"] for one in value] == ["nudge"]
    value = json.loads(run("due", "--format", "json", "--all").stdout)
    assert [one["rule"] for one in value] == ["nudge", "promise"]
    for name in ("Ana Silva", "Bo Li"):
        (folder / "content" / "contacts" / f"{name}.md").unlink()
    done = run("due")
    assert (done.stdout, done.stderr) == ("", "Nothing is due.\n")
    assert run("due", "--format", "json").stdout == "[]\n"


def test_the_day_is_todays_unless_it_is_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the command line looks at the clock."""

    class Clock(date):
        @classmethod
        def today(cls) -> Clock:
            return cls(2026, 2, 3)

    monkeypatch.setattr(options, "date", Clock)
    done = CliRunner().invoke(airbook, ["due"])
    assert "Nothing is due." in done.stderr
    done = CliRunner().invoke(airbook, ["due", "--today", "2026-03-02"])
    assert "19 days late" in done.stdout
    done = CliRunner().invoke(airbook, ["--today", "2026-02-03", "due"])
    assert "Nothing is due." in done.stderr
    assert folder.is_dir()


def test_show_one_or_list_several(folder: Path) -> None:
    """A part of a name will do; several are named, none gets near ones."""
    assert run("show", "ana").stdout.startswith("Ana Silva\ncontact in contacts/")
    value = json.loads(run("show", "ana", "--format", "json").stdout)
    assert value["status"]["status"] == "asked"
    done = run("show", "bo", code=2)
    assert done.stdout == ""
    assert 'airbook: "bo" may be one of these' in done.stderr
    assert "Bo Ray (contacts/Bo Ray.md)" in done.stderr
    assert "did you mean Ana Silva?" in run("show", "Anna Silv", code=2).stderr
    assert run("show", "qqqqq", code=2).stderr == (
        'airbook: nothing here is called "qqqqq"\n'
    )
    assert folder.is_dir()


def test_list_as_a_table_or_for_programs(folder: Path) -> None:
    """Nothing to list is said beside."""
    assert run("list", "contacts").stdout.splitlines()[1].startswith("Ana Silva  asked")
    value = json.loads(run("list", "contacts", "--format", "json").stdout)
    assert [one["name"] for one in value] == ["Ana Silva", "Bo Li", "Bo Ray"]
    assert run("list", "leads").stderr == "There are no leads.\n"
    assert run("list", "-q", "leads").output == ""
    assert json.loads(run("list", "tags", "--format", "json").stdout) == []
    assert "is not one of" in run("list", "people", code=2).stderr
    assert folder.is_dir()


def test_export_to_a_file_or_to_standard_output(folder: Path) -> None:
    """The same bytes; a file is said, and never lies among the notes."""
    data = run("export", "json").stdout
    assert json.loads(data)["version"] == 1
    done = run("export", "json", "-o", "book.json")
    assert (done.stdout, done.stderr) == ("", "Wrote book.json\n")
    assert (folder / "book.json").read_text(encoding="utf-8") == data
    assert run("-q", "export", "json", "-o", "book.json").output == ""
    assert run("export", "json", "-o", "-").stdout == data
    done = run("export", "json", "-o", "content/book.json", code=3)
    assert "lies among the notes" in done.stderr
    done = run("export", "json", "-o", "gone/book.json", code=3)
    assert done.stderr.startswith("airbook: No such file or directory: ")


def test_export_the_graph_in_both_forms(folder: Path) -> None:
    """Lines by default."""
    write_files(folder, {"content/a.md": "[[Ana Silva]]\n"})
    assert run("export", "graph").stdout == "a.md\tcontacts/Ana Silva.md\t1\n"
    value = json.loads(run("export", "graph", "--format", "json").stdout)
    assert [one["source"] for one in value["links"]] == ["a.md"]


def test_book_json_is_what_export_writes(folder: Path) -> None:
    """The site has it where the settings ask for it."""
    write_files(folder, {"airbook.toml": "[site]\ndata = true\n"})
    run("build")
    data = (folder / "site" / "book.json").read_text(encoding="utf-8")
    assert data == run("export", "json").stdout


def test_init_and_new_make_a_book_that_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README shows, from nothing to a site."""
    monkeypatch.chdir(tmp_path)
    done = run("init", "my-book")
    assert done.stdout == ""
    assert "Made 36 files in " in done.stderr
    assert "  cd my-book\n" in done.stderr
    monkeypatch.chdir(tmp_path / "my-book")
    done = run("new", "contact", "Ada Okafor", "--source", "alumni")
    assert done.stdout == f"{Path('content/contacts/Ada Okafor.md')}\n"
    assert done.stderr == ""
    run("new", "interview", "Ada Okafor", "--date", "2026-03-12", "--mode", "video")
    run("new", "organization", "Blue Door", "--set", "industry=print")
    run("new", "question", "Why?", "--set", "stage=open", "--set", "tags=a b")
    assert run("check", "--strict").stdout == ""
    assert "Write the brief for Ada Okafor" in run("due", "--within", "2w").stdout
    run("build", "--strict")
    assert "airbook.toml was there and stays as it is" in run("init").stderr
    assert "  cd " not in run("init").stderr
    assert run("-q", "init").output == ""


def test_init_with_the_sample(tmp_path: Path) -> None:
    """Elsewhere, said by file with -v."""
    done = run("init", "--sample", "-v", "-C", str(tmp_path), "book")
    assert "content/contacts/Bo Li.md\n" in done.stderr
    assert "Overdue" in run("-C", str(tmp_path / "book"), "due").stdout


def test_init_takes_no_other_folders(tmp_path: Path) -> None:
    """A book is one folder."""
    done = run("--content", "x", "init", str(tmp_path / "b"), code=2)
    assert "init takes a folder alone" in done.stderr
    assert not (tmp_path / "b").exists()
    (tmp_path / "file").write_text("")
    run("init", str(tmp_path / "file"), code=2)


def test_new_names_those_who_have_no_note(folder: Path) -> None:
    """With the command that writes it."""
    done = run("new", "contact", "Cleo", "--organization", "Red Door")
    assert done.stderr == (
        'No note is called Red Door yet: airbook new organization "Red Door"\n'
    )
    done = run("new", "interview", "Dan", "-q")
    assert done.stderr == ""
    assert (folder / "content/interviews/Interview with Dan.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Ana Silva"], "is there already"),
        (["X", "--set", "role"], "write a key and a value"),
        (["X", "--set", "=x"], "write a key and a value"),
        (["X", "--set", "next=soon"], "2026-08-21"),
        (["X", "--source", "friend"], "is not one of"),
        ([" "], "the name is empty"),
    ],
)
def test_new_refuses_in_one_line(folder: Path, arguments: list[str], said: str) -> None:
    """Wrong usage, and nothing is written."""
    before = files_of(folder)
    assert said in run("new", "contact", *arguments, code=2).stderr
    assert files_of(folder) == before


def test_new_opens_the_editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own arguments are kept, and no shell reads the name of the note."""
    script = folder / "edit or.py"
    script.write_text("import sys\nopen(sys.argv[2], 'a').write(sys.argv[1])\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}" --wait')
    run("new", "contact", "$(touch x) & `y`", "--edit")
    (note,) = (folder / "content" / "contacts").glob("$*.md")
    assert note.read_text().endswith("--wait")
    assert not (folder / "x").exists()
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "set EDITOR" in run("new", "contact", "A", "--edit", code=3).stderr
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" -c "raise SystemExit(5)"')
    assert "ended with 5" in run("new", "contact", "B", "--edit", code=3).stderr


def test_an_editor_is_looked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual ones, where none is named."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "no editor is known" in run("new", "contact", "A", "--edit", code=2).stderr
    assert folder.is_dir()
    called: list[list[str]] = []

    def record(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        called.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(shutil, "which", lambda one: one if one == "nano" else None)
    monkeypatch.setattr(subprocess, "run", record)
    run("new", "contact", "B", "--edit")
    assert called[0][0] == "nano"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_of_each_shell(shell: str) -> None:
    """A script that asks the command itself."""
    script = run("completion", shell).stdout
    assert "_AIRBOOK_COMPLETE" in script
    assert "airbook" in script


def test_names_are_completed(folder: Path) -> None:
    """From the names of files, in any case; no book, no names."""
    assert complete("show", "bo") == ["Bo Li", "Bo Ray"]
    assert complete("show", "") == ["Ana Silva", "Bo Li", "Bo Ray"]
    assert "contacts" in complete("list", "c")
    shutil.rmtree(folder / "content")
    assert complete("show", "bo") == []


def complete(command: str, typed: str) -> list[str]:
    """Return what the shell would offer behind a command."""
    from click.shell_completion import ShellComplete

    asked = ShellComplete(airbook, {}, "airbook", "_AIRBOOK_COMPLETE")
    return [one.value for one in asked.get_completions([command], typed)]


def test_options_stand_before_or_behind_the_command(folder: Path) -> None:
    """And behind beats before."""
    outside = str(folder.parent)
    assert CliRunner().invoke(airbook, ["-C", outside, "list", "tags"]).exit_code == 2
    for arguments in (
        ["-C", str(folder), "list", "contacts"],
        ["list", "-C", str(folder), "contacts"],
        ["-C", outside, "list", "contacts", "-C", str(folder)],
        ["--content", "content", "list", "contacts"],
    ):
        done = CliRunner().invoke(airbook, arguments)
        assert "Ana Silva" in done.stdout, arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["due", "--within", "soon"],
        ["due", "--today", "2026-02-30"],
        ["due", "--today", "20260302"],
        ["due", "--today", "monday"],
        ["due", "--today", "9999-12-31"],
        ["due", "--today", "0001-01-01"],
        ["-C", "gone", "due"],
        ["--content", "gone", "due"],
        ["show"],
        ["export", "nonsense"],
        ["check", "--format", "xml"],
    ],
)
def test_wrong_usage_ends_with_2(folder: Path, arguments: list[str]) -> None:
    """And says on standard error what would be right."""
    done = run(*arguments, code=2)
    assert done.stdout == ""
    assert done.stderr
    assert folder.is_dir()


def test_no_book_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about it."""
    monkeypatch.chdir(tmp_path)
    done = run("due", code=2)
    assert done.stderr.count("\n") == 1
    assert "airbook init" in done.stderr


def test_a_file_system_that_refuses_ends_with_3(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line with the file; the place in the code with -v alone."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "the-file")

    monkeypatch.setattr("generator.workspace.making.make_site", refuse)
    done = run("build", code=3)
    assert done.stderr == "airbook: Permission denied: the-file\n"
    verbose = CliRunner().invoke(airbook, ["build", "-v"])
    assert verbose.exit_code == 3
    assert "Traceback" in verbose.stderr

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.workspace.making.make_site", full)
    assert run("build", code=3).stderr == "airbook: No space left on device\n"
    assert folder.is_dir()


def test_a_fault_of_ours_shows_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reports it can copy it; it is no status 1."""

    def fault(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("generator.workspace.making.make_site", fault)
    done = CliRunner().invoke(airbook, ["build"])
    assert done.exit_code == 3
    assert "KeyError" in done.stderr
    assert done.stderr.endswith("airbook: this is a fault in Airbook\n")
    assert folder.is_dir()


def test_a_stop_by_hand_is_quiet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One word, and the status that shells expect."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.workspace.making.make_site", stop)
    assert run("build", code=130).stderr == "airbook: stopped\n"
    assert folder.is_dir()


def test_a_reader_that_has_gone_is_quiet(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was written last."""

    def gone(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("generator.cli.reading.emit", gone)
    assert run("list", "contacts").output == ""
    assert folder.is_dir()


def test_the_command_is_called_airbook(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However Python was started."""
    monkeypatch.setattr(sys, "argv", ["/some/where.py", "list", "contacts"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "Bo Li" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["/some/where.py", "nonsense"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "Usage: airbook " in capsys.readouterr().err
    assert folder.is_dir()


def test_a_missing_shell_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A later click may drop one."""
    monkeypatch.setattr(completion, "get_completion_class", lambda _: None)
    assert "does not know" in run("completion", "fish", code=2).stderr


def every_command(
    command: click.Command, path: tuple[str, ...] = ()
) -> list[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        return [path]
    inner = commands_of(command).items()
    return [path, *(one for n, c in inner for one in every_command(c, (*path, n)))]


@pytest.mark.parametrize("path", every_command(airbook), ids=" ".join)
def test_every_command_helps(path: tuple[str, ...]) -> None:
    """A sentence, its options, and examples where there is a choice."""
    shown = run(*path, "--help").stdout
    assert shown.startswith("Usage: airbook")
    assert "Options:" in shown
    if path and path[0] != "completion" and len(path) == 1:
        assert "Examples:\n" in shown
    assert max(map(len, shown.splitlines())) <= 88


def test_help_of_a_command_leaves_common_options_to_the_first() -> None:
    """They are said once."""
    assert "Take the notes from DIR" in run("--help").stdout
    assert "Take the notes from DIR" not in run("build", "--help").stdout


def test_help_is_quick() -> None:
    """Nothing heavy is loaded before a command is known."""
    heavy = ("jinja2", "markdown_it", "yaml", "nh3", "rapidfuzz", "frontmatter")
    code = (
        "import sys; from generator.cli import airbook\n"
        "airbook(['--help'], standalone_mode=False)\n"
        f"print([one for one in {heavy} if one in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == "[]\n"
    assert "Usage: " in done.stdout


def test_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is installed; a checkout alone has no number."""

    def unknown(_: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", lambda _: "1.2.3")
    assert run("--version").stdout == "airbook 1.2.3\n"
    monkeypatch.setattr(metadata, "version", unknown)
    assert run("--version").stdout == "airbook, not installed\n"


def test_as_a_process_of_its_own(folder: Path) -> None:
    """Text in UTF-8 whatever the terminal's encoding, and the exit status."""
    write_files(folder, {"content/contacts/김하늘.md": ""})
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = run_process("list", "contacts", cwd=folder, env=env)
    assert done.returncode == 0
    assert "김하늘" in done.stdout
    assert run_process("show", "qqqq", cwd=folder).returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_goes_away_is_no_failure(folder: Path) -> None:
    """`airbook export json | head -1` ends quietly."""
    many = {f"content/{number}.md": "x" * 2000 for number in range(300)}
    write_files(folder, many)
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "export", "json"],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read().decode().splitlines()
    assert [line for line in said if not line.endswith(" …")] == []
    process.stderr.close()
    assert process.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_on_a_terminal_alone(
    folder: Path, env: dict[str, str], *, coloured: bool
) -> None:
    """And not where NO_COLOR is set."""
    import pty

    ours, theirs = pty.openpty()
    whole = environment(folder, {"TERM": "xterm", "NO_COLOR": "", **env})
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "--today", "2026-03-02", "due"],
        cwd=folder,
        env=whole,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    shown = read_terminal(ours)
    process.wait(timeout=60)
    assert b"Ana" in shown
    assert (b"\x1b[" in shown) is coloured


def read_terminal(number: int) -> bytes:
    """Read until nobody writes any more, which Linux says by an error."""
    shown = b""
    try:
        while block := os.read(number, 1024):
            shown += block
    except OSError:
        pass
    finally:
        os.close(number)
    return shown


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done, how much of it, and nothing left behind at the end."""
    monkeypatch.setattr(progress, "PATIENCE", 99)
    stream = Terminal()
    with Progress(stream, live=True) as bar:
        bar.phase("Reading")
        bar.draw()
        bar.phase("Writing")
        bar.step(1, 4)
        bar.draw()
    shown = stream.getvalue()
    assert "Reading " in shown
    assert "Writing [######..................] 1 of 4" in shown
    assert shown.endswith("\r\x1b[K")


def test_progress_is_one_line_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However often it is drawn."""
    monkeypatch.setattr(progress, "PATIENCE", 99)
    stream = io.StringIO()
    with Progress(stream, live=False) as bar:
        for phase in ("Reading", "Reading", "Writing"):
            bar.phase(phase)
            bar.draw()
    assert stream.getvalue() == "Reading …\n"


def test_progress_comes_after_a_second_and_never_when_quiet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thread draws while the work goes on."""
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "_BEAT", 0.001)
    for quiet in (False, True):
        stream = io.StringIO()
        with Progress(stream, live=False, quiet=quiet) as bar:
            bar.phase("Reading")
            for _ in range(2000 if not quiet else 5):
                if stream.getvalue():
                    break
                threading.Event().wait(0.005)
        assert bool(stream.getvalue()) is not quiet


def test_streams_are_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """UTF-8 in a pipe; a terminal keeps its own, and shows what it can."""
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(screen, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", screen)
    running.prepare_streams()
    assert (pipe.encoding, screen.encoding) == ("utf-8", "ascii")
    assert screen.errors == "replace"
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    running.prepare_streams()


def test_write_file_keeps_what_was_there_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off in the middle, the old file stays; its rights stay as well."""
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    file.chmod(0o600)
    write_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        write_file(file, b"newer")
    assert files_of(tmp_path) == {"a.json": b"new"}
    with pytest.raises(OutputRefusedError):
        write_file(file, b"", content=tmp_path)
    write_file(Path(os.devnull), b"x")


def test_the_day_of_the_tests() -> None:
    """The pinned day of these commands is the one of all tests."""
    assert date(2026, 3, 2) == TODAY
