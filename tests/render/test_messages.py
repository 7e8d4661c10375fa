"""Messages as text, as a link and as mail; templates of one's own; copies in pages."""

from __future__ import annotations

import email
from email.policy import default
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.drafts import Draft, draft_of
from generator.render.messages import (
    MessageError,
    as_mail,
    as_mailto,
    as_text,
    write_message,
)
from generator.render.template import as_templates
from tests.conftest import TODAY
from tests.render.building import book_of, page_of, templates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.build import BuildResult
    from generator.render.messages import (
        Message,
    )

DRAFT: Final = Draft(kind="thanks", to="a.md", name="Ana Silva", call="Ana")
ANA: Final = "contacts/ana-silva.html"
BOOK: Final[dict[str, str | bytes]] = {
    "contacts/Ana Silva.md": "---\nemail: ana@silva.example\nfield: ports\n---\n",
    "interviews/2026-02-27 Ana.md": '---\nwith: "[[Ana Silva]]"\ndate: 2026-02-27\n'
    "---\n## Advice\n- Count <b>lorries</b> & people first.\n"
    "## Referrals\n- [[Cleo Ray]] (use my name: yes)\n",
    "contacts/Bo Li.md": "",
}


def own(text: str, kind: str = "thanks") -> Mapping[str, bytes]:
    """Return all templates with one of the book's own."""
    return {**templates(), f"messages/{kind}.txt": text.encode()}


def written(text: str, draft: Draft = DRAFT) -> Message:
    """Write a message with a template."""
    return write_message(draft, as_templates(own(text)))


def made(**options: object) -> BuildResult:
    """Build a small book."""
    return book_of(BOOK, today=TODAY, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "subject", "body"),
    [
        ("Subject: Hi\n\nOne\ntwo.\n\n\n\nThree.\n", "Hi", "One two.\n\nThree."),
        ("Subject:  {{ draft.name }} \nBye,\\\nOrla", "Ana Silva", "Bye,\nOrla"),
        ("{# a word #}\n\nSubject: Hi\n\nA  b", "Hi", "A b"),
        ("No subject here.", "", "No subject here."),
        ("Subject: Hi", "Hi", ""),
        ("Subject:\n\n{% if 0 %}x{% endif %}\n\nText", "", "Text"),
    ],
)
def test_a_template_becomes_paragraphs(text: str, subject: str, body: str) -> None:
    """A line break is a space, a backslash a break, an empty line a paragraph."""
    message = written(text)
    assert (message.subject, message.body) == (subject, body)


def test_nothing_is_escaped_in_a_text() -> None:
    """It is no page: signs of HTML stay as they are."""
    draft = draft_of(made().material.drafts, "thanks", "contacts/Ana Silva.md")
    text = as_text(write_message(draft, as_templates(templates())))
    assert "“Count <b>lorries</b> & people first.”" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ draft.nam }}", "has no attribute 'nam'"),
        ("{% if %}", "messages/thanks.txt cannot be used"),
        ("{{ nobody }}", "'nobody' is undefined"),
        ("{{ draft.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(text: str, said: str) -> None:
    """Which file, and what is wrong in it; a template runs no code of its own."""
    with pytest.raises(MessageError, match=said.replace("(", r"\(")):
        written(text)


def test_own_templates_are_checked() -> None:
    """What is wrong in one is a problem of the book, with its line."""
    result = made(
        own={"messages/thanks.txt": b"Subject: x\n\n{{ draft.nam }} {{ who }}"}
    )
    found = [
        f"{one.span.path}:{one.span.line} {one.message}" for one in result.diagnostics
    ]
    assert "the draft has no nam" in "".join(found)
    assert "nothing is called who" in "".join(found)
    assert "templates/messages/thanks.txt:3" in "".join(found)


def test_words_and_gaps_are_counted() -> None:
    """A dash is no word; a gap is named once."""
    message = written("Subject: [x y]\n\nOne – two-three [x y] [z] don’t.")
    assert message.words == 6
    assert message.gaps == ("[x y]", "[z]")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("ana@silva.example", "ana@silva.example"),
        ("a.b+c@x-y.example", "a.b+c@x-y.example"),
        ("a..b@x.example", ""),
        ("ana at home", ""),
        ("a@b\nBcc: c@d", ""),
        ("ána@silva.example", ""),
        ("", ""),
    ],
)
def test_only_what_mail_takes_is_an_address(address: str, kept: str) -> None:
    """Anything else is left out rather than made up."""
    draft = Draft(kind="thanks", to="a", name="Ana", call="Ana", email=address)
    message = written("Subject: Hi\n\nText", draft)
    assert message.email == kept
    assert unquote(as_mailto(message)) == f"mailto:{kept}?subject=Hi&body=Text"


LINES: Final = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@given(subject=LINES, body=st.lists(LINES, max_size=4), name=LINES)
def test_mail_and_link_say_the_same(subject: str, body: list[str], name: str) -> None:
    """Both are read back by others' readers, whatever the letters."""
    draft = Draft(
        kind="thanks",
        to="a",
        name=name,
        call=name,
        email="a@b.example",
        owner=subject,
        learned="\\\n".join(body),
    )
    message = written("Subject: {{ draft.owner }}\n\n{{ draft.learned }}", draft)
    data = as_mail(message)
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    mail = email.message_from_bytes(data, policy=default)
    assert mail["X-Unsent"] == "1"
    assert mail["Date"] is None
    assert mail.get_content().replace("\r\n", "\n") == f"{message.body}\n"
    assert " ".join(str(mail["Subject"]).split()) == message.subject
    assert mail["To"].addresses[0].addr_spec == "a@b.example"
    link = urlsplit(as_mailto(message))
    fields = parse_qs(link.query, keep_blank_values=True)
    assert unquote(link.path) == "a@b.example"
    assert fields["subject"] == [message.subject]
    assert fields["body"] == [message.body.replace("\n", "\r\n")]
    assert "\n" not in as_mailto(message)


def test_pages_of_people_hold_what_is_due() -> None:
    """The message that each follow-up asks for stands beside it, as text."""
    page = page_of(made(), ANA)
    assert page.count("data-draft") == 2
    assert page.count("Draft: thanks") == page.count("Draft: an update") == 1
    assert 'data-to="ana@silva.example"' in page
    assert "“Count &lt;b&gt;lorries&lt;/b&gt; &amp; people first.”" in page


def test_who_was_never_written_to_has_a_first_message() -> None:
    """A contact and a lead; the lead’s stands beside the follow-up that asks for it."""
    result = made()
    bo = page_of(result, "contacts/bo-li.html")
    assert "Write to them" in bo
    assert "Draft: a first message" in bo
    cleo = page_of(result, "contacts/cleo-ray.html")
    assert "Write to them" not in cleo
    assert cleo.count("Draft: a first message") == 1
    assert "Ana Silva suggested that I write to you" in cleo


def test_follow_ups_hold_what_is_due_now() -> None:
    """So that a large book has no large page: what is due later has none."""
    page = page_of(made(), "follow-ups/index.html")
    assert page.count("data-draft") == 2  # thanks to Ana, a first message to Cleo


def test_nobody_is_written_to_whom_the_notes_leave_in_peace() -> None:
    """`do_not_contact` has no first message."""
    notes = {**BOOK, "contacts/Bo Li.md": "---\ndo_not_contact: true\n---\n"}
    assert "data-draft" not in page_of(book_of(notes), "contacts/bo-li.html")


def test_a_published_site_holds_no_message() -> None:
    """Not on any page, and not the script either."""
    result = made(purpose="published")
    assert "static/drafts.js" not in result.site
    for url, make in result.site.items():
        if callable(make) and url.endswith(".html"):
            page = make().decode()
            assert "data-draft" not in page
            assert "drafts.js" not in page


def test_a_broken_template_says_so_on_the_page() -> None:
    """In place of the message; the page is there."""
    page = page_of(made(own={"messages/thanks.txt": b"{% if %}"}), ANA)
    assert "templates/messages/thanks.txt cannot be used" in page
