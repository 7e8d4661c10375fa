"""Problems as values: where, what is wrong, what to write instead."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Self

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a problem matters (README, "Problem codes")."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(Enum):
    """The closed list of problem codes: name, severity and what it means."""

    FILE_ENCODING = (
        "file-encoding",
        Severity.ERROR,
        "The file is not UTF-8; the bytes that could not be read are shown as �. "
        "Save it as UTF-8.",
    )
    FILE_TOO_BIG = (
        "file-too-big",
        Severity.ERROR,
        "A note may have 2 MiB. Split it, or keep long texts as attachments.",
    )
    FILE_UNREADABLE = (
        "file-unreadable",
        Severity.ERROR,
        "The system does not let Airbook read this file.",
    )
    FILE_BOM = (
        "file-bom",
        Severity.HINT,
        "The file begins with an invisible byte order mark. Airbook reads over it; "
        "other tools then miss the front matter. Save as UTF-8 without BOM.",
    )
    FILE_CRLF = (
        "file-crlf",
        Severity.HINT,
        "The lines end as on Windows (CRLF). Airbook reads and keeps them.",
    )
    FILE_OUTSIDE = (
        "file-outside",
        Severity.WARNING,
        "A symbolic link leads out of the content folder and is not followed.",
    )
    FRONT_MATTER_UNCLOSED = (
        "front-matter-unclosed",
        Severity.ERROR,
        "The front matter begins with --- on line 1, and no second --- line ends it.",
    )
    FRONT_MATTER_YAML = (
        "front-matter-yaml",
        Severity.ERROR,
        "The front matter is not YAML from the place given on. Keys before it are "
        "read, the rest is not.",
    )
    FRONT_MATTER_SHAPE = (
        "front-matter-shape",
        Severity.ERROR,
        "Front matter is lines of `key: value`, not a list or a single text.",
    )
    FRONT_MATTER_LIMIT = (
        "front-matter-limit",
        Severity.ERROR,
        "Front matter may have 64 KiB, 10,000 values, 32 levels, and no YAML "
        "anchors, aliases, tags or merges.",
    )
    KEY_DUPLICATE = (
        "key-duplicate",
        Severity.ERROR,
        "A key stands twice, or under two names that mean the same. "
        "The first one counts.",
    )
    KEY_MISSPELLED = (
        "key-misspelled",
        Severity.WARNING,
        "A key that Airbook does not know, close to one that it does. "
        "It is kept and shown, and does nothing.",
    )
    TYPE_UNKNOWN = (
        "type-unknown",
        Severity.HINT,
        "`type:` names no kind of note, and is close to one. The note is a page.",
    )
    VALUE_DATE = (
        "value-date",
        Severity.ERROR,
        "Not a date that exists. Write 2026-08-21, or 2026-08-21T10:30 with a time.",
    )
    VALUE_CHOICE = (
        "value-choice",
        Severity.ERROR,
        "The key takes one of a few words, and this is none of them.",
    )
    VALUE_NUMBER = (
        "value-number",
        Severity.ERROR,
        "The key takes a whole number in its range.",
    )
    VALUE_BOOL = ("value-bool", Severity.ERROR, "The key takes true or false.")
    VALUE_TIMEZONE = (
        "value-timezone",
        Severity.ERROR,
        "Not a time zone of the IANA list, such as Europe/Lisbon.",
    )
    VALUE_SHAPE = (
        "value-shape",
        Severity.ERROR,
        "The key takes a text or a list, not keys inside a key.",
    )
    VALUE_PLACEHOLDER = (
        "value-placeholder",
        Severity.WARNING,
        "A template's placeholder such as {{date}} was never filled in.",
    )
    LINK_UNQUOTED = (
        "link-unquoted",
        Severity.HINT,
        'A link in front matter without quotes is a list to YAML. Write "[[Name]]".',
    )
    LINK_BARE = (
        "link-bare",
        Severity.HINT,
        'The key takes a link and has a bare name. Write "[[Name]]", so that '
        "Obsidian follows it, too.",
    )
    LINK_MISSING = (
        "link-missing",
        Severity.WARNING,
        "No note has this name.",
    )
    LINK_AMBIGUOUS = (
        "link-ambiguous",
        Severity.WARNING,
        "Several notes fit equally well. The link goes to the first; write the "
        "folder as well.",
    )
    LINK_LEAD = (
        "link-lead",
        Severity.HINT,
        "A person who has no note yet: a lead, with a page of their own.",
    )
    LINK_BY_NAME = (
        "link-by-name",
        Severity.HINT,
        "Only a `name` or alias matches, which Obsidian does not follow. "
        "Write [[File name|shown]].",
    )
    LINK_ANCHOR = (
        "link-anchor",
        Severity.WARNING,
        "The note is there, the heading or block is not.",
    )
    LINK_OUTSIDE = (
        "link-outside",
        Severity.WARNING,
        "The target lies outside the content folder and is not shown.",
    )
    EMBED_CYCLE = (
        "embed-cycle",
        Severity.WARNING,
        "A note that embeds itself, directly or through others. "
        "A placeholder stands where it would begin again.",
    )
    EMBED_LIMIT = (
        "embed-limit",
        Severity.WARNING,
        "The embeds of this note grow too large. The rest are links.",
    )
    BLOCK_DUPLICATE = (
        "block-duplicate",
        Severity.WARNING,
        "Two blocks of one note have the same ^id. Links go to the first.",
    )
    BODY_BUDGET = (
        "body-budget",
        Severity.WARNING,
        "The text is nested so deeply, or has so many parts, that reading it would "
        "take seconds. It is shown as plain text; split it.",
    )
    LOG_KIND = (
        "log-kind",
        Severity.WARNING,
        "A dated Log line whose first word is no kind of event.",
    )
    LOG_DATE = (
        "log-date",
        Severity.ERROR,
        "A Log line whose date does not exist. It does not count.",
    )
    LOG_UNDATED = (
        "log-undated",
        Severity.WARNING,
        "A Log line that begins with an event and has no date. It does not count.",
    )
    LOG_NOBODY = (
        "log-nobody",
        Severity.WARNING,
        "An event that is about nobody. Link the person after its kind.",
    )
    EVENT_FUTURE = (
        "event-future",
        Severity.HINT,
        "A Log line dated after today. It does not count before its day.",
    )
    TASK_DATE = (
        "task-date",
        Severity.ERROR,
        "A task whose date does not exist. The task counts as undated.",
    )
    PAY_UNREADABLE = (
        "pay-unreadable",
        Severity.HINT,
        "Pay that cannot be charted, only listed. Write 80000-95000 USD/year.",
    )
    STATUS_CONTRADICTS = (
        "status-contradicts",
        Severity.WARNING,
        "The written status and the dated events disagree. The written one wins.",
    )
    INTERVIEW_NOBODY = (
        "interview-nobody",
        Severity.WARNING,
        "An interview without a person: write `with`.",
    )
    INTERVIEW_UNDATED = (
        "interview-undated",
        Severity.WARNING,
        "An interview that is scheduled or done and has no date.",
    )
    INTERVIEWS_CLOSE = (
        "interviews-close",
        Severity.WARNING,
        "Two interviews with less than an hour between them; they overrun.",
    )
    INTERVIEW_LONG = (
        "interview-long",
        Severity.HINT,
        "More than 30 minutes asked for a talk that is not in person.",
    )
    REFERRAL_CYCLE = (
        "referral-cycle",
        Severity.WARNING,
        "People who referred each other in a circle. The tree ends there.",
    )
    SETTINGS_SYNTAX = (
        "settings-syntax",
        Severity.ERROR,
        "airbook.toml cannot be read from the line given on. All defaults hold.",
    )
    SETTINGS_KEY = (
        "settings-key",
        Severity.WARNING,
        "A setting that Airbook does not know.",
    )
    SETTINGS_VALUE = (
        "settings-value",
        Severity.ERROR,
        "A setting's value cannot be used. The default holds.",
    )
    TEMPLATE_BROKEN = (
        "template-broken",
        Severity.ERROR,
        "One of the book's own templates cannot be used. The page says so.",
    )

    def __new__(cls, slug: str, severity: Severity, explanation: str) -> Self:
        """Let the name be the value, which is what is written to the disk."""
        code = object.__new__(cls)
        code._value_ = slug
        code.slug = slug
        code.severity = severity
        code.explanation = explanation
        return code

    slug: str
    severity: Severity
    explanation: str


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A place in a file of the book.

    Attributes:
        path: Relative to the content folder, `/` between folders.
        line: From 1.
        column: From 1, in characters.
        end_line: Line of the first character behind the span.
        end_column: Column of the first character behind the span.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, path: str, line: int = 1, column: int = 1) -> Span:
        """Return the empty span at a place; without one, at the beginning of a file."""
        return cls(path, line, column, line, column)


class Fix(Struct, frozen=True, array_like=True, gc=False):
    """A replacement that mends a problem: what stands at `span` becomes `text`."""

    span: Span
    text: str


class Diagnostic(Struct, frozen=True, array_like=True, gc=False):
    """One problem.

    Attributes:
        code: Which one of the closed list.
        span: Where.
        message: What is wrong, one line, no full stop.
        advice: What to write instead, one line; empty where nothing helps.
        fix: The same as an edit, where a machine can make it.
    """

    code: Code
    span: Span
    message: str
    advice: str = ""
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return self.code.severity

    def __str__(self) -> str:
        """Return `path:line:col: severity: what is wrong; what to write [code]`."""
        says = f"{self.message}; {self.advice}" if self.advice else self.message
        where = f"{self.span.path}:{self.span.line}:{self.span.column}"
        return f"{where}: {self.severity}: {says} [{self.code.slug}]"


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order problems by path, line, column, code and message, each once.

    Args:
        diagnostics: In any order, repeats allowed.

    Returns:
        The stable order of every output; empty when there are none.
    """
    return tuple(
        sorted(
            dict.fromkeys(diagnostics),
            key=lambda one: (
                one.span.path,
                one.span.line,
                one.span.column,
                one.code.slug,
                one.message,
            ),
        )
    )
