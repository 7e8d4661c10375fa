"""Footnotes: what is referred to goes to the end, anything else stays where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore


@dataclass(slots=True)
class _Definition:
    """A footnote's text while it is collected."""

    label: str
    line: int
    used: bool
    tokens: list[Token] = field(default_factory=list)


def footnotes_rule(state: StateCore) -> None:
    """Move the footnotes that a text refers to behind it, in the order of numbers.

    The plugin's own rule loses what stands around a footnote within a footnote,
    the first of two with one name, and those that nothing refers to.
    """
    noted = state.env.get("footnotes")
    if noted is None:
        return
    defined: dict[str, _Definition] = {}
    state.tokens = _take_out(state.tokens, noted.get("refs", {}), defined)
    if not noted.get("list"):
        return
    _place_inline_notes([*state.tokens, *_all_tokens(defined)], noted["list"])
    state.tokens.append(Token("footnote_block_open", "", 1))
    for number, data in noted["list"].items():
        state.tokens += _note(number, data, defined.get(data.get("label", "")))
    state.tokens.append(Token("footnote_block_close", "", -1))


def _take_out(
    tokens: list[Token], refs: dict[str, int], defined: dict[str, _Definition]
) -> list[Token]:
    """Return the tokens without the definitions that are used; those fill `defined`."""
    kept: list[Token] = []
    stack: list[_Definition] = []
    into = kept
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            used = refs.get(f":{label}", -1) >= 0 and label not in defined
            line = token.map[0] if token.map else 0
            note = _Definition(label, line, used)
            stack.append(note)
            if used:
                defined[label] = note
            else:
                token.type = "footnote_unused_open"
                into.append(token)
        elif token.type == "footnote_reference_close":
            note = stack.pop()
            if not note.used:
                token.type = "footnote_unused_close"
                token.meta = {"label": note.label}
                into.append(token)
        else:
            into.append(token)
            continue
        into = next((one.tokens for one in reversed(stack) if one.used), kept)
    return kept


def _all_tokens(defined: dict[str, _Definition]) -> list[Token]:
    return [token for note in defined.values() for token in note.tokens]


def _place_inline_notes(tokens: list[Token], notes: dict[int, Any]) -> None:
    """Let each `^[…]` know the text that it stands in, and where in it."""
    waiting = [(token, token.children or [], 0) for token in tokens if token.children]
    while waiting:
        around, children, shift = waiting.pop()
        for child in children:
            if child.type != "footnote_ref" or "pos" not in child.meta:
                continue
            note = notes[child.meta["id"]]
            at = shift + child.meta["pos"] + 2
            note["around"] = around
            for inner in note["tokens"]:
                if inner.meta and "pos" in inner.meta and inner.type != "footnote_ref":
                    inner.meta["pos"] += at
            waiting.append((around, note["tokens"], at))


def _note(number: int, data: dict[str, Any], note: _Definition | None) -> list[Token]:
    """Return one footnote with the way back to each place that refers to it."""
    opening = Token("footnote_open", "", 1)
    opening.meta = {"id": number, "label": data.get("label")}
    around: Token | None = data.get("around")
    if around is not None and around.map:
        opening.map = list(around.map)
    elif note is not None:
        opening.map = [note.line, note.line + 1]
    inner = _inline_note(data, around) if "tokens" in data else []
    inner = note.tokens if note is not None else inner
    ends = bool(inner) and inner[-1].type == "paragraph_close"
    anchors = []
    for place in range(max(1, data.get("count", 0))):
        anchor = Token("footnote_anchor", "", 0)
        anchor.meta = {"id": number, "subId": place, "label": data.get("label")}
        anchors.append(anchor)
    at = len(inner) - 1 if ends else len(inner)
    return [
        opening,
        *inner[:at],
        *anchors,
        *inner[at:],
        Token("footnote_close", "", -1),
    ]


def _inline_note(data: dict[str, Any], around: Token | None) -> list[Token]:
    opening = Token("paragraph_open", "p", 1)
    closing = Token("paragraph_close", "p", -1)
    inline = Token("inline", "", 0, children=data["tokens"])
    inline.content = around.content if around else data["content"]
    inline.map = around.map if around else None
    return [opening, inline, closing]
