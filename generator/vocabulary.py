"""The words of the format, declared once: kinds, keys, sections, events, rules.

Validation, settings, the README's tables and `new` all read from here.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """The kinds of note; whatever is no other kind is a page."""

    CONTACT = "contact"
    INTERVIEW = "interview"
    ORGANIZATION = "organization"
    QUESTION = "question"
    PAGE = "page"


class ValueType(StrEnum):
    """What a key takes."""

    TEXT = "text"
    TEXTS = "list of texts"
    LINK = "link"
    LINKS = "link or list of links"
    DATE = "date"
    PARTIAL_DATE = "date, YYYY-MM or YYYY"
    MOMENT = "date or date and time"
    MINUTES = "minutes"
    NUMBER = "number"
    CHOICE = "one of"
    BOOL = "true or false"
    TIMEZONE = "time zone"
    SNOOZE = "date, or list of `rule date`"
    TAGS = "list of tags"


class Key(Struct, frozen=True, kw_only=True):
    """One key of the front matter.

    Attributes:
        name: As it is written.
        type: What it takes.
        help: One line for the README and `new`.
        aliases: Further names that mean the same.
        choices: The words of a CHOICE.
        low: The least number.
        high: The greatest number; none without one.
    """

    name: str
    type: ValueType
    help: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int | None = None


STATUSES: Final = (
    "to-research",
    "ready",
    "asked",
    "nudged",
    "replied",
    "scheduled",
    "met",
    "keeping",
    "declined",
    "no-reply",
    "closed",
)
MESSAGES: Final = ("outreach", "thanks", "nudge", "update", "intro")
"""What can be drafted, by the names of the templates."""

SOURCES: Final = (
    "alumni",
    "referral",
    "family-friend",
    "colleague",
    "faculty",
    "event",
    "cold",
    "recruiter",
    "online",
    "other",
)
TIERS: Final = ("close", "warm", "light", "none")
PERMISSIONS: Final = ("yes", "no", "ask")
INTERVIEW_STATUSES: Final = (
    "planned",
    "requested",
    "scheduled",
    "done",
    "cancelled",
    "no-show",
    "rescheduled",
)
MODES: Final = ("in-person", "phone", "video", "email", "chat")
OUTCOMES: Final = ("referral", "advice", "opportunity", "follow-up", "dead-end")
CATEGORIES: Final = (
    "path",
    "day",
    "skills",
    "likes",
    "trends",
    "culture",
    "pay",
    "advice",
    "resources",
    "referrals",
)
STAGES: Final = ("open", "middle", "close", "after")

_ALIASES = Key(
    name="aliases",
    type=ValueType.TEXTS,
    aliases=("alias",),
    help="other names that links may use",
)
_TAGS = Key(name="tags", type=ValueType.TAGS, aliases=("tag",), help="without #")
_PRIVATE = Key(
    name="private", type=ValueType.BOOL, help="never in anything but your own site"
)
_UID = Key(name="uid", type=ValueType.TEXT, help="a lasting id for calendars")
_NAME = Key(name="name", type=ValueType.TEXT, help="the shown name")
_NEXT = Key(name="next", type=ValueType.DATE, help="a promise beats a computed rule")
_NEXT_ACTION = Key(name="next_action", type=ValueType.TEXT, help="what you promised")
_TYPE = Key(
    name="type",
    type=ValueType.CHOICE,
    choices=tuple(Kind),
    help="the kind, where the folder does not say it",
)

KEYS: Final[Mapping[Kind, tuple[Key, ...]]] = MappingProxyType(
    {
        Kind.CONTACT: (
            _TYPE,
            _NAME,
            _ALIASES,
            Key(name="pronouns", type=ValueType.TEXT),
            Key(name="pronunciation", type=ValueType.TEXT),
            Key(
                name="organization",
                type=ValueType.LINK,
                aliases=("organisation", "company", "org", "employer"),
                help="where they work now",
            ),
            Key(
                name="past_organizations",
                type=ValueType.LINKS,
                aliases=("past_organisations",),
                help="where they worked before",
            ),
            Key(
                name="role",
                type=ValueType.TEXT,
                aliases=("title", "position", "job_title"),
                help="`title` only where it is not the note's own name",
            ),
            Key(
                name="field",
                type=ValueType.TEXTS,
                aliases=("fields",),
                help="the careers being explored",
            ),
            Key(name="email", type=ValueType.TEXTS, aliases=("emails",)),
            Key(name="phone", type=ValueType.TEXTS, aliases=("phones",)),
            Key(
                name="linkedin",
                type=ValueType.TEXTS,
                help="`none`: they have none",
            ),
            Key(name="website", type=ValueType.TEXTS),
            Key(name="location", type=ValueType.TEXT),
            Key(name="timezone", type=ValueType.TIMEZONE, help="IANA zone"),
            Key(
                name="source",
                type=ValueType.CHOICE,
                choices=SOURCES,
                help="how you came to know of them",
            ),
            Key(name="met", type=ValueType.PARTIAL_DATE, help="first met"),
            Key(name="how_we_met", type=ValueType.TEXT),
            Key(
                name="referred_by",
                type=ValueType.LINKS,
                help="the referral edge; its inverse is computed",
            ),
            Key(
                name="may_use_name",
                type=ValueType.CHOICE,
                choices=PERMISSIONS,
                help="may the referrer's name be used",
            ),
            Key(
                name="status",
                type=ValueType.CHOICE,
                choices=STATUSES,
                help="computed when absent",
            ),
            Key(
                name="tier",
                type=ValueType.CHOICE,
                choices=TIERS,
                help="how often to keep in touch",
            ),
            Key(name="cadence", type=ValueType.NUMBER, low=1, help="the same in days"),
            _NEXT,
            _NEXT_ACTION,
            Key(
                name="snooze",
                type=ValueType.SNOOZE,
                help="nothing is due before that day",
            ),
            Key(name="paused", type=ValueType.BOOL, help="only what is promised"),
            Key(name="do_not_contact", type=ValueType.BOOL, help="silences all"),
            Key(name="interests", type=ValueType.TEXTS, help="a reason to write later"),
            _TAGS,
            _UID,
            _PRIVATE,
        ),
        Kind.INTERVIEW: (
            _TYPE,
            _NAME,
            _ALIASES,
            Key(
                name="with",
                type=ValueType.LINKS,
                aliases=("contact", "contacts", "people", "person"),
                help="whom you talk to",
            ),
            Key(
                name="date",
                type=ValueType.MOMENT,
                help="absent: not scheduled",
            ),
            Key(name="duration", type=ValueType.MINUTES, low=1),
            Key(name="timezone", type=ValueType.TIMEZONE, help="IANA zone"),
            Key(name="mode", type=ValueType.CHOICE, choices=MODES),
            Key(name="place", type=ValueType.TEXT, aliases=("location",)),
            Key(name="link", type=ValueType.TEXT, help="URL of the call"),
            Key(
                name="status",
                type=ValueType.CHOICE,
                choices=INTERVIEW_STATUSES,
                help="computed when absent",
            ),
            Key(name="confirmed", type=ValueType.DATE),
            Key(name="thanked", type=ValueType.DATE),
            Key(
                name="organization",
                type=ValueType.LINK,
                aliases=("organisation", "company", "org"),
                help="the employer at that time",
            ),
            Key(name="field", type=ValueType.TEXTS, aliases=("fields",)),
            Key(name="topics", type=ValueType.TEXTS, aliases=("topic",)),
            Key(name="questions", type=ValueType.LINKS),
            Key(name="referrals", type=ValueType.LINKS, help="whom they named"),
            Key(name="rating", type=ValueType.NUMBER, low=1, high=5),
            Key(name="energy", type=ValueType.NUMBER, low=1, high=5),
            Key(name="confidence", type=ValueType.NUMBER, low=1, high=5),
            Key(name="outcome", type=ValueType.CHOICE, choices=OUTCOMES),
            _NEXT,
            _NEXT_ACTION,
            _TAGS,
            _UID,
            _PRIVATE,
        ),
        Kind.ORGANIZATION: (
            _TYPE,
            _NAME,
            _ALIASES,
            Key(name="website", type=ValueType.TEXT),
            Key(name="industry", type=ValueType.TEXT),
            Key(name="size", type=ValueType.TEXT),
            Key(name="location", type=ValueType.TEXT),
            Key(
                name="status",
                type=ValueType.CHOICE,
                choices=("active", "on-hold", "ruled-out", "offer"),
            ),
            Key(name="advocacy", type=ValueType.BOOL, help="somebody speaks for you"),
            Key(name="motivation", type=ValueType.NUMBER, low=0, high=3),
            Key(name="posting", type=ValueType.NUMBER, low=1, high=3),
            _TAGS,
            _PRIVATE,
        ),
        Kind.QUESTION: (
            _TYPE,
            _NAME,
            _ALIASES,
            Key(name="category", type=ValueType.CHOICE, choices=CATEGORIES),
            Key(name="stage", type=ValueType.CHOICE, choices=STAGES),
            Key(name="must_ask", type=ValueType.BOOL),
            _TAGS,
            _PRIVATE,
        ),
        Kind.PAGE: (
            _TYPE,
            Key(name="title", type=ValueType.TEXT, aliases=("name",)),
            _ALIASES,
            _TAGS,
            Key(name="created", type=ValueType.MOMENT),
            Key(name="updated", type=ValueType.MOMENT),
            _PRIVATE,
        ),
    }
)


class Section(StrEnum):
    """The sections of a body that mean something."""

    PREP = "prep"
    ADVICE = "advice"
    INFORMATION = "information"
    REFERRALS = "referrals"
    QUOTES = "quotes"
    REFLECTION = "reflection"
    FOLLOW_UP = "follow-up"
    LOG = "log"
    PRIVATE = "private"


SECTION_NAMES: Final[Mapping[Section, tuple[str, ...]]] = MappingProxyType(
    {
        Section.PREP: ("prep", "preparation"),
        Section.ADVICE: ("advice",),
        Section.INFORMATION: ("information", "info"),
        Section.REFERRALS: ("referrals", "referral"),
        Section.QUOTES: ("quotes", "quote"),
        Section.REFLECTION: ("reflection", "reflections"),
        Section.FOLLOW_UP: ("follow-up", "follow up", "followup", "follow-ups"),
        Section.LOG: ("log",),
        Section.PRIVATE: ("private",),
    }
)
LEDGERS: Final = (Section.ADVICE, Section.INFORMATION, Section.REFERRALS)


class EventKind(StrEnum):
    """What can have happened; the order settles what is later on one day."""

    ASKED = "asked"
    NUDGED = "nudged"
    REPLIED = "replied"
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    MET = "met"
    THANKED = "thanked"
    UPDATED = "updated"
    GAVE = "gave"
    DECLINED = "declined"
    INTRODUCED = "introduced"
    CONNECTED = "connected"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    RESCHEDULED = "rescheduled"
    MOVED = "moved"
    CLOSED = "closed"
    DID = "did"
    NOTE = "note"


EVENT_ORDER: Final = MappingProxyType({kind: i for i, kind in enumerate(EventKind)})
LOG_KINDS: Final = tuple(kind for kind in EventKind if kind is not EventKind.DID)
MINE: Final = frozenset(
    {
        EventKind.ASKED,
        EventKind.NUDGED,
        EventKind.PROPOSED,
        EventKind.THANKED,
        EventKind.UPDATED,
        EventKind.GAVE,
    }
)
THEIRS: Final = frozenset({EventKind.REPLIED, EventKind.DECLINED, EventKind.INTRODUCED})
BOTH: Final = frozenset(
    {
        EventKind.SCHEDULED,
        EventKind.CONFIRMED,
        EventKind.MET,
        EventKind.CONNECTED,
    }
)
CONTACTING: Final = MINE | THEIRS | BOTH
SILENT_KINDS: Final = frozenset(
    {EventKind.NOTE, EventKind.DID, EventKind.MOVED, EventKind.CLOSED}
)
"""Events that are no sign of keeping in touch."""


class Delay(Struct, frozen=True):
    """A number of days, calendar or business days."""

    days: int
    business: bool = False

    def __str__(self) -> str:
        """Return it as it is written in `airbook.toml`."""
        return f"{self.days}{'bd' if self.business else 'd'}"


def _no_names() -> Mapping[str, Delay]:
    return MappingProxyType({})


class RuleSetting(Struct, frozen=True, kw_only=True):
    """When a rule is due, late and stale.

    Attributes:
        delays: From the event; several only for `nudge`, one nudge each.
        late: From the event, instead of the general formula.
        stale: From the event, instead of the general formula.
        named: Delays by name (`keep` by tier, `intro-promised` by sort).
        on: Whether the rule speaks at all.
    """

    delays: tuple[Delay, ...] = ()
    late: Delay | None = None
    stale: Delay | None = None
    named: Mapping[str, Delay] = field(default_factory=_no_names)
    on: bool = True


class RuleId(StrEnum):
    """The rules of the follow-up list."""

    PREP = "prep"
    CONFIRM = "confirm"
    RECORD = "record"
    THANKS = "thanks"
    NUDGE = "nudge"
    LET_GO = "let-go"
    SECOND_PERSON = "second-person"
    ANSWER = "answer"
    PROPOSED = "proposed"
    NO_SHOW = "no-show"
    USE_REFERRAL = "use-referral"
    PERMISSION = "permission"
    TELL_CONTACTED = "tell-contacted"
    TELL_MET = "tell-met"
    INTRO_PROMISED = "intro-promised"
    PROMISE = "promise"
    REPORT_BACK = "report-back"
    KEEP = "keep"
    CONNECT = "connect"
    REFLECT = "reflect"
    WIDEN = "widen"
    LANDED = "landed"


class Rule(Struct, frozen=True, kw_only=True):
    """What the README prints of a rule.

    Attributes:
        starts: The event it follows from.
        action: What to do.
        settled_by: What ends it, in words.
        settles: The kinds of events among that.
        otherwise: What else ends it, in words.
        agreed: Where its delay comes from: agreed, single or ours.
        setting: The default.
    """

    starts: str
    action: str
    settled_by: str
    settles: frozenset[EventKind] = frozenset()
    otherwise: str = ""
    agreed: str
    setting: RuleSetting


def _after(days: int, *, business: bool = False) -> RuleSetting:
    return RuleSetting(delays=(Delay(days, business),))


def _named(**named: int) -> RuleSetting:
    delays = {name: Delay(days) for name, days in named.items()}
    return RuleSetting(named=MappingProxyType(delays))


RULES: Final[Mapping[RuleId, Rule]] = MappingProxyType(
    {
        RuleId.PREP: Rule(
            starts="interview scheduled, no questions, no Prep text",
            action="write the brief",
            settled_by="a question, or text under Prep",
            otherwise="a question, or text under Prep",
            agreed="single",
            setting=_after(3),
        ),
        RuleId.CONFIRM: Rule(
            starts="interview scheduled, not confirmed since last rescheduled",
            action="confirm, check the time zone",
            settled_by="confirmed",
            settles=frozenset({EventKind.CONFIRMED}),
            agreed="agreed",
            setting=_after(1),
        ),
        RuleId.RECORD: Rule(
            starts="interview scheduled, its day is past",
            action="mark it done or no-show, write it up",
            settled_by="a status, or text in it",
            otherwise="a status, or text in the note",
            agreed="agreed",
            setting=_after(1),
        ),
        RuleId.THANKS: Rule(
            starts="interview done",
            action="send a thank-you note",
            settled_by="thanked",
            settles=frozenset({EventKind.THANKED}),
            agreed="agreed",
            setting=RuleSetting(delays=(Delay(1),), late=Delay(2), stale=Delay(7)),
        ),
        RuleId.NUDGE: Rule(
            starts="asked, no answer",
            action="forward the first message",
            settled_by="theirs, both, nudged, closed",
            settles=THEIRS | BOTH | frozenset({EventKind.NUDGED, EventKind.CLOSED}),
            agreed="agreed",
            setting=_after(7, business=True),
        ),
        RuleId.LET_GO: Rule(
            starts="the last nudge, no answer",
            action="close as no-reply",
            settled_by="theirs, both, closed",
            settles=THEIRS | BOTH | frozenset({EventKind.CLOSED}),
            agreed="agreed",
            setting=_after(14),
        ),
        RuleId.SECOND_PERSON: Rule(
            starts="asked, no answer, organization known",
            action="try someone else there",
            settled_by="someone else asked at the same place; theirs, both",
            settles=THEIRS | BOTH,
            otherwise="someone else asked at the same place",
            agreed="single",
            setting=RuleSetting(delays=(Delay(3, business=True),), on=False),
        ),
        RuleId.ANSWER: Rule(
            starts="replied to you, or brought in by an introduction",
            action="answer, offer times",
            settled_by="mine, both",
            settles=MINE | BOTH,
            agreed="agreed",
            setting=_after(1),
        ),
        RuleId.PROPOSED: Rule(
            starts="times offered, nothing scheduled",
            action="offer times again",
            settled_by="theirs, both, proposed",
            settles=THEIRS | BOTH | frozenset({EventKind.PROPOSED}),
            agreed="ours",
            setting=_after(5, business=True),
        ),
        RuleId.NO_SHOW: Rule(
            starts="cancelled, no-show or rescheduled, no later interview",
            action="ask kindly for another time",
            settled_by="mine, both",
            settles=MINE | BOTH,
            agreed="ours",
            setting=_after(1),
        ),
        RuleId.USE_REFERRAL: Rule(
            starts="named as a referral, no contact with them ever",
            action="write to them",
            settled_by="contact with them, closed",
            settles=CONTACTING | frozenset({EventKind.CLOSED}),
            agreed="agreed",
            setting=_after(2),
        ),
        RuleId.PERMISSION: Rule(
            starts="referrals whose name-question is open, not contacted",
            action="ask whether the name may be used",
            settled_by="yes or no, contact with them",
            settles=CONTACTING,
            otherwise="the answer, `use my name: yes` or `no`, beside the name",
            agreed="agreed",
            setting=_after(0),
        ),
        RuleId.TELL_CONTACTED: Rule(
            starts="referrals contacted since they were named",
            action="tell the referrer that you wrote to them",
            settled_by="updated",
            settles=frozenset({EventKind.UPDATED}),
            agreed="agreed",
            setting=_after(1),
        ),
        RuleId.TELL_MET: Rule(
            starts="referrals met since they were named",
            action="tell the referrer how it went",
            settled_by="updated",
            settles=frozenset({EventKind.UPDATED}),
            agreed="agreed",
            setting=_after(2),
        ),
        RuleId.INTRO_PROMISED: Rule(
            starts="a task of theirs is open",
            action="remind them gently",
            settled_by="introduced, the task ticked",
            settles=frozenset({EventKind.INTRODUCED}),
            otherwise="the task ticked",
            agreed="single",
            setting=_named(dated=1, undated=7),
        ),
        RuleId.PROMISE: Rule(
            starts="a task of mine about someone, or `next`",
            action="do it",
            settled_by="ticked, cancelled; `next` moved",
            otherwise="the task ticked or cancelled, `next` moved",
            agreed="ours",
            setting=_after(3),
        ),
        RuleId.REPORT_BACK: Rule(
            starts="a task under Advice ticked",
            action="tell the adviser what came of it",
            settled_by="updated",
            settles=frozenset({EventKind.UPDATED}),
            agreed="agreed; the delay is ours",
            setting=_after(14),
        ),
        RuleId.KEEP: Rule(
            starts="met, or a written tier or cadence",
            action="send an update worth reading",
            settled_by="any event but note, did, moved, closed",
            settles=frozenset(EventKind) - SILENT_KINDS,
            agreed="agreed on three to six months",
            setting=_named(close=30, warm=90, light=180, default=90),
        ),
        RuleId.CONNECT: Rule(
            starts="interview done, no `linkedin`",
            action="connect with a personal line",
            settled_by="connected, or any `linkedin` value",
            settles=frozenset({EventKind.CONNECTED}),
            otherwise="any `linkedin` value, `none` too",
            agreed="agreed",
            setting=_after(2),
        ),
        RuleId.REFLECT: Rule(
            starts="interview done, Reflection empty",
            action="write down how it was",
            settled_by="text under Reflection",
            otherwise="text under Reflection",
            agreed="agreed",
            setting=_after(2),
        ),
        RuleId.WIDEN: Rule(
            starts="a field with one or two interviews, none to come",
            action="talk to one more",
            settled_by="an interview in the field",
            otherwise="an interview in the field",
            agreed="single",
            setting=_after(14),
        ),
        RuleId.LANDED: Rule(
            starts="`outcome_date` set",
            action="tell them where you landed, and thank them",
            settled_by="updated, thanked",
            settles=frozenset({EventKind.UPDATED, EventKind.THANKED}),
            agreed="agreed",
            setting=_after(7),
        ),
    }
)
DEFAULT_RULES: Final[Mapping[RuleId, RuleSetting]] = MappingProxyType(
    {rule_id: rule.setting for rule_id, rule in RULES.items()}
)


def _keep(default: int) -> RuleSetting:
    named = {**RULES[RuleId.KEEP].setting.named, "default": Delay(default)}
    return RuleSetting(named=MappingProxyType(named))


_BD3, _BD7 = Delay(3, business=True), Delay(7, business=True)
# Each preset over the defaults above; `gentle` is the defaults (README, "Presets").
PRESETS: Final[Mapping[str, Mapping[RuleId, RuleSetting]]] = MappingProxyType(
    {
        "gentle": MappingProxyType({}),
        "3b7": MappingProxyType(
            {
                RuleId.NUDGE: RuleSetting(delays=(_BD7,)),
                RuleId.LET_GO: RuleSetting(delays=(_BD7,)),
                RuleId.SECOND_PERSON: RuleSetting(delays=(_BD3,)),
                RuleId.KEEP: _keep(30),
            }
        ),
        "3-7-7": MappingProxyType(
            {
                RuleId.NUDGE: RuleSetting(delays=(_BD3, _BD7)),
                RuleId.LET_GO: RuleSetting(delays=(_BD7,)),
                RuleId.USE_REFERRAL: _after(1),
                RuleId.KEEP: _keep(60),
            }
        ),
        "student": MappingProxyType(
            {RuleId.USE_REFERRAL: _after(3), RuleId.KEEP: _keep(120)}
        ),
    }
)
