"""Airbook: notes about informational interviews in, a private site out.

One way through the house:

    content/* -> Sources -> Parsed -> Book -> Facts -> derived views -> Site -> disk

Modules stand in one total order, and each imports only from those above it:

    diagnostics   problems as values: place, code, message, fix
    vocabulary    the words of the format: kinds, keys, sections, events, rules
    model         frozen records: what a note says
    config        text of airbook.toml -> Settings
    stamps        when a file is the same as it was
    workers       parts of a work for several processes
    source        content folder -> notes and assets
    parse         text of a note -> record
    graph         records -> Book: links resolved, backlinks
    facts         (book, settings, day) -> events, status, referrals, leads
    checks        (book, facts) -> problems
    audience      (book, facts, audience) -> plan of what it sees; new sources of that
    derive        facts -> follow-ups, ledgers, numbers and other views
    render        views -> HTML and other bytes
    build         sources, settings, templates, day -> BuildResult; pure
    cache         what was found out before, so that only what is new is made
    write         Site -> folder
    workspace     joins disk and core, for every command
    edit          minimal changes of notes, all or nothing, with undo
    scaffold      new books and notes from templates
    adopt         somebody's vault -> the settings that make it a book
    imports       files of other programs -> notes and edits
    publish       a site on its way to others: encrypted, checked, sent
    serve         changes on the disk -> what a browser shows
    lsp           the book in an editor: problems, completion, links, as one types
    terminal      views as text
    cli           options in, exit status out
"""

from __future__ import annotations
