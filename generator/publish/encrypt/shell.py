"""The public files of an encrypted site: the same for every book of one Airbook."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from generator.workspace.templates import find_templates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_GROUND: Final = "airbook.js"  # the loader takes its place


def read_shell(templates: Path | None = None) -> Mapping[str, bytes]:
    """Put the public files together, of what Airbook brings alone.

    A book's own templates are left out, since they could name somebody.

    Args:
        templates: Airbook's templates; none: those that are installed.

    Returns:
        Bytes by path; `index.html`, which names the others, last.

    Raises:
        BookError: Where Airbook is installed without templates.
        OSError: Where one cannot be read.
    """
    folder = templates or find_templates()
    own, static = folder / "encrypted", folder / "static"
    scripts = (one for one in sorted(static.glob("*.js")) if one.name != _GROUND)
    named = {
        "app_js": ("app", "js", _joined(own / "app.js")),
        "ui_js": ("ui", "js", _joined(own / "ui.js", *scripts, own / "pages.js")),
        "app_css": ("app", "css", _joined(own / "app.css", static / "airbook.css")),
    }
    shell = {}
    page = (own / "index.html").read_text(encoding="utf-8")
    for placeholder, (stem, ending, data) in named.items():
        name = f"{stem}.{sha256(data).hexdigest()[:16]}.{ending}"
        shell[name] = data
        page = page.replace(f"{{{placeholder}}}", name)
    return {**shell, "index.html": page.encode()}


def _joined(*files: Path) -> bytes:
    """Join files; each ends its last line, so that none runs into the next."""
    return b"".join(file.read_bytes().rstrip() + b"\n" for file in files)
