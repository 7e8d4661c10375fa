"""HTML of a note with its links open -> HTML for one page of the site."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape
from msgspec import Struct

from generator.graph.embeds import MAX_DEPTH, MAX_EMBEDDED
from generator.graph.records import Found, FoundAsset
from generator.model import Slot
from generator.render.links import size, words
from generator.render.markup import escaped, has_ids, without_ids
from generator.render.urls import relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Html
    from generator.render.links import Links, Look

PICTURES: Final = ("avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp")


_NOTHING: Final = Markup()


class _Budget:
    """How many characters the embeds of one page may still have."""

    def __init__(self) -> None:
        self.left = MAX_EMBEDDED


class _Spot(Struct, frozen=True, kw_only=True, gc=False):
    """Where a piece of HTML comes from and where it goes.

    Attributes:
        source: Path of the note that it stands in.
        page: URL of the page that it is shown on.
        own: Whether that is the note's own page, which alone has the note's ids.
        trail: The notes and anchors that are being embedded, outermost first.
        budget: Shared by all embeds of the piece.
    """

    source: str
    page: str
    own: bool
    trail: tuple[tuple[str, str], ...]
    budget: _Budget


def fill(
    links: Links, html: Html, source: str, page: str, *, own: bool = False
) -> Markup:
    """Put links and embeds into the open places of a note's HTML.

    Args:
        links: How links look.
        html: As parsed, with open places.
        source: Path of the note that it stands in.
        page: URL of the page that it is shown on.
        own: Whether to keep its ids: only on the note's own page, only once.

    Returns:
        Safe HTML for that page.
    """
    if not html:
        return _NOTHING
    if len(html) == 1 and not own and isinstance(html[0], str):
        # Most of what is said stands on several pages, the same on each.
        found = _anywhere(html[0])
        if found is not None:
            return found
    trail = ((source, ""),) if own else ()
    spot = _Spot(source=source, page=page, own=own, trail=trail, budget=_Budget())
    return Markup(_filled(links, html, spot))  # noqa: S704 - safe parts, escaped slots


@lru_cache(maxsize=1 << 12)
def _anywhere(piece: str) -> Markup | None:
    """Return a piece that is the same on any page but its own; none: it is not."""
    return None if has_ids(piece) else Markup(piece)  # noqa: S704 - a safe part


def _filled(links: Links, html: Html, spot: _Spot) -> str:
    return "".join(_pieces(links, html, spot))


def _pieces(links: Links, html: Html, spot: _Spot) -> Iterator[str]:
    for piece in html:
        if isinstance(piece, str):
            # Text alone, or of tags without ids, is most of what is said.
            plain = spot.own or not has_ids(piece)
            yield piece if plain else without_ids(piece, _home(links, spot))
        elif piece.part in {"embed", "inline-embed"}:
            yield _embed(links, piece, spot)
        else:
            yield _link(links, piece, spot)


def _home(links: Links, spot: _Spot) -> str:
    return escaped(relative(spot.page, links.urls.notes[spot.source]))


def _link(links: Links, slot: Slot, spot: _Spot) -> str:
    look = links.look(spot.source, slot.link, spot.page)
    anchor = links.book.notes[spot.source].links[slot.link].id if spot.own else ""
    match slot.part:
        case "open":
            return _open(look, anchor)
        case "close":
            return _close(look)
        case _:
            return f"{_open(look, anchor)}{escaped(look.text)}{_close(look)}"


def _open(look: Look, anchor: str = "") -> str:
    written = f"<{'a' if look.href else 'span'}"
    if look.classes:
        written += f' class="{escaped(look.classes)}"'
    if look.href:
        written += f' href="{escaped(look.href)}"'
    if anchor:
        written += f' id="{escaped(anchor)}"'
    if look.title:
        written += f' title="{escaped(look.title)}"'
    return f'{written} dir="auto">' if look.name else f"{written}>"


def _close(look: Look) -> str:
    return "</a>" if look.href else "</span>"


def _embed(links: Links, slot: Slot, spot: _Spot) -> str:
    block = slot.part == "embed"
    match links.book.resolutions[spot.source][slot.link]:
        case FoundAsset(path=path) if path.lower().endswith(PICTURES):
            picture = _picture(links, slot.link, path, spot)
            return f'<p class="picture">{picture}</p>' if block else picture
        case Found(anchor_missing=False) as found if block:
            return _embedded(links, slot.link, found, spot)
        case _:
            link = _link(links, Slot(link=slot.link, part="whole"), spot)
            return f"<p>{link}</p>" if block else link


def _picture(links: Links, link: int, path: str, spot: _Spot) -> str:
    written = links.book.notes[spot.source].links[link]
    width, height = size(written)
    attributes = {
        "src": relative(spot.page, links.urls.assets[path]),
        "alt": words(written) or path.rpartition("/")[2].rpartition(".")[0],
        **({"width": width} if width else {}),
        **({"height": height} if height else {}),
        **({"id": written.id} if spot.own and written.id else {}),
        "loading": "lazy",
    }
    pairs = "".join(f' {name}="{escape(text)}"' for name, text in attributes.items())
    return f"<img{pairs}>"


def _embedded(links: Links, link: int, found: Found, spot: _Spot) -> str:
    """Return another note, or a part of one, or a placeholder that says why not."""
    look = _open(links.look(spot.source, link, spot.page), _id_of(links, link, spot))
    name = escape(links.book.name_of(found.note))
    here = (found.note, found.anchor)
    html = links.book.notes[found.note].body.prose.part(found.anchor)
    spot.budget.left -= sum(len(one) for one in html if isinstance(one, str))
    reason = ""
    if here in spot.trail:
        reason = "contains itself here"
    elif len(spot.trail) > MAX_DEPTH or spot.budget.left < 0:
        reason = "is too much to show here"
    if reason:
        return f'<div class="embed stopped"><p>{look}{name}</a> {reason}.</p></div>'
    inner = _Spot(
        source=found.note,
        page=spot.page,
        own=False,
        trail=(*spot.trail, here),
        budget=spot.budget,
    )
    body = _filled(links, html, inner)
    return f'<div class="embed"><p class="from">{look}{name}</a></p>{body}</div>'


def _id_of(links: Links, link: int, spot: _Spot) -> str:
    return links.book.notes[spot.source].links[link].id if spot.own else ""
