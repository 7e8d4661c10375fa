"""Only listed sections, fields and notes; nothing that is not listed is written."""

from __future__ import annotations

from typing import Final

import pytest

from tests.audience.rewriting import FULL, advice, shared

SECRET: Final = "Zwetschge"  # noqa: S105 - a word to look for
INTERVIEW: Final = "interviews/Talk.md"


def note(body: str, front: str = "name: Talk") -> dict[str, str]:
    """Return a book of one interview."""
    return {INTERVIEW: f"---\n{front}\n---\n{body}"}


@pytest.mark.parametrize(
    "body",
    [
        f"{SECRET} before any heading\n## Advice\n- kept\n",
        f"## Advice\n- kept\n\n# Diary\n{SECRET}\n",
        f"## Advice\n- kept\n\n## Private\n{SECRET}\n",
        f"## Advice\n- kept\n\n### Private\n{SECRET}\n",
        f"## Advice\n- kept\n\n### Private\n#### More\n{SECRET}\n",
        f"## Advice\n- kept\n\n### Reflection\n{SECRET}\n",
        f"## Advice\n- kept\n\n### Log\n- 2026-01-01 asked: {SECRET}\n",
        f"## Private\n### Advice\n- {SECRET}\n\n## Advice\n- kept\n",
        f"## Prep\n{SECRET}\n## Advice\n- kept\n## Follow-up\n{SECRET}\n",
        f"## Advice\n- kept <!-- {SECRET} -->\n",
        f"## Advice\n- kept %%{SECRET}%%\n",
        f"## Advice\n- kept\n\n%%\n{SECRET}\n%%\n\n<!--\n{SECRET}\n-->\n",
        f"## Advice\n- kept\n- [ ] {SECRET}\n- [x] {SECRET}\n  - {SECRET}\n",
        f"## Advice\n- kept ^{SECRET}\n\n^{SECRET}2\n",
        f"## Advice\n- kept\n\nkey:: {SECRET}\n",
        f"## Advice\n- kept [key:: {SECRET}]\n",
        f"## Advice\n- kept\n\n> ### Private\n> {SECRET}\n",
        f"## Advice\n- kept\n\n> [!note]- Private\n> {SECRET}\n",
        f"## Advice\n- kept\n\n> [!tip]\n> ## Log\n> {SECRET}\n",
        "## Advice\n- kept\n\n<details><summary>Private</summary>\n"
        f"{SECRET}\n</details>\n",
        f"## Advice\n- kept\n\n<details>\n\n## Private\n{SECRET}\n\n</details>\n",
        f"## Advice\n- kept\n  ### Private\n  {SECRET}\n",
        f"## Advice\n- kept[^1]\n\n## Log\n\n[^1]: {SECRET}\n",
        f"## Advice\n- kept\n\n[^1]: {SECRET}\n",
        f"## Advice\n- kept\n\n## Log\ntext[^1]\n\n## Advice\n[^1]: {SECRET}\n",
        f'## Advice\n- kept [link](https://example.org "{SECRET}")\n',
        f"## Advice\n- kept [a file](secrets/{SECRET}.pdf) ![](x/{SECRET}.png)\n",
        f'## Advice\n- kept\n\n```dataview\nLIST FROM "{SECRET}"\n```\n',
        f"## Advice\n- kept\n\n### [[A question]]\n{SECRET}\n",
    ],
)
def test_what_is_not_listed_is_not_written(body: str) -> None:
    """Wherever it hides within a note that is kept, which goes on behind it."""
    toml = FULL + 'sections = ["Advice"]\n'
    made = shared(note(body), toml)
    assert "kept" in made[INTERVIEW]
    assert SECRET not in str(made)


@pytest.mark.parametrize(
    "front",
    [
        f"{SECRET}: 1",
        f"place: {SECRET}",
        f"tags: [{SECRET}]",
        f"aliases: [{SECRET}]",
        f"date: {SECRET}",
        f"mode: {SECRET}",
        f"role: {SECRET}",
        f"topics:\n  {SECRET}: 1",
        f"# {SECRET}\nmode: phone",
        f"topics: [kept] # {SECRET}",
    ],
)
def test_of_the_front_matter_only_listed_keys_are_written(front: str) -> None:
    """An unknown key, a comment, and a value that could not be read are left out."""
    made = shared(note("", f"name: Talk\n{front}"))
    assert SECRET not in str(made)


def test_listed_fields_are_written_in_our_words() -> None:
    """Own names for keys become ours; times, lists and numbers stay what they say."""
    front = 'titel: "Talk: one"\ndatum: 2026-02-03 10:30\nmode: Video\nrating: 4'
    toml = '[keys]\ntitel = "name"\ndatum = "date"\n' + FULL
    toml += 'fields = ["name", "date", "mode", "rating"]\n'
    made = shared({INTERVIEW: f"---\n{front}\n---\n"}, toml)
    assert made == {
        "interviews/Talk one.md": '---\nname: "Talk: one"\ndate: 2026-02-03T10:30\n'
        'mode: "video"\nrating: 4\n---\n'
    }


def test_own_headings_become_ours() -> None:
    """The new book needs no settings to be read."""
    toml = '[sections]\nadvice = ["Ratschläge"]\n' + FULL
    made = shared(note("# Ratschläge 🎉\n- Lies viel.\n"), toml)
    assert made[INTERVIEW].endswith("## Advice\n\n- Lies viel.\n")


def test_private_notes_are_as_if_they_were_not() -> None:
    """No file, no name, no link tells of one."""
    texts = note("## Advice\n- [[Zoe Private|ask her]] and Zoe\n")
    texts["contacts/Zoe Private.md"] = "---\nprivate: true\n---\n## Advice\n- Hm.\n"
    made = shared(texts, FULL)
    assert list(made) == [INTERVIEW]
    assert "- Someone and someone" in made[INTERVIEW]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ('only = ["contact"]', {"A"}),
        ('only = ["people"]', {"A"}),
        ('only = ["ok"]', {"B", "C"}),
        ('only = ["OK/sub"]', {"C"}),
        ('only = ["interviews/2026"]', {"C"}),
        ('only = ["interview"]\nexcept = ["2026"]', {"B"}),
        ('only = ["interview", "contact"]\nexcept = ["#ok/sub"]', {"A", "B"}),
        ("only = []", set()),
    ],
)
def test_only_and_except_take_kinds_tags_and_folders(rule: str, kept: set[str]) -> None:
    """A tag includes those below it; `except` wins."""
    texts = {
        "people/A.md": "",
        "interviews/B.md": "---\ntags: [ok]\n---\n",
        "interviews/2026/C.md": "#ok/sub\n",
        "D.md": "",
    }
    made = shared(texts, f"{FULL}{rule}\n")
    assert {path.rpartition("/")[2][0] for path in made} == kept


def test_hidden_topics_take_lines_with_what_is_below_them() -> None:
    """An item goes with its sublist, a row as a whole, a heading with its part."""
    text = """- one
- two #pay
  - secret
- three
  - four #pay/extra
  - five
- six [pay:: 10 USD/year]

a line
and #pay on the next

| a | b |
|---|---|
| 1 | 2 #pay |
| 3 | 4 |

### Money #pay
secret

### More
seven
"""
    assert (
        advice(text, FULL + 'hide_topics = ["pay"]\n')
        == """- one
- three
  - five

| a | b |
| --- | --- |
| 3 | 4 |

### More

seven"""
    )


def test_hidden_topics_are_no_values_either() -> None:
    """`topics: [pay]` says as much as the line does."""
    toml = FULL + 'hide_topics = ["pay"]\n'
    made = shared(note("", "name: Talk\ntopics: [pay, food]"), toml)
    assert made[INTERVIEW] == '---\ntopics: "food"\n---\n'


def test_answers_are_kept_where_they_are_listed() -> None:
    """Under no heading, and under Information that is not listed itself."""
    body = """## Information
- not listed

### [[Why]]
- because
  more

### [[Hidden]]
- secret

## Prep
### [[Why]]
- perhaps
"""
    texts = note(body)
    texts["questions/Why.md"] = ""
    texts["questions/Hidden.md"] = "---\nprivate: true\n---\n"
    made = shared(texts, FULL + 'sections = ["Answers"]\n')
    assert made[INTERVIEW] == "## [[Why]]\n\n- because\n  more\n"


def test_headings_swallow_nothing() -> None:
    """An answer that stood under a dropped heading is not under the one before it."""
    body = "# Advice\n- a\n# Notes\n### [[Why]]\nyes\n## Quotes\n> b\n"
    texts = {**note(body), "questions/Why.md": ""}
    made = shared(texts, FULL)
    assert made[INTERVIEW] == (
        "## Advice\n\n- a\n\n## [[Why]]\n\nyes\n\n## Quotes\n\n> b\n"
    )


def test_footnotes_go_with_their_text() -> None:
    """Kept where both ends are kept, numbered anew."""
    text = "one[^x] two[^y]^[three *is* long]\n\n[^y]: second\n\n"
    text += "[^x]: first[^z]\n\n[^z]: last"
    assert advice(text) == (
        "one[^1] two[^2][^3]\n\n[^1]: first[^4]\n\n[^2]: second\n\n"
        "[^3]: three *is* long\n\n[^4]: last"
    )


def test_a_log_is_never_text() -> None:
    """Not even where it is listed: its words are of events."""
    made = shared(
        note(f"## Log\n- 2026-01-01 met: {SECRET}\n"), FULL + 'sections = ["Log"]\n'
    )
    assert SECRET not in str(made)


def test_a_note_that_cannot_be_read_is_left_empty() -> None:
    """What takes too many steps shows nothing rather than all of it."""
    made = shared(note("## Advice\n" + "![[]()" * 20_000 + SECRET))
    assert SECRET not in str(made)


def test_events_are_dates_and_kinds_without_a_word() -> None:
    """Of people who are shown; a line about somebody else is left out."""
    texts = {
        "contacts/Ana Lima.md": "---\ndo_not_contact: true\nstatus: closed\n---\n"
        f"## Log\n- 2026-01-02 10:30 asked (email): {SECRET}\n",
        "interviews/Talk.md": "---\nwith: [[Ana Lima]]\ndate: 2026-01-05 09:00\n"
        f"thanked: 2026-01-06\nplace: {SECRET}\n---\n## Log\n"
        f"- 2026-01-07 thanked [[Ana Lima]] [[Bo Hidden]]: {SECRET}\n"
        f"- 2026-01-08 updated [[Bo Hidden]]: {SECRET}\n- 2026-01-09 gave: {SECRET}\n",
        "contacts/Bo Hidden.md": "---\nprivate: true\n---\n",
        "daily/2026-01-09.md": f"## Log\n- note {SECRET}\n",
    }
    toml = FULL + 'events = true\nfields = ["name", "with"]\n'
    assert shared(texts, toml) == {
        "contacts/Ana Lima.md": '---\nstatus: "closed"\npaused: true\n---\n\n'
        "## Log\n- 2026-01-02 asked\n",
        "interviews/Talk.md": '---\nwith: "[[Ana Lima]]"\ndate: 2026-01-05\n'
        "thanked: 2026-01-06\n---\n\n## Log\n- 2026-01-07 thanked [[Ana Lima]]\n"
        "- 2026-01-09 gave\n",
    }


def test_days_in_titles_go_where_dates_are_not_listed() -> None:
    """A file's name is often its date; without `name` a note has only a number."""
    texts = {"interviews/2026-01-02 Lunch.md": "", "interviews/2026-01-03.md": ""}
    assert list(shared(texts, FULL + 'fields = ["name"]\n')) == [
        "interviews/Interview 2.md",
        "interviews/Lunch.md",
    ]
    assert list(shared(texts, FULL + "fields = []\n")) == [
        "interviews/Interview 1.md",
        "interviews/Interview 2.md",
    ]
