"""`airbook lsp`: requests of an editor in, answers out, over stdin and stdout."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from generator.lsp import convert
from generator.lsp.books import Books, file_of
from generator.lsp.questions import Questions
from generator.lsp.text import Text
from generator.workspace.opening import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.diagnostics import Diagnostic
    from generator.lsp.books import OpenBook

_TRIGGERS: Final = ["[", "#", "^", " ", '"', "'", ":"]
_WATCHED: Final = ("**/*.md", "**/*.markdown", f"**/{SETTINGS_FILE}")
_log = logging.getLogger("airbook.lsp")


class _Protocol(LanguageServerProtocol):
    """The protocol; texts of notes are kept by us, and nobody waits in vain."""

    lsp_text_document__did_open = None  # type: ignore[assignment]
    lsp_text_document__did_change = None  # type: ignore[assignment]
    lsp_text_document__did_close = None  # type: ignore[assignment]

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Read a message; a request that cannot be read gets an answer, too."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise


class Server(LanguageServer):
    """Answers an editor about the books that its files belong to."""

    def __init__(self, open_book: OpenBook, version: str) -> None:
        """Begin without any book.

        Args:
            open_book: Finds the book that a folder belongs to, as of today.
            version: Of Airbook.
        """
        super().__init__(
            "airbook",
            version,
            protocol_cls=_Protocol,
            converter_factory=default_converter,
        )
        self.books = Books(open_book, self._publish)
        self.questions = Questions(self.books, lambda: self.client_capabilities)
        self.said_goodbye = False
        self._said: set[str] = set()
        self._is_told = False
        for method, handler, options in _features(self):
            self.feature(method, options)(partial(handler))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write an error to the log; a message for each would be in the way."""
        del source
        _log.error("%s", error)

    # Life

    def shutdown(self) -> None:
        """End, whether the editor has said goodbye or is simply gone."""
        self.books.stop_watching()
        super().shutdown()  # type: ignore[no-untyped-call]

    def agree(self, params: types.InitializeParams) -> None:
        """Note how the editor counts columns, and whether it tells of changes."""
        encoding = types.PositionEncodingKind(self.workspace.position_encoding)
        workspace = params.capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        self._is_told = bool(watched and watched.dynamic_registration)
        watched_folders = self._folders() if self._is_told else ()
        self.books.agree(encoding.value, watched_folders)

    async def begin(self, params: types.InitializedParams) -> None:
        """Open the books of the editor's folders; say so where there is none."""
        del params
        for folder in self._folders():
            if self.books.open(folder) is None:
                self._say(self.books.why_not(folder))
        if self._is_told:
            await self._ask_to_be_told()

    def _folders(self) -> tuple[Path, ...]:
        """Return the folders that the editor has open."""
        uris = [one.uri for one in self.workspace.folders.values()]
        if not uris and self.workspace.root_uri:
            uris = [self.workspace.root_uri]
        return tuple(file.resolve() for uri in uris if (file := file_of(uri)))

    async def _ask_to_be_told(self) -> None:
        """Let the editor say which notes others change."""
        watchers = [types.FileSystemWatcher(glob_pattern=one) for one in _WATCHED]
        registration = types.Registration(
            id="airbook-notes",
            method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            register_options=types.DidChangeWatchedFilesRegistrationOptions(
                watchers=watchers
            ),
        )
        await self.client_register_capability_async(
            types.RegistrationParams(registrations=[registration])
        )

    def _say(self, message: str) -> None:
        """Show a message, once."""
        if message and message not in self._said:
            self._said.add(message)
            self.window_show_message(
                types.ShowMessageParams(
                    type=types.MessageType.Warning, message=f"Airbook: {message}"
                )
            )

    async def end(self, params: None) -> None:
        """Stop all work."""
        del params
        self.said_goodbye = True
        await self.books.close()

    def _publish(self, uri: str, text: Text, problems: tuple[Diagnostic, ...]) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=uri,
                diagnostics=[convert.to_diagnostic(one, text) for one in problems],
            )
        )

    # Documents

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a text that the editor has opened."""
        document = params.text_document
        self.books.look_again()
        if found := self.books.of_uri(document.uri):
            keeper, path = found
            self.books.spell(keeper.session, path, document.uri)
            keeper.session.edit(path, Text(document.text, keeper.session.units))
            keeper.touch(path)
        elif not self._folders() and (file := file_of(document.uri)):
            self._say(self.books.why_not(file.parent))

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take what was typed."""
        found = self.books.of_uri(params.text_document.uri)
        if found is None or found[1] not in found[0].session.open:
            return
        keeper, path = found
        text = keeper.session.open[path]
        for change in params.content_changes:
            where = getattr(change, "range", None)
            text = text.changed(
                convert.from_range(where) if where else None, change.text
            )
        keeper.session.edit(path, text)
        keeper.touch(path)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let the disk count again."""
        if found := self.books.of_uri(params.text_document.uri):
            keeper, path = found
            keeper.session.close(path)
            keeper.read_again()

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Read the disk again."""
        if found := self.books.of_uri(params.text_document.uri):
            found[0].read_again()

    def changed_outside(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Read again the books whose files somebody else has changed."""
        files = (file_of(one.uri) for one in params.changes)
        self.books.changed(file for file in files if file)


def _features(server: Server) -> Iterable[tuple[str, Callable[..., Any], Any]]:
    """Return every method of the protocol that is answered."""
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]
    asked = server.questions
    triggers = types.CompletionOptions(trigger_characters=_TRIGGERS)
    actions = types.CodeActionOptions(code_action_kinds=kinds)
    renames = types.RenameOptions(prepare_provider=True)
    return (
        (types.INITIALIZE, server.agree, None),
        (types.INITIALIZED, server.begin, None),
        (types.SHUTDOWN, server.end, None),
        (types.TEXT_DOCUMENT_DID_OPEN, server.opened, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, server.changed, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, server.closed, None),
        (types.TEXT_DOCUMENT_DID_SAVE, server.saved, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, server.changed_outside, None),
        (types.TEXT_DOCUMENT_COMPLETION, asked.completion, triggers),
        (types.TEXT_DOCUMENT_HOVER, asked.hover, None),
        (types.TEXT_DOCUMENT_DEFINITION, asked.definition, None),
        (types.TEXT_DOCUMENT_REFERENCES, asked.references, None),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, asked.symbols, None),
        (types.WORKSPACE_SYMBOL, asked.people, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, asked.actions, actions),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, asked.prepare_rename, None),
        (types.TEXT_DOCUMENT_RENAME, asked.rename, renames),
    )


def run(open_book: OpenBook, version: str) -> bool:
    """Serve one editor on stdin and stdout until it says goodbye.

    Args:
        open_book: Finds the book that a folder belongs to, as of today.
        version: Of Airbook.

    Returns:
        Whether it did say goodbye.
    """
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="airbook lsp: %(message)s"
    )
    server = Server(open_book, version)
    # A stream of our own: the library closes it, and nothing else may write to it.
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, stdout)
    return server.said_goodbye
