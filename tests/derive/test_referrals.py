"""The referral tree: parents, cross-links, circles, what branches yielded."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.derive.ledgers import derive_ledger
from generator.derive.referrals import Network
from generator.vocabulary import Section
from tests.derive.building import Builder, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.derive.records import Branch
    from generator.graph.records import PersonId


def network(made: Builder) -> Network:
    book, facts = made.book(), made.facts()
    ledgers = [
        derive_ledger(book, facts, section)
        for section in (Section.ADVICE, Section.INFORMATION, Section.REFERRALS)
    ]
    return Network(book, facts, lambda: ledgers)


def drawn(made: Network) -> str:
    """Draw a tree in one line: `Ana(Bo Cem(Dee))`."""

    def line(people: Iterable[PersonId]) -> str:
        texts = []
        for person in people:
            below = line(made.branches[person].children)
            texts.append(name_of(person) + (f"({below})" if below else ""))
        return " ".join(texts)

    return line(one.person for one in made.roots)


def walk(made: Network) -> Iterator[Branch]:
    stack = [one.person for one in made.roots]
    while stack:
        branch = made.branches[stack.pop()]
        yield branch
        stack.extend(branch.children)


def found(made: Builder, name: str) -> Branch:
    return next(one for one in walk(network(made)) if name_of(one.person) == name)


def test_first_circle_by_name() -> None:
    """People without a referrer are the first circle, by name without accents."""
    made = Builder()
    for name in ("Zoe", "órla", "Oscar", "Bo"):
        made.contact(name)
    assert drawn(network(made)) == "Bo órla Oscar Zoe"


def test_leads_hang_under_referrers() -> None:
    """A lead stands below who named them, a lead named by nobody is a root."""
    made = Builder()
    ana = made.contact("Ana")
    made.refer(ana, made.lead("Bo"), "2026-02-01")
    made.refer("", made.lead("Cem"), "2026-02-01")
    assert drawn(network(made)) == "Ana(Bo) Cem"


def test_parent_is_the_earliest_edge() -> None:
    """Who named somebody first is the parent; the later naming is a cross-link."""
    made = Builder()
    ana, bo, dee = made.contact("Ana"), made.contact("Bo"), made.contact("Dee")
    late = made.refer(ana, dee, "2026-02-09")
    made.refer(bo, dee, "2026-02-01")
    result = network(made)
    assert drawn(result) == "Ana Bo(Dee)"
    assert result.cross_links == (late,)


def test_undated_edges_come_last() -> None:
    """A referral with a day beats one without, wherever the notes stand."""
    made = Builder()
    ana, bo, dee = made.contact("Ana"), made.contact("Bo"), made.contact("Dee")
    made.refer(ana, dee)
    made.refer(bo, dee, "2026-02-01")
    assert drawn(network(made)) == "Ana Bo(Dee)"


def test_same_pair_is_no_cross_link() -> None:
    """The same two people named again make neither an edge nor a cross-link."""
    made = Builder()
    ana, bo = made.contact("Ana"), made.contact("Bo")
    first = made.refer(ana, bo, "2026-02-01")
    made.refer(ana, bo)
    result = network(made)
    assert result.cross_links == ()
    assert result.branches[result.roots[0].children[0]].edge is first


def test_panel() -> None:
    """Of a panel the first is the parent and each other one a cross-link."""
    made = Builder()
    ana, bo, dee = made.contact("Ana"), made.contact("Bo"), made.contact("Dee")
    made.refer((ana, bo), dee, "2026-02-01")
    result = network(made)
    assert drawn(result) == "Ana(Dee) Bo"
    assert [one.referrers for one in result.cross_links] == [(bo,)]


def test_circle_ends_at_its_newest_edge() -> None:
    """People who named each other in a circle: the newest edge is a cross-link."""
    made = Builder()
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.contact("Cem")
    made.refer(ana, bo, "2026-02-01")
    made.refer(bo, cem, "2026-02-02")
    closing = made.refer(cem, ana, "2026-02-03")
    result = network(made)
    assert drawn(result) == "Ana(Bo(Cem))"
    assert result.cross_links == (closing,)


def test_a_person_of_a_circle_may_have_another_parent() -> None:
    """After an edge that closes a circle, the next naming may be the parent."""
    made = Builder()
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.contact("Cem")
    made.refer(ana, bo, "2026-02-01")
    made.refer(bo, ana, "2026-02-02")
    made.refer(cem, ana, "2026-02-03")
    assert drawn(network(made)) == "Cem(Ana(Bo))"


def test_naming_oneself_is_nothing() -> None:
    """A person who names themselves is neither below themselves nor cross-linked."""
    made = Builder()
    ana = made.contact("Ana")
    made.refer(ana, ana, "2026-02-01")
    result = network(made)
    assert drawn(result) == "Ana"
    assert result.cross_links == ()


def test_children_by_day_then_name() -> None:
    """Children stand by the day they were named, then by name, undated last."""
    made = Builder()
    ana = made.contact("Ana")
    for name, on in (("D", ""), ("C", "2026-02-01"), ("B", "2026-02-02")):
        made.refer(ana, made.contact(name), on)
    made.refer(ana, made.contact("A"), "2026-02-02")
    assert drawn(network(made)) == "Ana(C A B D)"


def test_paths() -> None:
    """A path leads from the first circle down to the person, who is in it."""
    made = Builder()
    ana, bo, cem = made.contact("Ana"), made.contact("Bo"), made.lead("Cem")
    made.refer(ana, bo, "2026-02-01")
    made.refer(bo, cem, "2026-02-02")
    paths = network(made).paths
    assert dict(paths) == {ana: (ana,), bo: (ana, bo), cem: (ana, bo, cem)}
    assert len(paths) == 3
    assert "Nobody" not in paths


def test_branch_yields() -> None:
    """A branch yields its interviews, entries and people; a panel counts once."""
    made = Builder()
    ana, bo, cem = (made.contact(one, "met") for one in ("Ana", "Bo", "Cem"))
    made.refer(ana, bo, "2026-02-01")
    made.refer(ana, cem, "2026-02-01")
    panel = made.interview("2026-02-10", bo, cem)
    made.interview("2026-02-11", bo, status="cancelled")
    made.entry(panel, Section.ADVICE, "one")
    made.entry(panel, Section.INFORMATION, "two")
    made.entry(ana, Section.INFORMATION, "three")
    gave = found(made, "Ana").gave
    assert (gave.interviews, gave.entries, gave.people) == (1, 3, 2)
    assert found(made, "Bo").gave.entries == 2


def test_dead_branch() -> None:
    """A branch is dead where all in it declined, closed or kept silent."""
    made = Builder()
    ana, bo = made.contact("Ana", "declined"), made.contact("Bo", "no-reply")
    cem = made.contact("Cem", "asked", do_not_contact=True)
    made.refer(ana, bo, "2026-02-01")
    made.refer(bo, cem, "2026-02-02")
    made.refer(cem, made.lead("Dee", "closed"), "2026-02-02")
    assert all(one.dead for one in walk(network(made)))


def test_somebody_left_keeps_a_branch_alive() -> None:
    """Somebody ready or asked below keeps everyone above alive."""
    for word in ("to-research", "ready", "asked", "nudged", "replied"):
        made = Builder()
        ana, bo = made.contact("Ana", "declined"), made.contact("Bo", word)
        made.refer(ana, bo, "2026-02-01")
        assert not any(one.dead for one in walk(network(made)))


def test_what_was_gained_keeps_a_branch_alive() -> None:
    """An interview done or an entry heard means that a branch is not dead."""
    made = Builder()
    ana, bo = made.contact("Ana", "closed"), made.contact("Bo", "closed")
    made.interview("2026-02-10", ana)
    made.entry(bo, Section.ADVICE, "Read the report")
    assert not any(one.dead for one in network(made).roots)


def test_empty_book() -> None:
    """A book without people has an empty tree."""
    result = network(Builder())
    assert (result.roots, result.cross_links, result.debts) == ((), (), ())
    assert dict(result.paths) == {}


def test_a_long_chain() -> None:
    """A chain of 5,000 referrals is built without recursion, and paths are cheap."""
    made = Builder()
    people = [made.contact(f"p{i:04}") for i in range(5000)]
    for i, (one, other) in enumerate(itertools.pairwise(people)):
        made.refer(one, other, f"2026-02-{1 + i % 28:02}")
    result = network(made)
    assert sum(1 for _ in walk(result)) == 5000
    assert result.roots[0].gave.people == 4999
    assert len(result.paths[people[-1]]) == 5000


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 9), max_size=3),
            st.integers(0, 9),
            st.sampled_from(("", "2026-02-01", "2026-02-02", "2026-02-03")),
        ),
        max_size=40,
    ),
    st.integers(0, 10),
)
def test_any_graph_gives_a_tree(
    edges: list[tuple[list[int], int, str]], contacts: int
) -> None:
    """Any referrals, circles included, give a tree with every person once."""
    made = Builder()
    people = [
        made.contact(f"p{i}") if i < contacts else made.lead(f"p{i}") for i in range(10)
    ]
    for referrers, person, on in edges:
        made.refer(tuple(people[i] for i in referrers), people[person], on)
    result = network(made)
    assert sorted(one.person for one in walk(result)) == sorted(people)
    assert sorted(result.paths) == sorted(people)
    for end, path in result.paths.items():
        assert path[-1] == end
        assert len(set(path)) == len(path)
    links = [(one.referrers[0], one.person) for one in result.cross_links]
    assert len(set(links)) == len(links)
    assert network(made).cross_links == result.cross_links
