"""What an editor asks about notes, answered in the protocol's words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from generator.lsp import convert
from generator.lsp.actions import find_actions
from generator.lsp.completion import complete
from generator.lsp.hover import hover_at
from generator.lsp.navigation import (
    find_definition,
    find_people,
    find_references,
    note_symbols,
)
from generator.lsp.renaming import RenameRefusedError, rename_at, renamed_at
from generator.lsp.text import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.diagnostics import Span
    from generator.lsp.books import Books
    from generator.lsp.keeper import Keeper
    from generator.lsp.session import Session
    from generator.lsp.text import Text


class _Asked(NamedTuple):
    """What a request is about."""

    keeper: Keeper
    session: Session
    path: str
    text: Text
    at: Place


class Questions:
    """Answers each request once the book that it is about has been built."""

    def __init__(
        self, books: Books, capabilities: Callable[[], types.ClientCapabilities]
    ) -> None:
        """Begin.

        Args:
            books: Those that the editor has open.
            capabilities: What the editor can do, as soon as it has said so.
        """
        self.books = books
        self.capabilities = capabilities

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
        at = text.place(convert.from_position(position)) if position else Place(1, 1)
        return _Asked(keeper, keeper.session, path, text, at)

    def _locate(self, session: Session, span: Span) -> types.Location:
        """Return where a span is."""
        where = session.text_of(span.path).range(span)
        uri = self.books.uri_of(session, span.path)
        return types.Location(uri=uri, range=convert.to_range(where))

    def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Answer what could stand at a place; never waits."""
        found = self.books.of_uri(params.text_document.uri)
        if found is None:
            return None
        session, path = found[0].session, found[1]
        text = session.text_of(path)
        offered = complete(
            session, path, text.place(convert.from_position(params.position))
        )
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
        end = text.place(convert.from_position(params.range.end))
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
        workspace = self.capabilities().workspace
        edit = workspace.workspace_edit if workspace else None
        kinds = edit.resource_operations if edit else None
        return types.ResourceOperationKind.Rename in (kinds or ())


def _is_kind(kind: types.CodeActionKind | str | None, wanted: str) -> bool:
    """Whether a kind of action is a wanted one, or one below it."""
    its, asked = (str(getattr(one, "value", one)) for one in (kind, wanted))
    return f"{its}.".startswith(f"{asked}.")
