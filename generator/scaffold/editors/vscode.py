"""Files for VS Code: snippets, tasks with a problem matcher, settings, schemas."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.scaffold.editors.schema import any_note_schema, note_schema
from generator.vocabulary import LOG_KINDS, SOURCES, Kind, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.scaffold.editors.wording import Setting

FOLDER: Final = ".vscode"
# path:line:column: severity: what is wrong; what to write [code]
_LINE: Final = r":(\d+):(\d+): (error|warning|hint): (.*) \[([a-z-]+)\]$"
_TODAY: Final = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
_LATER: Final = (
    Section.INFORMATION,
    Section.REFERRALS,
    Section.REFLECTION,
    Section.FOLLOW_UP,
)


def vscode_files(book: Setting) -> Mapping[str, str]:
    """Return the files by path below the book's root."""
    own = book.settings.keys
    schemas = {str(kind): note_schema(kind, own) for kind in Kind}
    schemas["note"] = any_note_schema(own)
    files: dict[str, Any] = {
        "airbook.code-snippets": _snippets(book),
        "settings.json": _settings(),
        "tasks.json": _tasks(book),
        **{f"airbook/{name}.schema.json": one for name, one in schemas.items()},
    }
    return {f"{FOLDER}/{name}": _json(one) for name, one in files.items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _settings() -> dict[str, Any]:
    """Let VS Code offer snippets while Markdown is written, which it does not."""
    return {
        "[markdown]": {
            "editor.quickSuggestions": {"other": True, "comments": False},
            "editor.snippetSuggestions": "top",
            "editor.wordWrap": "on",
        },
        "files.associations": {"*.base": "yaml"},
    }


def _tasks(book: Setting) -> dict[str, Any]:
    return {
        "version": "2.0.0",
        "tasks": [
            {
                **_task("check"),
                "group": {"kind": "test", "isDefault": True},
                "problemMatcher": _matchers(book),
            },
            {
                **_task("build"),
                "group": {"kind": "build", "isDefault": True},
                "problemMatcher": [],
            },
            {**_task("due"), "problemMatcher": []},
        ],
    }


def _task(name: str) -> dict[str, Any]:
    return {
        "label": f"airbook {name}",
        "type": "process",
        "command": "airbook",
        "args": ["-q", name],
        "options": {"env": {"NO_COLOR": "1"}},
    }


def _matchers(book: Setting) -> list[dict[str, Any]]:
    """Return two matchers: the settings lie in the root, the notes mostly do not."""
    notes = book.notes
    inside = not notes.startswith("/") and ":" not in notes
    folder = f"${{workspaceFolder}}/{notes}" if inside else notes
    places = {
        "${workspaceFolder}": r"^(airbook\.toml)",
        folder: r"^(?!airbook\.toml:)(.+?)",
    }
    return [
        {
            "owner": "airbook",
            "source": "airbook",
            "severity": "info",
            "fileLocation": ["relative", place],
            "pattern": {
                "regexp": start + _LINE,
                "file": 1,
                "line": 2,
                "column": 3,
                "severity": 4,
                "message": 5,
                "code": 6,
            },
        }
        for place, start in places.items()
    ]


def _snippets(book: Setting) -> dict[str, Any]:

    def key(ours: str) -> str:
        return _literal(book.yaml_key(ours))

    def heading(section: Section) -> str:
        return _literal(book.heading(section))

    return {
        "Airbook contact": _snippet(
            "contact",
            "A note about a person",
            "---",
            f"{key('type')}: contact",
            f'{key("organization")}: "[[$1]]"',
            f"{key('role')}: $2",
            f"{key('source')}: ${{3|{','.join(SOURCES)}|}}",
            f'{key("referred_by")}: "[[$4]]"',
            "---",
            "$0",
            "",
            f"## {heading(Section.LOG)}",
            "",
        ),
        "Airbook interview": _snippet(
            "interview",
            "A note about a talk, with the headings to fill",
            "---",
            f"{key('type')}: interview",
            f'{key("with")}: "[[$1]]"',
            f"{key('date')}: ${{2:{_TODAY}}}",
            f"{key('mode')}: ${{3|in-person,phone,video,email,chat|}}",
            "---",
            f"## {heading(Section.PREP)}",
            "",
            f"## {heading(Section.ADVICE)}",
            "- $0",
            *(line for one in _LATER for line in ("", f"## {heading(one)}")),
            "",
        ),
        "Airbook log line": _snippet(
            "log",
            "One dated line under the heading of the log",
            f"- ${{1:{_TODAY}}} ${{2|{','.join(LOG_KINDS)}|}}: $0",
        ),
        "Airbook referral": _snippet(
            "referral",
            "Somebody who was named to you",
            "- [[$1]] - $2 (use my name: ${3|yes,no,ask|})$0",
        ),
        "Airbook question": _snippet(
            "question",
            "A heading that links a question, for its answer below",
            "### [[$1]]",
            "$0",
        ),
    }


def _literal(text: str) -> str:
    """Return a text in which nothing is a place of a snippet."""
    return re.sub(r"([\\$}])", r"\\\1", text)


def _snippet(prefix: str, description: str, *lines: str) -> dict[str, Any]:
    return {
        "scope": "markdown",
        "prefix": prefix,
        "description": description,
        "body": list(lines),
    }
