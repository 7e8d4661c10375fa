"""`airbook lsp`: requests of an editor in, answers out, over stdin and stdout."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from generator.lsp import convert
from generator.lsp.actions import find_actions
from generator.lsp.books import Books, file_of
from generator.lsp.completion import complete
from generator.lsp.hover import hover_at
from generator.lsp.navigation import (
    find_definition,
    find_people,
    find_references,
    note_symbols,
)
from generator.lsp.renaming import RenameRefusedError, rename_at, renamed_at
from generator.lsp.text import Place, Position, Range, Text
from generator.workspace import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.diagnostics import Diagnostic, Span
    from generator.lsp.books import OpenBook
    from generator.lsp.keeper import Keeper
    from generator.lsp.session import Session

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


class _Asked(NamedTuple):
    """What a request is about."""

    keeper: Keeper
    session: Session
    path: str
    text: Text
    at: Place


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
            text = text.changed(_range(where) if where else None, change.text)
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

    async def _asked(
        self, uri: str, position: types.Position | None = None
    ) -> _Asked | None:
        """Return what a request is about, once the book has been built."""
        found = self.books.of_uri(uri)
        if found is None:
            return None
        keeper, path = found
        await keeper.ready.wait()
        text = keeper.session.text_of(path)
        at = text.place(_position(position)) if position else Place(1, 1)
        return _Asked(keeper, keeper.session, path, text, at)

    def _locate(self, session: Session, span: Span) -> types.Location:
        """Return where a span is."""
        where = session.text_of(span.path).range(span)
        uri = self.books.uri_of(session, span.path)
        return types.Location(uri=uri, range=convert.to_range(where))

    # Questions

    def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Answer what could stand at a place; never waits."""
        found = self.books.of_uri(params.text_document.uri)
        if found is None:
            return None
        session, path = found[0].session, found[1]
        text = session.text_of(path)
        offered = complete(session, path, text.place(_position(params.position)))
        return convert.to_completion(offered, text) if offered else None

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Answer what is known of the thing at a place."""
        asked = await self._asked(params.text_document.uri, params.position)
        if asked is None:
            return None
        # What is due takes a moment to find out; completion goes on meanwhile.
        about = asked.session, asked.path, asked.at
        found = await asyncio.to_thread(hover_at, *about)
        return convert.to_hover(found, asked.text) if found else None

    async def definition(self, params: types.DefinitionParams) -> list[types.Location]:
        """Answer where a link leads."""
        asked = await self._asked(params.text_document.uri, params.position)
        if asked is None:
            return []
        spans = find_definition(asked.session, asked.path, asked.at)
        return [self._locate(asked.session, one) for one in spans]

    async def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """Answer what links here."""
        asked = await self._asked(params.text_document.uri, params.position)
        if asked is None:
            return []
        whole = params.context.include_declaration
        spans = find_references(asked.session, asked.path, asked.at, declaration=whole)
        return [self._locate(asked.session, one) for one in spans]

    async def symbols(
        self, params: types.DocumentSymbolParams
    ) -> list[types.DocumentSymbol]:
        """Answer what a note holds."""
        asked = await self._asked(params.text_document.uri)
        checked = asked.session.at(asked.path) if asked else None
        if checked is None:
            return []
        return [convert.to_symbol(one, checked.text) for one in note_symbols(checked)]

    async def people(
        self, params: types.WorkspaceSymbolParams
    ) -> list[types.SymbolInformation]:
        """Answer which people are called so, in every book that is open."""
        found = []
        for keeper in self.books:
            await keeper.ready.wait()
            session = keeper.session
            for one in (
                find_people(session.state, params.query) if session.state else ()
            ):
                where = self._locate(session, one.span)
                found.append(convert.to_workspace_symbol(one, where))
        return found

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Answer what mends the problems of a part of a note."""
        asked = await self._asked(params.text_document.uri, params.range.start)
        checked = asked.session.at(asked.path) if asked else None
        if asked is None or checked is None:
            return []
        text = checked.text
        end = text.place(_position(params.range.end))
        uri = self.books.uri_of(asked.session, asked.path)
        found = [
            convert.to_action(one, uri, text)
            for one in find_actions(checked, asked.at, end)
        ]
        only = params.context.only
        if only is None:
            return found
        return [one for one in found if any(_is_kind(one.kind, kind) for kind in only)]

    async def prepare_rename(
        self, params: types.PrepareRenameParams
    ) -> types.PrepareRenamePlaceholder | None:
        """Answer what would be renamed."""
        asked = await self._asked(params.text_document.uri, params.position)
        if asked is None:
            return None
        renamed = renamed_at(asked.session, asked.path, asked.at)
        if renamed is None:
            return None
        where = convert.to_range(asked.text.range(renamed.span))
        return types.PrepareRenamePlaceholder(range=where, placeholder=renamed.name)

    async def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """Answer the edits that give a note another name, everywhere."""
        asked = await self._asked(params.text_document.uri, params.position)
        if asked is None:
            return None
        if not self._moves_files():
            raise JsonRpcInvalidParams(
                "this editor renames no files for others; use airbook rename"
            )
        await asked.keeper.fresh()
        session = asked.session
        try:
            renaming = rename_at(session, asked.path, asked.at, params.new_name)
        except RenameRefusedError as error:
            raise JsonRpcInvalidParams(str(error)) from error
        return convert.to_renaming(
            renaming,
            lambda path: self.books.uri_of(session, path),
            session.workspace.content,
        )

    def _moves_files(self) -> bool:
        """Whether the editor gives files other names when it is told to."""
        workspace = self.client_capabilities.workspace
        edit = workspace.workspace_edit if workspace else None
        kinds = edit.resource_operations if edit else None
        return types.ResourceOperationKind.Rename in (kinds or ())


def _features(server: Server) -> Iterable[tuple[str, Callable[..., Any], Any]]:
    """Return every method of the protocol that is answered."""
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]
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
        (types.TEXT_DOCUMENT_COMPLETION, server.completion, triggers),
        (types.TEXT_DOCUMENT_HOVER, server.hover, None),
        (types.TEXT_DOCUMENT_DEFINITION, server.definition, None),
        (types.TEXT_DOCUMENT_REFERENCES, server.references, None),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, server.symbols, None),
        (types.WORKSPACE_SYMBOL, server.people, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, server.actions, actions),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, server.prepare_rename, None),
        (types.TEXT_DOCUMENT_RENAME, server.rename, renames),
    )


def _position(one: types.Position) -> Position:
    return Position(one.line, one.character)


def _range(one: types.Range) -> Range:
    return Range(_position(one.start), _position(one.end))


def _is_kind(kind: types.CodeActionKind | str | None, wanted: str) -> bool:
    """Whether a kind of action is a wanted one, or one below it."""
    its, asked = (str(getattr(one, "value", one)) for one in (kind, wanted))
    return f"{its}.".startswith(f"{asked}.")


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
