"""Figures of the encrypted site: what is refused, and what one edit changes."""

from __future__ import annotations

from collections import Counter
from time import process_time
from typing import TYPE_CHECKING, Final

from generator.publish.encrypt import encrypt_site
from tests.encrypt.sealing import keys_of, sealed, small_site
from tests.encrypt.tampering import (
    accepted,
    flips,
    held_for_whole,
    tamper,
    wrong_pages,
)
from tests.encrypt.test_damage import newer_site
from tests.slow.bigbook import make_book

if TYPE_CHECKING:
    from generator.build import BuildResult
    from tests.conftest import MakeBook

FLIPS: Final = 10_000
CHANGES: Final = 1_000
NOTES: Final = 10_000
MOST_SECONDS: Final = 240


def test_ten_thousand_flipped_bits() -> None:
    """None is accepted, in whatever file it is."""
    files = sealed(small_site())
    hit = Counter[str]()
    for name, data in flips(files, FLIPS):
        assert not accepted({**files, name: data}, name), name
        hit[name] += 1
    print(f"\n{FLIPS:,} flips in {len(hit)} files: 0 accepted")  # noqa: T201 - a figure


def test_a_thousand_swaps_renames_truncations_and_mixed_generations() -> None:
    """None is taken for whole, and no page is shown that was not published so."""
    files, newer = sealed(small_site()), sealed(newer_site(), generation=2)
    sites = {1: small_site(), 2: newer_site()}
    for changed in tamper(files, newer, CHANGES):
        assert not held_for_whole(changed)
        assert not wrong_pages(changed, sites)
    print(f"\n{CHANGES:,} changed copies: 0 accepted, 0 wrong pages")  # noqa: T201 - a figure


def sealed_sizes(result: BuildResult, generation: int) -> dict[str, int]:
    """Encrypt a built book; return the sizes of its files, but not their bytes."""
    made = encrypt_site(result.site, keys_of(), {}, generation=generation)
    return {name: len(data) for name, data in made}


def test_one_edit_among_ten_thousand_notes(book: MakeBook) -> None:
    """At most 5 % of the files change."""
    notes = dict(make_book(NOTES).notes)
    path = next(one for one in notes if one.startswith("contacts/"))
    first = book(notes)
    started = process_time()
    before = sealed_sizes(first, 1)
    seconds = process_time() - started
    notes[path] += "\nWe spoke about rowing, too.\n"
    after = sealed_sizes(book(notes), 2)
    changed = len(set(after) - set(before)) + 1  # and the header
    print(  # noqa: T201 - the figures are what it is run for
        f"\n{len(first.site):,} files -> {len(before):,} files, "
        f"{sum(before.values()) / 1e6:.0f} MB, rendered and encrypted in "
        f"{seconds:.0f} s of one core; one edit changes {changed}"
    )
    assert changed <= 0.05 * len(after)
    assert seconds < MOST_SECONDS
