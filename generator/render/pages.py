"""Every page of the site: its URL, and how its view is made when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.render.maker import Maker
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
    """Return every page by URL, as what makes its view.

    Args:
        material: The build.

    Returns:
        In a stable order, those that the whole book is on before those of one note.
    """
    sections = frame.sections_of(material)
    pages = {
        url: Maker(make)
        for url, make in _FIXED.items()
        if url not in _OF_SECTIONS or _OF_SECTIONS[url] in sections
    }
    if not material.facts.told:
        pages[TODAY] = Maker(front.front_view)
    if material.local:
        pages[problems.URL] = Maker(problems.problems_view)
        pages[audiences.URL] = Maker(audiences.audiences_view)
        for name in material.settings.audiences:
            pages[audiences.url_of(name)] = Maker(audiences.audience_view, (name,))
    pages.update(_ledger_pages(material))
    pages.update(_topic_pages(material))
    return dict(
        [*sorted(pages.items(), key=_url), *sorted(_note_pages(material), key=_url)]
    )


def _url(page: tuple[str, Maker]) -> str:
    return page[0]


def _ledger_pages(material: Material) -> Iterator[tuple[str, Maker]]:
    for section in ("advice", "information"):
        url = frame.index_of(section)
        if section in frame.sections_of(material):
            yield url, Maker(ledgers.ledger_view, (section,))
    for section in ledgers.TITLES:
        for year in ledgers.year_names(material, section):
            make = Maker(ledgers.ledger_view, (section, year))
            yield f"{section}/{year}.html", make


def _topic_pages(material: Material) -> Iterator[tuple[str, Maker]]:
    urls = material.urls
    for summary in material.derived.fields:
        yield urls.fields[summary.name], Maker(fields.field_view, (summary,))
    for tag, url in urls.tags.items():
        yield url, Maker(tags.tag_view, (tag,))


def _note_pages(material: Material) -> Iterator[tuple[str, Maker]]:
    urls = material.urls
    for path, note in material.book.notes.items():
        yield urls.notes[path], Maker(_BY_KIND[note.kind], (path,))
        if brief.has_brief(material, path):
            yield urls.brief_of(path), Maker(brief.brief_view, (path,))
    for lead, url in urls.leads.items():
        yield url, Maker(leads.lead_view, (lead,))
