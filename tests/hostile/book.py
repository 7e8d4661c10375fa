"""A book whose every word is an attack, and what its pages may never hold."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from generator.vocabulary import KEYS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from playwright.sync_api import Page

FOLDERS: Final = {
    Kind.CONTACT: "contacts",
    Kind.INTERVIEW: "interviews",
    Kind.ORGANIZATION: "organizations",
    Kind.QUESTION: "questions",
    Kind.PAGE: "pages",
}
POLICY: Final = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">'
)
# Whatever runs calls one of these, or asks for something; nothing of ours does.
ALARM: Final = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (what) => {
    window.ran.push(`${name}: ${what}`);
    console.log(`ran ${name}: ${what}`);
    return null;
  };
"""
# Returns what no page of ours holds after its scripts have run.
SUSPECTS: Final = """() => {
  const tags = new Set(["IFRAME", "FRAME", "OBJECT", "EMBED", "APPLET", "STYLE", "BASE",
    "MATH", "AUDIO", "VIDEO", "SOURCE", "MARQUEE", "PORTAL", "TEMPLATE",
    "ANIMATE", "SET", "FOREIGNOBJECT", "FENCEDFRAME", "ISINDEX", "KEYGEN"]);
  const schemes = new Set(["http:", "https:", "mailto:", "tel:", "vscode:",
    "file:"]);
  const names = ["href", "src", "action", "formaction", "xlink:href", "poster", "data",
    "background", "ping", "srcset"];
  const found = [...window.ran];
  for (const one of document.querySelectorAll("*")) {
    if (one.hasAttribute("action")) found.push(one.outerHTML);
    if (tags.has(one.tagName.toUpperCase())) found.push("<" + one.tagName + ">");
    if (one.tagName === "SCRIPT" && !/^(static|search)\\//.test(
      one.src.slice(window.home.length))) found.push("script " + one.outerHTML);
    if (one.tagName === "META" && /refresh/i.test(one.httpEquiv)) found.push("refresh");
    for (const mark of one.attributes) {
      const name = mark.name.toLowerCase();
      if (name.startsWith("on") || name === "srcdoc") found.push(one.outerHTML);
      if (name === "style" && !one.closest(".preview")) found.push(one.outerHTML);
      if (names.includes(name)) {
        try {
          if (!schemes.has(new URL(mark.value, location.href).protocol))
            found.push(one.outerHTML);
        } catch (error) {  // no address at all; a web address without a host is none
          if (!/^https?:\\/\\//.test(mark.value)) found.push(one.outerHTML);
        }
      }
    }
  }
  return found.map((text) => text.slice(0, 300));
}"""


def hostile_book(vectors: Iterable[str], *, every_kind: bool) -> Mapping[str, str]:
    """Return notes by path: each vector in each place of a note.

    Args:
        vectors: What is written everywhere.
        every_kind: Whether each has a note of every kind, or one of the next kind.
    """
    texts: dict[str, str] = {}
    for number, vector in enumerate(vectors):
        for place, (kind, folder) in enumerate(FOLDERS.items()):
            if every_kind or number % len(FOLDERS) == place:
                name = f"{number} {_file_name(vector)}.md"
                texts[f"{folder}/{name}"] = _note(kind, vector, number)
    return texts


def _file_name(vector: str) -> str:
    """Return what of a vector a file can be called."""
    safe = re.sub(r"[/\x00-\x1f\ud800-\udfff]", " ", vector)
    return safe.encode()[:100].decode("utf-8", "ignore").strip(" .")


def _note(kind: Kind, vector: str, number: int) -> str:
    quoted = json.dumps(vector)
    dates = {"date", "asked", "private"}
    keys = [key.name for key in KEYS[kind] if key.name not in dates | {"type"}]
    front = "".join(f"{key}: {quoted}\n" for key in keys)
    line = " ".join(vector.split())
    return f"""---
{front}{quoted}: {quoted}
date: 2026-02-{number % 27 + 1:02}
---
# {line}

{vector}

[{line}]({line}) ![{line}]({line}) [x](<{line}>) [[{line}]]
[[{number}|{line}]] ![[{line}]]
#{line} `{line}` **{line}** <{line}> [x]: {line} "{line}"

> [!note] {line}
> {line}

## Advice

- {line} #{line} ^{line}
- {line} [[{number}]]

## Questions

### {line}

{vector}

## Log

- 2026-02-{number % 27 + 1:02} asked {line}

## {line}

- [ ] {line} 📅 2026-03-01

```{line}
{vector}
```
"""


def suspects(page: Page, home: str) -> list[Any]:
    """Return what ran on a page, or might."""
    page.evaluate("(home) => { window.home = home; }", home)
    found: list[Any] = page.evaluate(SUSPECTS)
    return found
