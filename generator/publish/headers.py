"""Files that tell a host and a search engine what to do with a site."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

ROBOTS: Final = "robots.txt"
HEADERS: Final = "_headers"
_POLICY: Final = re.compile(
    r'<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"'
)
_FIXED: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def header_files(page: bytes) -> dict[str, bytes]:
    """Return `robots.txt`, and `_headers` as Netlify and Cloudflare read it.

    Args:
        page: The first page; its policy for content is said in the header, too,
            with what only a header can say.

    Raises:
        ValueError: Where the page has no policy: it must not leave so.
    """
    policy = policy_of(page)
    if not policy:
        raise ValueError("the first page has no Content-Security-Policy")
    strict = f"{policy}; frame-ancestors 'none'"
    lines = {"Content-Security-Policy": strict, **_FIXED}
    text = "".join(f"  {name}: {value}\n" for name, value in lines.items())
    return {
        ROBOTS: b"User-agent: *\nDisallow: /\n",
        HEADERS: f"/*\n{text}".encode(),
    }


def policy_of(page: bytes) -> str:
    """Return what a page says that it may load and run; empty: it says nothing."""
    policy = _POLICY.search(page.decode())
    return unescape(policy[1]).strip().rstrip(";") if policy else ""
