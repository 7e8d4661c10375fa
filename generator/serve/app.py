"""HTTP: every request is looked at by the guard, and answered from what is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from generator.serve.guard import KEY, Asked, Refusal, headers_for, is_local
from generator.serve.pages import HTML, kind_of
from generator.serve.shown import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from generator.serve.events import Viewers
    from generator.serve.guard import Guard
    from generator.serve.shown import Shown

_NOTHING = "default-src 'none'"
# The worker may ask for the events; the page itself stays as strict as it is built.
_OWN_POLICIES = {"events.js": "default-src 'none'; connect-src 'self'"}
_OWN_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
# A page that goes on by itself: after a redirect from another site no strict cookie
# would be sent.
_WELCOME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta http-equiv="refresh" content="0;url=/"><title>Welcome</title></head>'
    '<body><p><a href="/">On to the book</a></p></body></html>\n'
)


def make_app(
    shown: Callable[[], Shown],
    viewers: Viewers,
    guard: Guard,
    own: Mapping[str, bytes],
) -> ASGIApp:
    """Return the application.

    Args:
        shown: Returns what is shown now.
        viewers: The open pages.
        guard: Looks at every request first.
        own: The preview's own scripts and styles by name.
    """

    async def events(request: Request) -> Response:
        path = request.query_params.get("path", "")
        given = request.query_params.get("token", "")
        if not guard.is_token(given):
            return _refused(Refusal(403, "This page is of an earlier run."))
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        stream = viewers.stream(path, local=_is_local(request.scope))
        headers = dict(headers_for(_NOTHING))
        return StreamingResponse(
            stream, headers=headers, media_type="text/event-stream"
        )

    async def own_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in own:
            return _refused(Refusal(404, "There is nothing here."))
        policy = _OWN_POLICIES.get(name, _NOTHING)
        return Response(own[name], 200, dict(headers_for(policy)), kind_of(name))

    async def page(request: Request) -> Response:
        # Made here, in the one loop: two at once would only share the time.
        found = shown().answer(request.scope["path"], local=_is_local(request.scope))
        headers = {**headers_for(found.policy), "content-type": found.kind}
        if found.location:
            headers["location"] = found.location
        if isinstance(found.body, Path):
            return FileResponse(found.body, found.status, headers)
        return Response(found.body, found.status, headers)

    routes = [
        Route(f"{OWN}events", events),
        Route(f"{OWN}{{name}}", own_file),
        Route("/{path:path}", page),
    ]
    return _Guarded(Starlette(routes=routes), guard)


class _Guarded:
    """Lets through what the guard does not refuse."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; anything else, such as a web socket, is not spoken."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        asked = _asked(request, self._guard.cookie)
        refusal = self._guard.refuse(asked)
        if refusal is None:
            await self._app(scope, receive, send)
        elif refusal.guest and self._guard.welcome(asked):
            await _welcome(self._guard)(scope, receive, send)
        else:
            await _refused(refusal)(scope, receive, send)


def _asked(request: Request, cookie: str) -> Asked:
    headers = request.headers
    return Asked(
        method=request.method,
        path=request.scope["path"],
        hosts=tuple(headers.getlist("host")),
        origin=headers.get("origin", ""),
        site=headers.get("sec-fetch-site", ""),
        mode=headers.get("sec-fetch-mode", ""),
        local=_is_local(request.scope),
        cookie=request.cookies.get(cookie, ""),
        key=request.query_params.get(KEY, ""),
    )


def _is_local(scope: Mapping[str, Any]) -> bool:
    """Say whether a request came in by an address that only this machine has."""
    host, _ = scope.get("server") or ("", 0)
    return is_local(host)


def _refused(refusal: Refusal) -> Response:
    headers = {**headers_for(_NOTHING), **refusal.headers}
    return Response(
        f"{refusal.reason}\n", refusal.status, headers, "text/plain; charset=utf-8"
    )


def _welcome(guard: Guard) -> Response:
    response = Response(_WELCOME, headers=dict(headers_for(_NOTHING)), media_type=HTML)
    response.set_cookie(guard.cookie, guard.pass_, httponly=True, samesite="strict")
    return response
