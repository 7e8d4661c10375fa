"""A built book -> what a browser gets that asks for one of its paths."""

from __future__ import annotations

import mimetypes
import re
from functools import cached_property
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin

from markupsafe import escape
from msgspec import Struct

from generator.publish.headers import policy_of
from generator.render.maker import Maker
from generator.render.template import said_by
from generator.render.urls import NOT_FOUND
from generator.render.views.frame import SEARCH

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.build import BuildResult

HTML: Final = "text/html; charset=utf-8"
_INDEX: Final = "index.html"
_STATIC: Final = "static/"
_STYLE: Final = ".css"
_SCRIPTS: Final = "script-src 'self'"
# Attachments may be pages or drawings that somebody else made: nothing in them runs.
_HARMLESS: Final = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; object-src 'self'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_HEAD_ENDS: Final = b"</head>"
_SHOWN: Final = re.compile(rb'\ssrc="([^"]*)"')
# Those of the machine may say anything; these are the same everywhere.
_TYPES: Final = mimetypes.MimeTypes()
for _type, _ending in {
    "font/woff2": ".woff2",
    "image/avif": ".avif",
    "image/webp": ".webp",
    "text/calendar": ".ics",
    "text/javascript": ".js",
}.items():
    _TYPES.add_type(_type, _ending)


class Answer(Struct, frozen=True, kw_only=True):
    """What somebody gets who asks for a path.

    Attributes:
        status: As of HTTP.
        kind: The media type.
        body: The bytes, or the file that holds them.
        policy: What the body may load and run.
        location: Where it lies instead; empty: here.
    """

    status: int = 200
    kind: str = HTML
    body: bytes | Path = b""
    policy: str = _HARMLESS
    location: str = ""


class Look(Struct, frozen=True, kw_only=True):
    """What a page looks like, to be compared with what it looked like before.

    Attributes:
        page: Digest of its bytes, the scripts and the pictures on it.
        style: Digest of the stylesheets.
    """

    page: str
    style: str


class Pages:
    """The pages of one build, each made when it is first asked for."""

    def __init__(self, result: BuildResult, number: int = 0) -> None:
        """Take a build.

        Args:
            result: The build.
            number: Which one it is of this run.
        """
        self.result = result
        self.number = number
        self.site = result.site
        self._made: dict[str, bytes] = {}

    def answer(self, path: str, script: Callable[[], str] = str) -> Answer:
        """Return what lies at a path of an address, as a static host would.

        Only what the build itself lists can be found: a path is looked up and never
        joined to a folder.

        Args:
            path: Decoded; begins with `/`.
            script: Returns HTML that is put into the head of a page that may run
                scripts.
        """
        url = self.find(path)
        if url is None and self.find(f"{path}/") is not None:
            return Answer(status=308, location=quote(path) + "/")
        status, url = (404, NOT_FOUND) if url is None else (200, url)
        try:
            body = self.body_of(url)
        except FileNotFoundError:
            status, url = 404, NOT_FOUND
            body = self.body_of(url)
        kind = kind_of(url)
        if isinstance(body, Path) or url in self._attachments:
            return Answer(status=status, kind=kind, body=body)
        policy = self._policy
        if kind == HTML:
            policy = policy_of(body) or policy
            body = _with_script(body, script()) if _SCRIPTS in policy else body
        return Answer(status=status, kind=kind, body=body, policy=policy)

    def find(self, path: str) -> str | None:
        """Return the URL in the site that a path names; none: there is nothing."""
        base = self.result.settings.site.base
        for root in ("/", base):
            if path.startswith(root):
                url = path.removeprefix(root)
                url += _INDEX if url.endswith("/") or not url else ""
                if url in self.site:
                    return url
        return None

    def body_of(self, url: str) -> bytes | Path:
        """Return what lies at a URL of the site, exactly as a build writes it.

        Raises:
            FileNotFoundError: Where the file is not what it was when it was found.
        """
        content = self.site[url]
        if isinstance(content, Path):
            # A link that was put there since might lead anywhere.
            if not content.is_file() or content.resolve() != content:
                raise FileNotFoundError(content)
            return content
        if url not in self._made:
            self._made[url] = content()
        return self._made[url]

    def look(self, path: str) -> Look:
        """Return what the page at a path looks like now."""
        url = self.find(path) or NOT_FOUND
        body = self.body_of(url)
        if isinstance(body, Path):
            body = b""
        digest = sha256(body)
        digest.update(self._scripts)
        for shown in dict.fromkeys(_SHOWN.findall(body)):
            picture = urljoin(url, unquote(unescape(shown.decode())))
            digest.update(self._attachments.get(picture, "").encode())
        if url == SEARCH:  # which shows what is in every note
            digest.update(b"%d" % self.number)
        return Look(page=digest.hexdigest()[:32], style=self._style)

    def notes_at(self, path: str) -> str:
        """Return the path of the note that a page is about; empty: none."""
        url, urls = self.find(path), self.result.material.urls
        maker = self.result.plan.get(url) if url else None
        given = maker.args if isinstance(maker, Maker) else ()
        for one in given:
            if isinstance(one, str) and one in urls.notes:
                return one if url in {urls.notes[one], urls.brief_of(one)} else ""
        return ""

    def address_of(self, note: str) -> str:
        """Return the path of a note's page."""
        return "/" + quote(self.result.material.urls.notes[note])

    @cached_property
    def _attachments(self) -> dict[str, str]:
        urls = self.result.material.urls
        return {
            urls.assets[path]: asset.digest
            for path, asset in self.result.book.assets.items()
        }

    @cached_property
    def _policy(self) -> str:
        """What the site's own pages may load and run."""
        body = self.body_of(NOT_FOUND)
        return (policy_of(body) if isinstance(body, bytes) else "") or _HARMLESS

    @cached_property
    def _style(self) -> str:
        return self._static(styles=True).hex()[:32]

    @cached_property
    def _scripts(self) -> bytes:
        return self._static(styles=False)

    def _static(self, *, styles: bool) -> bytes:
        digest = sha256()
        for name, data in self.result.templates.items():
            if name.startswith(_STATIC) and name.endswith(_STYLE) is styles:
                digest.update(sha256(data).digest())
        return digest.digest()


def fault_page(error: Exception) -> bytes:
    """Return a page that says that another could not be made."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<title>This page cannot be made</title></head><body><main>"
        "<h1>This page cannot be made</h1>"
        f"<p>{escape(type(error).__name__)}: {escape(said_by(error))}. The terminal "
        "in which the preview runs says more.</p></main></body></html>\n"
    ).encode()


def kind_of(url: str) -> str:
    """Return the media type of what lies at a URL."""
    kind = _TYPES.guess_type(url, strict=False)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in {"application/json", "image/svg+xml"}
    return f"{kind}; charset=utf-8" if is_text else kind


def _with_script(page: bytes, script: str) -> bytes:
    """Put a script into the head of a page, behind its own."""
    before, end, behind = page.partition(_HEAD_ENDS)
    return before + script.encode() + end + behind if end else page + script.encode()
