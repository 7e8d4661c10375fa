"""What adopting a vault proposes and finds, as frozen records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from generator.adopt.notes import Seen


class Hints(Struct, frozen=True, kw_only=True):
    """What the editor's own configuration of a vault says.

    Attributes:
        daily: Folder of daily notes; empty: not said.
        daily_format: Format of their names; empty: not said.
        templates: Folders of templates.
        excluded: Folders that the editor leaves out of its search.
    """

    daily: str = ""
    daily_format: str = ""
    templates: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class Proposal(Struct, frozen=True, kw_only=True):
    """One line of the settings that a vault needs, and why.

    Attributes:
        table: `folders`, `tags`, `keys`, `sections`, `people`, `tasks`; empty: the top.
        yours: What the vault calls it.
        ours: The setting, or for a key the key that it means.
        evidence: Why, as one phrase.
        notes: How many notes speak for it.
        sure: Whether it is set; else it stands in a comment for its owner to decide.
    """

    table: str
    yours: str
    ours: str
    evidence: str
    notes: int = 0
    sure: bool = True


class Unknown(Struct, frozen=True, kw_only=True):
    """Something that no setting explains.

    Attributes:
        what: `key`, `heading`, `folder`, `value` or `name`.
        name: What the vault calls it.
        notes: In how many notes.
        remark: An example, or what is wrong with it.
    """

    what: str
    name: str
    notes: int
    remark: str = ""


class Counts(Struct, frozen=True, kw_only=True):
    """What a vault is as a book, once the proposal holds."""

    notes: int = 0
    contacts: int = 0
    interviews: int = 0
    organizations: int = 0
    questions: int = 0
    pages: int = 0
    daily: int = 0
    events: int = 0
    leads: int = 0
    referrals: int = 0
    undated: int = 0
    alone: int = 0


class Vault(Struct, frozen=True, kw_only=True):
    """A vault that has been read.

    Attributes:
        notes: Every note that is no template, in order of path.
        hints: Of its editor.
        templates: Names of folders with templates, and how many notes each holds.
    """

    notes: tuple[Seen, ...]
    hints: Hints = Hints()
    templates: tuple[tuple[str, int], ...] = ()


class Adoption(Struct, frozen=True, kw_only=True):
    """What is proposed for a vault, and what comes of it.

    Attributes:
        proposals: In the order of the settings.
        counts: Of the book that they make.
        unknown: What stays without meaning, the most frequent first.
        toml: The settings as text.
    """

    proposals: tuple[Proposal, ...]
    counts: Counts
    unknown: tuple[Unknown, ...]
    toml: str

    @property
    def is_book(self) -> bool:
        """Whether there is anybody in it."""
        return bool(self.counts.contacts or self.counts.interviews)
