"""The work for a text grows with its length, or is cut off; counted, not timed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import pytest

from generator.diagnostics import Code
from generator.parse import budget
from generator.parse.markdown import markdown
from tests.parse.reading import filled, read
from tests.sampling import sampled

if TYPE_CHECKING:
    from types import FrameType

REPEATED: Final = (
    *("![[]()", "[", "[[", "![", "*", "==", "%%", "<", "(((", "`", "> ", "- ", "[^"),
    *("|", "#a", " #a", "::", "a::b ", "[[a]] ", "[[a]]. A ", "[a](b) ", "[a](b"),
    *("[a][", "![a](b", "&", "&amp;", "~~", "_", "**a ", "*a_ ", "^[", "^[a]", " ^a"),
    *("<!--", "<!--\n", "<!--\n-->a\n", "%%\n", "%%a\n", "[a]: b\n", "[^a]: b\n"),
    *("[^a]\n", "https://", "https://x.y ", "a:", "<b>", "<kbd>", "<details>\n"),
    *("| a ", "a|b\n-|-\n", "# a\n", "# [[a]]\n", "- [ ] a\n", "- a ^b\n", "\\", "\n"),
    *("> [!note] a\n\n", "a\n\n^b\n\n", "- a\n  - b\n", "[a::b]", "[a::", "==a", "`a"),
    *("```\n", "    a\n", "a\n===\n", "[](", "<http://a>", "[x](<a", "[[a\n", "[a\\]"),
)
# Only together do these make every bracket look for its end again.
ENDED: Final = {
    "[" * 8: "]",
    "![" * 8: "]",
    "^[" * 8: "]",
    "[[" * 8: "]]",
    "<!--\n" * 2: "-->a",
}


def steps(text: str) -> int:
    """Count the calls of any function, in Python or in C, while a note is read."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", [*REPEATED, *ENDED])
def test_work_grows_with_length(piece: str) -> None:
    """Four times the text is at most about four times the work."""
    end = ENDED.get(piece, "")
    small, large = (piece * (size // len(piece)) + end for size in (1024, 4096))
    assert steps(large) < 5 * steps(small) + 10_000


@pytest.mark.parametrize("piece", sampled([*REPEATED, *ENDED], 3))
def test_32_kilobytes_are_read_or_shown_plainly(piece: str) -> None:
    """A text of nothing but one sign is read, or is plain text and said."""
    text = piece * (32768 // len(piece)) + ENDED.get(piece, "")
    note, problems = read(text)
    plain = filled(note.body.prose.html).startswith('<pre class="plain">')
    assert plain == (Code.BODY_BUDGET in {problem.code for problem in problems})


@pytest.mark.parametrize("piece", ["a|b\n-|-\n", "%%a\n", "- a\n"])
def test_many_lines_end_at_a_count(piece: str) -> None:
    """A note of nothing but short lines is cut off long before the largest size."""
    _, problems = read(piece * (512 * 1024 // len(piece)))
    assert Code.BODY_BUDGET in {problem.code for problem in problems}


@pytest.mark.parametrize(
    "text",
    [
        "* " * (256 * 1024) + "x",
        "* " * (256 * 1024) + "x *",
        "<details>\n<summary> " + " " * (1 << 20) + "\n</details>",
        "a://" * (1 << 19),
        "- [ ] a " + "[due:: 2026-01-01] " * 100_000,
        "- [ ] a" + " #t" * 600_000,
        "- [ ] a" + " ^a" * 600_000,
    ],
    ids=["lists", "no line", "summary", "addresses", "fields", "tags", "ids"],
)
def test_one_long_line_is_not_gone_through_again_and_again(text: str) -> None:
    """Who looks at all that is left of it at each place would never come to an end."""
    note, problems = read(text)
    plain = filled(note.body.prose.html).startswith('<pre class="plain">')
    assert plain == (Code.BODY_BUDGET in {problem.code for problem in problems})


def test_wrapped_prose_of_the_largest_size_is_read() -> None:
    """Two megabytes of paragraphs in lines of usual length are no trouble."""
    line = "One of the interns reads every application twice, which nobody told me.\n"
    _, problems = read((line * 6 + "\n") * 4_800)
    assert not problems


def test_a_real_note_takes_few_steps() -> None:
    """What people write takes a fifth of its allowance or less."""
    text = (
        "## Advice\n\n- **Start early**, said [[Ana Souza]]; see [the guide](guide.md)"
        " and https://example.org #tip\n- [ ] write to [[Bo]] 📅 2026-08-21\n\n"
    ) * 200
    env: dict[str, Any] = {}
    budget.begin(env, text)
    allowed = env["budget"]
    markdown().parse(text, env)
    assert allowed - env["budget"] < allowed / 2
    assert allowed - env["budget"] < len(text) / 5


def test_no_allowance_no_count() -> None:
    """Without `begin` nothing is counted, so that other texts can be read as well."""
    env: dict[str, Any] = {}
    budget.spend(env, 10**9)
    assert env == {}
