"""The settings of a book as frozen records; every default stands here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from generator.vocabulary import DEFAULT_RULES, Kind, Section

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.vocabulary import RuleId, RuleSetting

DATE_FORMATS: Final = ("2 Jan 2026", "2026-01-02", "Jan 2, 2026")
WEEK_STARTS: Final = ("monday", "saturday", "sunday")
PERIODS: Final = ("month", "week")
TASK_FORMATS: Final = ("emoji", "dataview")
NAMINGS: Final = ("full", "initials", "pseudonym")
OWNER: Final = "owner"
SHARE: Final = "share"
EDIT_LINK: Final = "vscode://file{path}:{line}"


class Folders(Struct, frozen=True, kw_only=True):
    """Names of folders that decide the kind of the notes in them, in any case.

    Attributes:
        ignore: Names of folders that are not read, besides dotfolders.
    """

    contact: tuple[str, ...] = ("contacts", "people")
    interview: tuple[str, ...] = ("interviews",)
    organization: tuple[str, ...] = ("organizations", "organisations", "companies")
    question: tuple[str, ...] = ("questions",)
    daily: tuple[str, ...] = ("daily", "journal")
    ignore: tuple[str, ...] = ("templates",)


class Tags(Struct, frozen=True, kw_only=True):
    """Tags without `#` that decide the kind of a note wherever it lies."""

    interview: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    question: tuple[str, ...] = ()


class Goal(Struct, frozen=True, kw_only=True):
    """The challenge: so many interviews a month or week, or in all by a day.

    Attributes:
        interviews: How many; 0: no challenge.
        per: `month` or `week`; does not count where `by` is set.
        by: The last day; none: without an end.
    """

    interviews: int = 1
    per: str = "month"
    by: date | None = None


class Rules(Struct, frozen=True, kw_only=True):
    """When the rules of the follow-up list speak.

    Attributes:
        preset: The preset that `settings` started from.
        holidays: Days that are no business days.
        paused_until: Nothing but promises and interviews is due before this day.
        outcome_date: The day the owner landed; turns on `landed`.
        since: What was due before this day is stale at once.
        settings: Every rule: its default, the preset and the owner's word, in
            this order.
    """

    preset: str = "gentle"
    holidays: frozenset[date] = frozenset()
    paused_until: date | None = None
    outcome_date: date | None = None
    since: date | None = None
    settings: Mapping[RuleId, RuleSetting] = field(
        default_factory=lambda: DEFAULT_RULES
    )


class SiteSettings(Struct, frozen=True, kw_only=True):
    """How the site is made.

    Attributes:
        base: Path of the site on its host, with `/` at both ends.
        remote_images: Whether images may be loaded from other hosts.
        data: Whether `book.json` is written.
        edit: Pattern of the link "edit this note"; empty: no link.
    """

    base: str = "/"
    remote_images: bool = False
    data: bool = False
    edit: str = EDIT_LINK


class Audience(Struct, frozen=True, kw_only=True):
    """What an audience may see; what is not listed it may not.

    Attributes:
        name: As in `[audience.NAME]`.
        only: Kinds, tags and folders that are kept; empty: nothing.
        except_: Kinds, tags and folders that are dropped again.
        fields: Keys of the front matter that are kept.
        sections: Sections that are kept.
        answers: Whether answers under questions are kept.
        events: Whether dates and kinds of events are kept.
        hide_topics: Entries and lines with these tags are dropped.
        names: `full`, `initials` or `pseudonym`.
        allow: Words that the leak check may find.
    """

    name: str
    only: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    answers: bool = False
    events: bool = False
    hide_topics: tuple[str, ...] = ()
    names: str = "initials"
    allow: tuple[str, ...] = ()


SHARE_DEFAULT: Final = Audience(
    name=SHARE,
    only=(Kind.CONTACT, Kind.INTERVIEW, Kind.ORGANIZATION, Kind.QUESTION),
    fields=(
        "name",
        "organization",
        "role",
        "field",
        "date",
        "mode",
        "topics",
        "with",
        "category",
    ),
    sections=(Section.ADVICE, Section.INFORMATION, Section.QUOTES),
    answers=True,
)
_SHARE_ONLY: Final = MappingProxyType({SHARE: SHARE_DEFAULT})


def _no_keys() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_sections() -> Mapping[Section, tuple[str, ...]]:
    return MappingProxyType({})


class Settings(Struct, frozen=True, kw_only=True):
    """All settings of a book; `Settings()` is a book without `airbook.toml`.

    Attributes:
        book_id: Names this book in the user's data folder; empty: none yet.
        content: Folder of the notes, relative to `airbook.toml`; may begin with ~.
        output: Folder of the site, relative to `airbook.toml`; may begin with ~.
        title: Title of the site.
        owner: Whose book it is; empty: not said.
        timezone: IANA zone of interviews without one; empty: not said.
        language: Language tag of the notes.
        date_format: One of `DATE_FORMATS`.
        week_starts: One of `WEEK_STARTS`.
        dates_in_names: Whether an interview without a date is on the day in its
            file's name.
        folders: Which folders hold which kind.
        keys: Own keys of the front matter and the keys that they mean.
        sections: Further headings of sections, as written.
        people_tags: Tags without `#` that make a note a contact.
        tags: Those that make it any other kind.
        goal: The challenge.
        rules: The follow-up rules.
        tasks_write: How tasks are written, one of `TASK_FORMATS`.
        site: How the site is made.
        audiences: By name; `share` is always there, `owner` never.
    """

    book_id: str = ""
    content: str = "content"
    output: str = "site"
    title: str = "Airbook"
    owner: str = ""
    timezone: str = ""
    language: str = "en"
    date_format: str = DATE_FORMATS[0]
    week_starts: str = WEEK_STARTS[0]
    dates_in_names: bool = False
    folders: Folders = field(default_factory=Folders)
    keys: Mapping[str, str] = field(default_factory=_no_keys)
    sections: Mapping[Section, tuple[str, ...]] = field(default_factory=_no_sections)
    people_tags: tuple[str, ...] = ()
    tags: Tags = field(default_factory=Tags)
    goal: Goal = field(default_factory=Goal)
    rules: Rules = field(default_factory=Rules)
    tasks_write: str = TASK_FORMATS[0]
    site: SiteSettings = field(default_factory=SiteSettings)
    audiences: Mapping[str, Audience] = field(default_factory=lambda: _SHARE_ONLY)
