"""`airbook draft`: a message text from the notes and a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.options import read_options
from generator.cli.reading import build_now, find_one
from generator.cli.running import (
    PROBLEMS,
    Command,
    FailureError,
    MisuseError,
    emit,
    say,
)
from generator.cli.writing import is_person, name_argument
from generator.vocabulary import MESSAGES

if TYPE_CHECKING:
    from generator.render.messages import Message

WORDS: Final = 100
FEW_WORDS: Final = 75
_SENT: Final = frozenset({"outreach", "nudge"})


@click.command(
    "draft",
    cls=Command,
    epilog="""
\b
Examples:
  airbook draft thanks ana              the subject, then the text
  airbook draft outreach "Bo Li" --copy
  airbook draft update tiago --about marleen --mailto
  airbook draft nudge sofie --eml nudge.eml
\b
outreach  a first message: who sends you, what you would like to hear
thanks    one thing you heard, whom they named, what you promised
nudge     a reminder, to go above your first message
update    whom you wrote to or met, what you did with their advice
intro     asks to be brought together with whom they named, or for their name
\b
A template of your own in templates/messages/, such as thanks.txt, takes the place
of ours. What the notes do not say stands in [brackets]; what is private in them,
and a name that may not be used, never comes into a message.
""",
)
@click.argument("kind", type=click.Choice(MESSAGES), metavar="|".join(MESSAGES))
@name_argument
@click.option(
    "--about",
    metavar="NAME",
    help="Whom it is about: who sent you (outreach), or whom they named.",
)
@click.option("--copy", is_flag=True, help="Put the text on the clipboard.")
@click.option("--mailto", is_flag=True, help="Print a link that opens it in mail.")
@click.option(
    "--eml",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it as a mail that is not sent yet.",
)
@click.option(
    "--strict", is_flag=True, help=f"Fail above {FEW_WORDS} words, and at a gap."
)
def draft_command(
    *,
    kind: str,
    name: str,
    about: str | None,
    copy: bool,
    mailto: bool,
    eml: Path | None,
    strict: bool,
) -> None:
    """Draft a message to somebody from what the notes say.

    NAME is a contact or a lead; a part of the name will do. The words are counted
    on standard error: a message over 100 words is seldom answered.
    """
    message, remarks = _write(kind, name, about)
    from generator.render.messages import as_mail, as_mailto, as_text

    if copy:
        from generator.cli.clipboard import copy_text

        copy_text(message.body)
    if eml:
        _save(eml, as_mail(message))
    if mailto:
        emit(as_mailto(message))
    elif not (copy or eml):
        from generator.terminal.drafts import show_message

        emit(show_message(as_text(message)))
    for remark in remarks:
        say(remark)
    _count(message, strict=strict)


def _write(kind: str, name: str, about: str | None) -> tuple[Message, tuple[str, ...]]:
    result = build_now()
    from generator.derive.drafts import draft_of, is_known_through, remarks_on
    from generator.render.messages import MessageError, write_message
    from generator.terminal.style import plain

    ground, fits = result.material.drafts, is_person(result)
    person = find_one(result, name, fits)
    subject = find_one(result, about, fits) if about else None
    if subject and not is_known_through(ground, kind, person, subject):
        names = map(result.book.name_of, (person, subject))
        raise MisuseError(_unrelated(kind, *names))
    draft = draft_of(ground, kind, person, subject)
    try:
        message = write_message(draft, result.material.templates)
    except MessageError as error:
        raise FailureError(str(error)) from error
    return message, tuple(map(plain, remarks_on(ground, kind, person)))


def _unrelated(kind: str, name: str, about: str) -> str:
    if kind in _SENT:
        return f"{about} may not be mentioned to {name}: no note says yes to that"
    return f"no note says that {name} named {about} to you"


def _save(file: Path, data: bytes) -> None:
    try:
        with file.open("xb") as target:
            target.write(data)
    except FileExistsError as error:
        raise FailureError(
            f"{file} is there already; name another file, or move it away"
        ) from error
    if not read_options().quiet:
        say(f"{file} is written")


def _count(message: Message, *, strict: bool) -> None:
    """Say how many words there are, and which gaps are to be filled."""
    quiet = read_options().quiet
    most = FEW_WORDS if strict else WORDS
    too_many = message.words > most
    if too_many:
        say(f"{message.words} words, more than {most}: shorter is answered sooner")
    elif not quiet:
        say(f"{message.words} words")
    gaps = message.gaps
    if gaps and not quiet:
        say(f"To fill in: {', '.join(gaps)}")
    if strict and (too_many or gaps):
        click.get_current_context().exit(PROBLEMS)
