"""Names in a text: those found one by one are those found with everybody known."""

from __future__ import annotations

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from generator.audience.words import Names
from generator.derive.drafts.naming import Naming, people_by_word

CALLED: Final = {
    "ana": ("Ana Reyes", "Annie", "ana-reyes"),
    "ana2": ("Ana Lima-Souza", "ana lima"),
    "will": ("Will May", "will"),
    "orla": ("Dr. Órla Ní Bhriain",),
    "suzuki": ("鈴木 悠斗", "Yuto Suzuki"),
    "kim": ("김민준",),
    "li": ("李小龙 (Bruce Lee)",),
    "elena": ("Елена Ивановна Петрова", "Lena"),
    "al": ("Al", "al"),
    "o'neill": ("Sean O'Neill_Kerr", "o.neill"),
    "no": ("", "—"),
    "nil": ("नीलम शर्मा",),
}
WORDS: Final = sorted(
    {
        *(part for names in CALLED.values() for name in names for part in name.split()),
        *(
            "anareyes",
            "ANA",
            "Souza",
            "lima",
            "鈴木悠斗さん",
            "鈴",
            "小龙",
            "민준이",
            "orla",
        ),
        *("in", "May", "2026", "will", "and", "a@b.example", "петрова", "Kerr", "AL"),
    }
)
JOINS: Final = (" ", ", ", "-", "", "'s ", ". ", "\u200b")


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(JOINS)), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_naming_finds_what_names_finds(
    texts: list[list[tuple[str, str]]],
) -> None:
    """Whatever texts come, and in whatever order, nobody is missed or added."""
    names, naming = Names(), Naming(people_by_word(tuple(CALLED.items())))
    for person, called in CALLED.items():
        names.person(called, person)
    for pieces in texts:
        text = "".join(word + join for word, join in pieces)
        assert naming.spans(text) == names.spans(text)


def test_naming_finds_every_name() -> None:
    """A name is found in whichever form it was given, and in no other text."""
    naming = Naming(people_by_word(tuple(CALLED.items())))
    assert naming.spans("the rain comes") == []
    found = {one.text for one in naming.spans("with Ana Reyes, 鈴木悠斗, Lena")}
    assert found == {"ana", "suzuki", "elena"}
