"""`airbook who`: do I know anyone there?"""

from __future__ import annotations

import sys

import click

from generator.cli.options import read_options
from generator.cli.reading import build_now, form_option
from generator.cli.running import Command, emit, say, style_of
from generator.terminal.style import plain


@click.command(
    "who",
    cls=Command,
    epilog="""
\b
Examples:
  airbook who "Blue Door"
  airbook who acme --format json | jq -r '.connections[].name'
  airbook import linkedin Connections.csv --index --apply
""",
)
@click.argument("organization")
@form_option
def who_command(*, organization: str, form: str) -> None:
    """List whom you know at an organization.

    First the people of this book who work there now or did, with how things stand;
    then those of your private list of connections who have no note. Case, such
    endings as Inc or GmbH, and a slip of the pen in a long name do not count.
    """
    result = build_now()
    from generator.derive.acquaintances import who_is_at
    from generator.render.data.encoding import VERSION, encode_object
    from generator.terminal.who import show_who, who_records

    found = who_is_at(result.book, result.connections, organization)
    records = who_records(result, found)
    if form == "json":
        head = {"version": VERSION, "organization": organization}
        emit(encode_object({**head, **records}))
        return
    emit(show_who(records, style_of(sys.stdout)))
    if not read_options().quiet:
        if not found.people and not found.connections:
            say(f"You know nobody at {plain(organization)} yet.")
        if not result.connections:
            say(
                "There is no list of connections; airbook import linkedin --index "
                "makes one."
            )
