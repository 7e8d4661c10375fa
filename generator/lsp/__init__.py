"""The book in an editor, over the Language Server Protocol.

    text         columns and lines as editors count them
    state        a book as it was built last
    session      what is on the disk, what is open, and both together
    context      what is being written at a place
    completion   what could stand there
    hover        what is known of the thing at a place
    navigation   where links lead, what leads here, symbols
    actions      fixes of problems
    renaming     a note and all links to it under another name
    keeper       when a book is checked: its open note soon, then all of it
    books        the books that files belong to
    convert      these records -> the protocol's
    server       requests in, answers out

All but `server` and `convert` know nothing of the protocol's library, which is the
extra `airbook[lsp]` and is imported by these two alone.
"""

from __future__ import annotations
