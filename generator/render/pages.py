"""Every page of the site: its URL, and how its view is made when asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from generator.render.urls import NOT_FOUND, TODAY
from generator.render.views import (
    audiences,
    brief,
    contacts,
    fields,
    follow_ups,
    frame,
    front,
    interviews,
    leads,
    ledgers,
    network,
    notes,
    numbers,
    organizations,
    others,
    problems,
    questions,
    referrals,
    report,
    search,
    tags,
    today,
    week,
)
from generator.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.render.material import Material
    from generator.render.template import View

    Maker = Callable[[], View]

_FIXED: Final[Mapping[str, Callable[[Material], View]]] = {
    TODAY: today.today_view,
    follow_ups.URL: follow_ups.follow_ups_view,
    contacts.URL: contacts.contacts_view,
    interviews.URL: interviews.interviews_view,
    organizations.URL: organizations.organizations_view,
    questions.URL: questions.questions_view,
    referrals.URL: referrals.referrals_view,
    network.URL: network.network_view,
    numbers.URL: numbers.numbers_view,
    week.URL: week.week_view,
    report.URL: report.report_view,
    fields.URL: fields.fields_view,
    tags.URL: tags.tags_view,
    others.URL: others.others_view,
    frame.SEARCH: search.search_view,
    NOT_FOUND: frame.not_found,
}
# What a site without events leaves out with the section; a matrix may link to fields.
_OF_SECTIONS: Final = {
    frame.index_of(section): section
    for section in (*frame.TOLD, "referrals", "network", "tags", "notes")
}
_BY_KIND: Final[Mapping[Kind, Callable[[Material, str], View]]] = {
    Kind.CONTACT: contacts.contact_view,
    Kind.INTERVIEW: interviews.interview_view,
    Kind.ORGANIZATION: organizations.organization_view,
    Kind.QUESTION: questions.question_view,
    Kind.PAGE: notes.note_view,
}
VIEWS: Final[tuple[type[View], ...]] = (
    today.TodayView,
    follow_ups.FollowUpsView,
    contacts.ContactsView,
    contacts.ContactView,
    leads.LeadView,
    brief.BriefView,
    interviews.InterviewsView,
    interviews.InterviewView,
    organizations.OrganizationsView,
    organizations.OrganizationView,
    ledgers.LedgerView,
    referrals.ReferralsView,
    questions.QuestionsView,
    questions.QuestionView,
    network.NetworkView,
    numbers.NumbersView,
    week.WeekView,
    report.ReportView,
    fields.FieldsView,
    fields.FieldView,
    tags.TagsView,
    tags.TagView,
    others.OthersView,
    problems.ProblemsView,
    audiences.AudiencesView,
    audiences.AudienceView,
    front.FrontView,
    notes.NoteView,
    search.SearchView,
    frame.NotFoundView,
)
"""The record of every sort of page."""


def plan_pages(material: Material) -> dict[str, Maker]:
    """Return every page by URL; nothing is made before its call.

    Args:
        material: The build.

    Returns:
        In a stable order, those that the whole book is on before those of one note.
    """
    sections = frame.sections_of(material)
    pages: dict[str, Maker] = {
        url: partial(make, material)
        for url, make in _FIXED.items()
        if url not in _OF_SECTIONS or _OF_SECTIONS[url] in sections
    }
    if not material.facts.told:
        pages[TODAY] = partial(front.front_view, material)
    if material.local:
        pages[problems.URL] = partial(problems.problems_view, material)
        pages[audiences.URL] = partial(audiences.audiences_view, material)
        for name in material.settings.audiences:
            url = audiences.url_of(name)
            pages[url] = partial(audiences.audience_view, material, name)
    pages.update(_ledger_pages(material))
    pages.update(_topic_pages(material))
    return dict([*sorted(pages.items()), *sorted(_note_pages(material))])


def _ledger_pages(material: Material) -> Iterator[tuple[str, Maker]]:
    for section in ("advice", "information"):
        url = frame.index_of(section)
        if section in frame.sections_of(material):
            yield url, partial(ledgers.ledger_view, material, section)
    for section in ledgers.TITLES:
        for year in ledgers.year_names(material, section):
            make = partial(ledgers.ledger_view, material, section, year)
            yield f"{section}/{year}.html", make


def _topic_pages(material: Material) -> Iterator[tuple[str, Maker]]:
    urls = material.urls
    for summary in material.derived.fields:
        url = urls.fields[summary.name]
        yield url, partial(fields.field_view, material, summary)
    for tag, url in urls.tags.items():
        yield url, partial(tags.tag_view, material, tag)


def _note_pages(material: Material) -> Iterator[tuple[str, Maker]]:
    urls = material.urls
    for path, note in material.book.notes.items():
        yield urls.notes[path], partial(_BY_KIND[note.kind], material, path)
        if brief.has_brief(material, path):
            yield urls.brief_of(path), partial(brief.brief_view, material, path)
    for lead, url in urls.leads.items():
        yield url, partial(leads.lead_view, material, lead)
