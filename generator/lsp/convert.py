"""Records of a session -> the types of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from generator.diagnostics import Severity
from generator.lsp.text import Place, Position, Range

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.diagnostics import Diagnostic, Fix
    from generator.lsp.actions import Action
    from generator.lsp.completion import Completions
    from generator.lsp.hover import Hover
    from generator.lsp.navigation import Symbol
    from generator.lsp.renaming import Renaming
    from generator.lsp.text import Text

_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.HINT: types.DiagnosticSeverity.Information,
}
_COMPLETIONS: Final = {
    "person": types.CompletionItemKind.Class,
    "organization": types.CompletionItemKind.Module,
    "question": types.CompletionItemKind.Interface,
    "page": types.CompletionItemKind.File,
    "heading": types.CompletionItemKind.Reference,
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.Value,
    "event": types.CompletionItemKind.Event,
    "tag": types.CompletionItemKind.Keyword,
}
_SYMBOLS: Final = {
    "heading": types.SymbolKind.String,
    "entry": types.SymbolKind.Field,
    "event": types.SymbolKind.Event,
    "person": types.SymbolKind.Object,
}


def to_position(at: Position) -> types.Position:
    """Return a position."""
    return types.Position(line=at.line, character=at.character)


def to_range(one: Range) -> types.Range:
    """Return a range."""
    return types.Range(start=to_position(one.start), end=to_position(one.end))


def to_diagnostic(problem: Diagnostic, text: Text) -> types.Diagnostic:
    """Return a problem of a text."""
    says = problem.message
    if problem.advice:
        says = f"{says}; {problem.advice}"
    return types.Diagnostic(
        range=to_range(text.range(problem.span)),
        message=says,
        severity=_SEVERITIES[problem.severity],
        code=problem.code.slug,
        source="airbook",
    )


def to_edit(fix: Fix, text: Text) -> types.TextEdit:
    """Return a fix as an edit of its text; new lines end as the text's first does."""
    end = text.raw.find("\n")
    new = fix.text
    if end > 0 and text.raw[end - 1] == "\r":
        new = new.replace("\n", "\r\n")
    return types.TextEdit(range=to_range(text.range(fix.span)), new_text=new)


def to_completion(found: Completions, text: Text) -> types.CompletionList:
    """Return completions, in their order whatever the editor sorts by."""
    where = types.Range(
        start=to_position(text.position(Place(found.line, found.start))),
        end=to_position(text.position(Place(found.line, found.end))),
    )
    items = [
        types.CompletionItem(
            label=one.label,
            kind=_COMPLETIONS[one.sort],
            detail=one.detail or None,
            sort_text=f"{number:04}",
            # It fits already, by an alias or without its accents.
            filter_text=found.typed or one.new,
            text_edit=types.TextEdit(range=where, new_text=one.new),
        )
        for number, one in enumerate(found.items)
    ]
    return types.CompletionList(is_incomplete=not found.complete, items=items)


def to_hover(found: Hover, text: Text) -> types.Hover:
    """Return what is known of a thing; plain text, since notes may hold anything."""
    contents = types.MarkupContent(
        kind=types.MarkupKind.PlainText, value="\n".join(found.lines)
    )
    return types.Hover(contents=contents, range=to_range(text.range(found.span)))


def to_symbol(symbol: Symbol, text: Text) -> types.DocumentSymbol:
    """Return a symbol of a text with all below it."""
    return types.DocumentSymbol(
        name=symbol.name,
        kind=_SYMBOLS[symbol.sort],
        range=to_range(text.range(symbol.whole)),
        selection_range=to_range(text.range(symbol.span)),
        detail=symbol.detail or None,
        children=[to_symbol(one, text) for one in symbol.children],
    )


def to_workspace_symbol(
    symbol: Symbol, location: types.Location
) -> types.SymbolInformation:
    """Return a symbol of a book."""
    return types.SymbolInformation(
        name=symbol.name,
        kind=_SYMBOLS[symbol.sort],
        location=location,
        container_name=symbol.detail or None,
    )


def to_action(action: Action, uri: str, text: Text) -> types.CodeAction:
    """Return an action with the edit of the text that does it."""
    edits = [to_edit(fix, text) for fix in action.fixes]
    return types.CodeAction(
        title=action.title,
        kind=types.CodeActionKind.SourceFixAll
        if action.all
        else types.CodeActionKind.QuickFix,
        diagnostics=[to_diagnostic(one, text) for one in action.mended],
        is_preferred=None if action.all else True,
        edit=types.WorkspaceEdit(changes={uri: edits}),
    )


def to_renaming(
    renaming: Renaming, uri_of: Callable[[str], str], content: Path
) -> types.WorkspaceEdit:
    """Return a rename: edits of texts first, then files under other names."""
    changes: list[
        types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile
    ] = [
        types.TextDocumentEdit(
            text_document=types.OptionalVersionedTextDocumentIdentifier(
                uri=uri_of(one.path)
            ),
            edits=[
                types.TextEdit(range=to_range(part.range), new_text=part.new)
                for part in one.parts
            ],
        )
        for one in renaming.edits
    ]
    changes += [
        types.RenameFile(old_uri=uri_of(old), new_uri=(content / new).as_uri())
        for old, new in renaming.moved
    ]
    return types.WorkspaceEdit(document_changes=changes)


def from_position(one: types.Position) -> Position:
    """Return a place as it is counted in a text of ours."""
    return Position(one.line, one.character)


def from_range(one: types.Range) -> Range:
    """Return a part of a text, in our words."""
    return Range(from_position(one.start), from_position(one.end))
