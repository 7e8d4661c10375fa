"""A draft and its template -> a message: subject and body, as mail and as a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from msgspec import Struct

from generator.parse.characters import readable
from generator.render.template import (
    MESSAGES,
    said_by,
    stopped_in,
    text_environment_of,
)

if TYPE_CHECKING:
    from generator.derive.drafts import Draft
    from generator.render.template import Templates

_SUBJECT: Final = re.compile(r"\s*Subject:[ \t]*(.*)(?:\n|$)")
_GAP: Final = re.compile(r"\[[^][]+\]")
_ATOM: Final = r"[\w!#$%&'*+/=?^`{|}~-]+"
_ADDRESS: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[\w-]+(?:\.[\w-]+)*", re.ASCII)


class MessageError(ValueError):
    """A template cannot be used; the text says which one and why."""


class Message(Struct, frozen=True, kw_only=True):
    """A text to somebody.

    Attributes:
        email: Their address; empty: none is known, or it is none that mail takes.
        name: Their name.
        subject: One line.
        body: Paragraphs with an empty line between them.
    """

    email: str
    name: str
    subject: str
    body: str

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(any(map(str.isalnum, one)) for one in self.body.split())

    @property
    def gaps(self) -> tuple[str, ...]:
        """What stands in brackets, to be filled in by hand, each once."""
        return tuple(dict.fromkeys(_GAP.findall(f"{self.subject} {self.body}")))


def write_message(draft: Draft, templates: Templates) -> Message:
    """Return the message of a draft.

    Args:
        draft: What it may say.
        templates: All templates; `messages/thanks.txt` is that of a `thanks`.

    Raises:
        MessageError: Where the template cannot be used.
    """
    name = f"{MESSAGES}{draft.kind}.txt"
    try:
        template = text_environment_of(templates).get_template(name)
        text = template.render(draft=draft)
    except Exception as error:
        where = stopped_in(error, name)
        said = f"templates/{where} cannot be used: {said_by(error)}"
        raise MessageError(said) from error
    return _message(draft, readable(text))


def _message(draft: Draft, text: str) -> Message:
    found = _SUBJECT.match(text)
    body = text[found.end() :] if found else text
    paragraphs = re.split(r"\n\s*\n", body)
    kept = ("\n".join(_lines(part)) for part in paragraphs)
    return Message(
        email=draft.email if _ADDRESS.fullmatch(draft.email) else "",
        name=_one_line(readable(draft.name)),
        subject=_one_line(found[1]) if found else "",
        body="\n\n".join(filter(None, kept)),
    )


def _lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph: as in Markdown, a backslash breaks one."""
    lines = re.split(r"\\\n", paragraph)
    return [line for line in map(_one_line, lines) if line]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_text(message: Message) -> str:
    """Return a message as text: the subject, an empty line, the body."""
    return f"Subject: {message.subject}\n\n{message.body}\n"


def as_mailto(message: Message) -> str:
    """Return the link that opens a message in a mail program (RFC 6068)."""
    body = message.body.replace("\n", "\r\n")
    fields = {"subject": message.subject, "body": body}
    query = "&".join(f"{key}={quote(text, safe='')}" for key, text in fields.items())
    return f"mailto:{quote(message.email, safe='@')}?{query}"


def as_mail(message: Message) -> bytes:
    """Return a message as a mail that nobody has sent (RFC 5322).

    It has no sender and no day: the program that opens it knows both.
    """
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if message.email:
        mail["To"] = Address(display_name=message.name, addr_spec=message.email)
    mail["Subject"] = message.subject
    mail.set_content(f"{message.body}\n")
    return mail.as_bytes()
