"""`airbook key`: who can open an audience's encrypted site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from generator.cli.options import read_options
from generator.cli.passphrases import (
    asked_passphrase,
    given_passphrase,
    passphrase_file,
)
from generator.cli.running import Group, MisuseError, emit, say
from generator.workspace.owned import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from generator.publish.encrypt import Keys
    from generator.workspace.opening import Workspace

_PUBLISH: Final = "It counts from the next publish on."


@click.group(
    "key",
    cls=Group,
    epilog="""
\b
Examples:
  airbook key new                    a key, and a passphrase that opens it
  airbook key add --label mentor     one more passphrase, for somebody else
  airbook key list                   who has one
  airbook key revoke 1               that one opens no later copy
  airbook key rotate                 a new key; all need a new passphrase
""",
)
def key_group() -> None:
    """Manage who can open the encrypted site of an audience.

    A key lies in your user's folder for data, never among the notes; passphrases lie
    nowhere. Up to eight open the same site. Keep a copy of the key file: without it
    the next publish needs a new key.
    """


_audience = click.option(
    "--audience", metavar="NAME", default="share", help="Whose site; share by default."
)
_own = click.option("--own", is_flag=True, help="Ask for a passphrase of your own.")


def _label(default: str | None) -> Callable[[Any], Any]:
    return click.option(
        "--label",
        metavar="NAME",
        default=default,
        required=default is None,
        help="What you call it in the list.",
    )


class _Passphrase(NamedTuple):
    text: str
    made: bool


@key_group.command("new")
@_audience
@_label("first")
@_own
@passphrase_file
def new_command(*, audience: str, label: str, own: bool, file: TextIO | None) -> None:
    """Make a key, and print a passphrase that opens it.

    The passphrase is shown this once and stored nowhere.
    """
    from generator.publish.encrypt import load_keys, new_keys, store_keys

    workspace = _alone(audience)
    if load_keys(workspace, audience) is not None:
        raise MisuseError(
            f"{audience} has a key; add a passphrase with `airbook key add`, "
            "or make a new key with `airbook key rotate`"
        )
    passphrase = _passphrase(own=own, file=file)
    keys = new_keys(audience, passphrase.text, label=label)
    where = store_keys(workspace, keys)
    _hand_over(passphrase)
    _tell(f"The key of {audience} is in {where}")


@key_group.command("add")
@_audience
@_label(None)
@_own
@passphrase_file
def add_command(*, audience: str, label: str, own: bool, file: TextIO | None) -> None:
    """Let one more passphrase open the site.

    No other passphrase is needed for it. One for each reader can be revoked alone.
    """
    from generator.publish.encrypt import KeysError, add_passphrase, store_keys

    workspace = _alone(audience)
    keys = _keys(workspace, audience)
    passphrase = _passphrase(own=own, file=file)
    try:
        keys, number = add_passphrase(keys, passphrase.text, label=label)
    except KeysError as error:
        raise MisuseError(str(error)) from error
    store_keys(workspace, keys)
    _hand_over(passphrase)
    _tell(f"Slot {number} of {audience} is for {label}. {_PUBLISH}")


@key_group.command("revoke")
@click.argument("number", metavar="SLOT", type=click.IntRange(0, 7))
@_audience
def revoke_command(*, number: int, audience: str) -> None:
    """Take a passphrase away: it opens no copy that is published from now on.

    Copies that are out stay open to it, and who opened one may have kept the key;
    only `airbook key rotate` locks them out of what comes later.
    """
    from generator.publish.encrypt import KeysError, revoke, store_keys

    workspace = _alone(audience)
    keys = _keys(workspace, audience)
    label = keys.slots[number].label
    try:
        keys = revoke(keys, number)
    except KeysError as error:
        raise MisuseError(str(error)) from error
    store_keys(workspace, keys)
    _tell(f"Slot {number} of {audience}, {label}, is empty. {_PUBLISH}")
    say(
        "Copies that are out already stay open to the old passphrase, and who opened "
        "one may have kept the key: to lock later content, use `airbook key rotate`"
    )


@key_group.command("rotate")
@_audience
@_label("first")
@_own
@passphrase_file
def rotate_command(
    *, audience: str, label: str, own: bool, file: TextIO | None
) -> None:
    """Make a new key: all files change, and no old passphrase opens them."""
    from generator.publish.encrypt import rotated, store_keys

    workspace = _alone(audience)
    keys = _keys(workspace, audience)
    passphrase = _passphrase(own=own, file=file)
    store_keys(workspace, rotated(keys, passphrase.text, label=label))
    _hand_over(passphrase)
    _tell(f"{audience} has a new key, and all its readers need this passphrase.")
    _tell(f"{_PUBLISH} Older copies stay open to the old ones.")


@key_group.command("list")
@click.option("--audience", metavar="NAME", help="Whose keys; all by default.")
def list_keys_command(*, audience: str | None) -> None:
    """List the slots in use: audience, number, label."""
    from generator.publish.encrypt import load_keys

    workspace = _open(audience) if audience else read_options().open()
    found = False
    for name in [audience] if audience else _audiences(workspace):
        keys = load_keys(workspace, name)
        for number, slot in enumerate(keys.slots if keys else ()):
            if slot.label is not None:
                emit(f"{name}\t{number}\t{slot.label}")
                found = True
    if not found:
        _tell("There is no key yet; `airbook key new` makes one.")


def _open(audience: str) -> Workspace:
    """Find the book; it must know the audience."""
    workspace = read_options().open()
    known = _audiences(workspace)
    if audience not in known:
        raise MisuseError(
            f"there is no audience {audience}; this book has {', '.join(known)}"
        )
    return workspace


def _alone(audience: str) -> Workspace:
    """Find the book, and keep other changes of its keys out until the command ends."""
    from generator.write.lock import locked

    workspace = _open(audience)
    click.get_current_context().with_resource(locked(data_folder(workspace)))
    return workspace


def _audiences(workspace: Workspace) -> tuple[str, ...]:
    from generator.config.settings import OWNER

    return (*workspace.settings.audiences, OWNER)


def _keys(workspace: Workspace, audience: str) -> Keys:
    from generator.publish.encrypt import load_keys

    keys = load_keys(workspace, audience)
    if keys is None:
        raise MisuseError(f"{audience} has no key yet; make one with `airbook key new`")
    return keys


def _passphrase(*, own: bool, file: TextIO | None) -> _Passphrase:
    """Return the owner's passphrase if it is good enough, else a new one."""
    from generator.publish.encrypt import WeakPassphraseError, check_strength, generate

    given = given_passphrase(file)
    if given is None and own:
        given = asked_passphrase(twice=True)
    if given is None:
        return _Passphrase(generate(), made=True)
    try:
        check_strength(given)
    except WeakPassphraseError as error:
        raise MisuseError(str(error)) from error
    return _Passphrase(given, made=False)


def _hand_over(passphrase: _Passphrase) -> None:
    """Print a passphrase that was made; the owner has the other one."""
    if passphrase.made:
        emit(passphrase.text)
        say("This passphrase is stored nowhere: write it down, send it by another way")


def _tell(text: str) -> None:
    if not read_options().quiet:
        say(text)
