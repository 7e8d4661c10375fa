"""What the preview shows now: the last good build, and what is wrong since."""

from __future__ import annotations

import traceback
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markupsafe import escape
from msgspec import Struct, json

from generator.diagnostics import Span
from generator.serve.overlay import edit_link, trouble_of
from generator.serve.pages import Answer, Look, fault_page

if TYPE_CHECKING:
    from generator.serve.overlay import Trouble
    from generator.serve.pages import Pages
    from generator.workspace.live import LiveBook

OWN: Final = "/~preview/"
"""Where the preview's own files lie; no page of a site does."""


class State(Struct, frozen=True, kw_only=True):
    """What a page is told: what it looks like now, and what is wrong with it."""

    page: str
    style: str
    trouble: Trouble | None


class Shown:
    """One build as it is shown; another one takes its place as a whole."""

    def __init__(
        self, live: LiveBook, pages: Pages, token: str, crash: Trouble | None = None
    ) -> None:
        """Take what is shown.

        Args:
            live: The book, for texts and places of files.
            pages: Of the last build that came to its end.
            token: What an event stream must give.
            crash: Why a later one did not.
        """
        self.pages = pages
        self.crash = crash
        self._live = live
        self._token = token

    def answer(self, path: str, *, local: bool) -> Answer:
        """Return what somebody gets who asks for a path; never raises.

        Args:
            path: Decoded; begins with `/`.
            local: Whether it is asked for on this machine.
        """
        try:
            return self.pages.answer(path, partial(self._script, path, local=local))
        except Exception as error:  # noqa: BLE001 - the preview goes on
            traceback.print_exc()
            return Answer(status=500, body=fault_page(error))

    def state(self, path: str, local: bool) -> str:  # noqa: FBT001 - passed on as it is
        """Return what the page at a path is told, as JSON; never raises."""
        look = self._look(path)
        trouble = self.crash or self._trouble(path, local=local)
        state = State(page=look.page, style=look.style, trouble=trouble)
        return json.encode(state).decode()

    def _look(self, path: str) -> Look:
        try:
            return self.pages.look(path)
        except Exception:  # noqa: BLE001 - the page itself says what is wrong
            return Look(page="", style="")

    def _trouble(self, path: str, *, local: bool) -> Trouble | None:
        return trouble_of(
            self.pages.result.diagnostics,
            self.pages.notes_at(path),
            self._live.text_of,
            partial(self._link_to, local=local),
        )

    def _link_to(self, span: Span, *, local: bool) -> str:
        """Return the link to an editor; on another machine none has the file."""
        pattern = self.pages.result.settings.site.edit if local else ""
        return edit_link(pattern, self._live.file_of(span.path), span.path, span.line)

    def _script(self, path: str, *, local: bool) -> str:
        """Return the one tag that a page has more than in a build."""
        look, note = self._look(path), self.pages.notes_at(path)
        data: dict[str, Any] = {
            "path": path,
            "token": self._token,
            "page": look.page,
            "style": look.style,
            "edit": self._link_to(Span.at(note), local=local) if note else "",
        }
        written = "".join(f' data-{name}="{escape(data[name])}"' for name in data)
        return f'<script src="{OWN}preview.js"{written} defer></script>'
