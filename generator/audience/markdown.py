"""Blocks -> Markdown in the words of our format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

    from generator.audience.blocks import Block

_CALLOUTS: Final = frozenset(
    """
    note abstract summary tldr info todo tip hint important success check done
    question help faq warning caution attention failure fail missing danger error
    bug example quote cite
    """.split()  # noqa: SIM905 - a list to read
)
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9+#.\-]{1,20}")


class LineText(Protocol):
    """What writes an inline token as Markdown."""

    def __call__(self, token: Token, *, in_table: bool = False) -> str:
        """Return the text of a line, for a cell of a table or elsewhere."""


class BlockWriter:
    """Writes blocks; the text of a line comes from elsewhere."""

    def __init__(self, line: LineText, code: Callable[[str], str]) -> None:
        """Begin a note.

        Args:
            line: The text of a line as Markdown.
            code: Text of a code block -> what may be seen of it.
        """
        self._line = line
        self._code = code

    def write(self, blocks: Iterable[Block]) -> list[str]:
        """Return the lines of some blocks, a blank one between two."""
        lines: list[str] = []
        before = ""
        for block in blocks:
            made = self._block(block, after=before)
            if made:
                lines += [*([""] if lines else []), *made]
                before = block.kind if before != f"{block.kind} 2" else ""
                if made[0].startswith(("* ", "1) ")):
                    before = f"{block.kind} 2"
        return lines

    def _block(self, block: Block, after: str) -> list[str]:  # noqa: PLR0911 - one a kind
        match block.kind:
            case "paragraph" | "heading":
                return self._text(block)
            case "bullet_list" | "ordered_list":
                return self._list(block, other=after == block.kind)
            case "blockquote":
                return _quoted(self.write(block.inside))
            case "callout" | "details":
                return self._callout(block)
            case "fence" | "code_block":
                return self._fence(block.token)
            case "table":
                return self._table(block)
            case "hr":
                return ["***"]
            case _:
                return []

    def _text(self, block: Block) -> list[str]:
        text = self._line(block.inline) if block.inline else ""
        if not text:
            return []
        if block.kind == "paragraph":
            return text.split("\n")
        level = block.level or int(block.token.tag[1])
        return [f"{'#' * level} {' '.join(text.split())}"]

    def _list(self, block: Block, *, other: bool) -> list[str]:
        lines: list[str] = []
        number = int(block.token.attrs.get("start") or 1)
        sign = ("*" if other else "-") if block.kind == "bullet_list" else ""
        end = ")" if other else "."
        for item in block.inside:
            marker = f"{sign or number}{'' if sign else end} "
            inner = self._item(item)
            if not inner:
                continue
            if lines and _is_loose(item):
                lines.append("")
            lines += _indented(inner, marker)
            number += 1
        return lines

    def _item(self, item: Block) -> list[str]:
        if _is_loose(item):
            return self.write(item.inside)
        lines: list[str] = []
        before = ""
        for block in item.inside:
            made = self._block(block, after=before)
            begins = block.token.attrs.get("start", 1) == 1
            if lines and made and (block.kind not in _TIGHT or not begins):
                lines.append("")
            lines += made
            before = block.kind if made else before
        return lines

    def _callout(self, block: Block) -> list[str]:
        titles = [
            one for one in block.inside if one.kind in {"callout_title", "summary"}
        ]
        inner = self.write(one for one in block.inside if one not in titles)
        title = self._text_of(titles[0]) if titles else ""
        meta = block.token.meta or {}
        fold = meta.get("fold", "+" if meta.get("open") else "-")
        kind = meta.get("kind", "note")
        kind = kind if kind in _CALLOUTS else "note"
        head = f"[!{kind}]{fold} {title}".rstrip()
        if not title and not inner:
            return []
        return _quoted([head, *(["", *inner] if inner else [])])

    def _text_of(self, block: Block) -> str:
        return " ".join(self._line(block.inline).split()) if block.inline else ""

    def _fence(self, token: Token) -> list[str]:
        text = self._code(token.content).rstrip("\n")
        ticks = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * max(3, ticks + 1)
        language = token.info.split()[0] if token.info.split() else ""
        known = language if _LANGUAGE.fullmatch(language) else ""
        return [fence + self._code(known), *text.split("\n"), fence]

    def _table(self, block: Block) -> list[str]:
        rows = [row for part in block.inside for row in part.inside]
        lines = []
        for number, row in enumerate(rows):
            cells = [
                self._line(c.inline, in_table=True) if c.inline else ""
                for c in row.inside
            ]
            lines.append(f"| {' | '.join(' '.join(c.split()) for c in cells)} |")
            if number == 0:
                lines.append(f"| {' | '.join(map(_alignment, row.inside))} |")
        return lines if block.inside[0].kind == "thead" else []

    def footnote(self, name: int, block: Block) -> list[str]:
        """Return the text of a footnote."""
        return _indented(self.write(block.inside), f"[^{name}]: ", width=4)


_TIGHT: Final = frozenset({"paragraph", "bullet_list", "ordered_list", "fence"})


def _is_loose(item: Block) -> bool:
    return any(
        one.kind == "paragraph" and not one.token.hidden for one in item.inside
    ) or all(one.kind != "paragraph" for one in item.inside)


def _alignment(cell: Block) -> str:
    classes = str(cell.token.attrs.get("class", ""))
    left, right = ("left" in classes or "center" in classes), False
    right = "right" in classes or "center" in classes
    return f"{':' if left else ''}---{':' if right else ''}"


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines]


def _indented(lines: list[str], marker: str, width: int = 0) -> list[str]:
    space = " " * (width or len(marker))
    first, *rest = lines or [""]
    return [marker + first, *(space + line if line else "" for line in rest)]
