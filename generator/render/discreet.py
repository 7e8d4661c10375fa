"""A note's HTML for somebody else to read: names as text, no links, no addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from generator.graph.records import FoundAsset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.discretion import Discretion
    from generator.model import Html, Slot
    from generator.render.links import Links

SOMEONE: Final = "someone"
LEFT_OUT: Final = "(left out)"
_ANCHOR: Final = re.compile(r'<a (?![^>]*href="https?:)[^>]*>', re.IGNORECASE)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS: Final = re.compile(
    r"(?<![\w/.-])(?:\+|\(\+?)?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w)"
)
_DATE: Final = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}")
_AMERICAN: Final = re.compile(r"\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}")


def discreet(links: Links, discretion: Discretion, html: Html, source: str) -> Html:
    """Return HTML without links into the book and without addresses.

    A printed PDF keeps every link with its whole address, and so the folders of the
    computer that it was printed on: names stand as text. Who is hidden is "someone".

    Args:
        links: How links look.
        discretion: What is hidden.
        html: As parsed, with open places.
        source: Path of the note that it stands in.
    """
    return tuple(_pieces(links, discretion, html, source))


def without_addresses(text: str) -> str:
    """Return a text without e-mail addresses and telephone numbers.

    Pay and days stay: a number counts as one to call where it begins with `+`, `0`
    or a bracket, or is written as in North America.
    """
    return _DIGITS.sub(_number, _MAIL.sub(LEFT_OUT, text))


def _pieces(
    links: Links, discretion: Discretion, html: Html, source: str
) -> Iterator[str | Slot]:
    skipping = False
    for piece in html:
        if isinstance(piece, str):
            if not skipping:
                yield without_addresses(_ANCHOR.sub("<a>", piece))
            continue
        target = links.book.target(source, piece.link)
        hidden = target is not None and discretion.hides(target)
        if piece.part in {"open", "close"}:
            skipping = hidden and piece.part == "open"
            yield SOMEONE if skipping else ""
        elif piece.part != "whole":
            yield from _picture(links, piece, source)
        else:
            text = SOMEONE if hidden else links.look(source, piece.link, "").text
            yield f"<bdi>{escape(without_addresses(text))}</bdi>"


def _picture(links: Links, slot: Slot, source: str) -> Iterator[Slot]:
    """Yield an embedded file; another note's text would come without discretion."""
    if isinstance(links.book.resolutions[source][slot.link], FoundAsset):
        yield slot


def _number(match: re.Match[str]) -> str:
    text = match[0]
    if _DATE.match(text):
        return text
    called = text[0] in "+(0" or _AMERICAN.fullmatch(text)
    return LEFT_OUT if called else text
