"""What the site of every book says: no word of it gives anybody away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from generator.build import build
from generator.render.dates import Dates
from generator.source import sources_from_texts
from generator.source.records import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.config.settings import Settings

_ANY_DAY: Final = date(2000, 1, 1)
# One note of each kind, so that every sort of page is there; its words are nobody's.
_NOBODY: Final = sources_from_texts(
    {
        "contacts/Qqxa.md": (
            "---\norganization: '[[Qqxb]]'\nrole: qqxr\nfield: qqxf\n---\n"
        ),
        "organizations/Qqxb.md": "---\nindustry: qqxi\nlocation: qqxl\n---\n",
        "questions/Qqxc.md": "---\ncategory: path\nstage: open\n---\n",
        "pages/Qqxd.md": "# Qqxd\n\nQqxe [[Qqxa]] #qqxt\n",
        "interviews/Qqxg.md": (
            "---\nwith: '[[Qqxa]]'\ndate: 2000-01-01\nmode: video\ntopics: qqxf\n---\n"
            "## Advice\n- Qqxh #qqxt\n## Information\n### [[Qqxc]]\n- Qqxi\n"
            "## Quotes\n> Qqxj\n## Referrals\n- [[Qqxk Qqxk]] - qqxm\n"
            "## Log\n- 2000-01-02 thanked: qqxn\n"
        ),
    }
)


def usual_texts(
    settings: Settings, templates: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Yield the sites of an empty book and of nobody's, and all days as printed.

    Args:
        settings: Of the book that is checked.
        templates: The same.
    """
    yield from templates.items()
    for sources in (Sources(), _NOBODY):
        made = build(sources, settings, templates, today=_ANY_DAY, purpose="published")
        for path, page in made.site.items():
            if callable(page):
                yield path, page()
    dates = Dates(today=_ANY_DAY, form=settings.date_format)
    for day in (_ANY_DAY + timedelta(days=at) for at in range(366)):
        for said in (dates.weekday(day), dates.short(day), dates.full(day)):
            yield "", said.text.encode()
