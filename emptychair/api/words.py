"""The parts of the API and what its operations do, for people who read the reference page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

EXPLAINED = (
    _(
        "Send a token as `Authorization: Bearer ...`. It is made by `emptychair token`, or in the "
        "settings under Tokens."
    ),
    _(
        "Errors are `application/problem+json` (RFC 9457) with a `code` for machines and a "
        "`detail` for people."
    ),
    _(
        "A POST or PATCH with an `Idempotency-Key` is done once, however often it is sent within "
        "two days."
    ),
    _("Lists come a page at a time: pass `next` as `cursor`."),
    _(
        "Each token may make a number of requests a minute (`EMPTYCHAIR_API_RATE`); beyond it the "
        "answer is 429 with `Retry-After`."
    ),
    _("Times are ISO 8601 in UTC. What is marked with * is needed."),
)
SECTIONS: dict[str, tuple[Any, Any]] = {
    "me": (_("Who asks"), _("The workspace and the rights that belong to a token.")),
    "customers": (
        _("Customers"),
        _("People and companies, what they bought and did, segments, and merging."),
    ),
    "listening": (
        _("Listening"),
        _("Touchpoints, surveys, answers, and the scores worked out from them."),
    ),
    "acting": (
        _("Acting"),
        _("Today, cases, initiatives and effort: what is done about it."),
    ),
    "moving": (
        _("Data in and out"),
        _("Files read in, checked and taken back; tables written out."),
    ),
    "house": (
        pgettext_lazy("API", "The workspace"),
        _("Colleagues, the audit trail, and mail that comes in."),
    ),
    "steering": (
        _("Steering"),
        _("The scorecard, figures from outside, and warnings of the guard."),
    ),
    "reports": (_("Reports"), _("Regular reports and their files; finished reports as data.")),
}
# What operations call themselves; each stands in the document in English.
SUMMARIES = (
    gettext_noop("Who am I?"),
    gettext_noop("People"),
    gettext_noop("Add or update a person"),
    gettext_noop("One person"),
    gettext_noop("Timeline of a person"),
    gettext_noop("Companies"),
    gettext_noop("Add or update a company"),
    gettext_noop("Change a person"),
    gettext_noop("Change a company"),
    gettext_noop("Change a case"),
    gettext_noop("Change a KPI"),
    gettext_noop("One company"),
    gettext_noop("Record an event"),
    gettext_noop("Record many events"),
    gettext_noop("Segments"),
    gettext_noop("Make a segment"),
    gettext_noop("Never write to an address"),
    gettext_noop("Record an order"),
    gettext_noop("Record a contract"),
    gettext_noop("Note a wish"),
    gettext_noop("Note a birthday or another day"),
    gettext_noop("Merge two people"),
    gettext_noop("Take a merge back"),
    gettext_noop("Touchpoints"),
    gettext_noop("Add a touchpoint"),
    gettext_noop("Surveys"),
    gettext_noop("Make a survey"),
    gettext_noop("Start, pause or close a survey"),
    gettext_noop("What a survey asks"),
    gettext_noop("Write what a survey asks"),
    gettext_noop("Check a survey"),
    gettext_noop("Publish a survey"),
    gettext_noop("Messages"),
    gettext_noop("Ask one person"),
    gettext_noop("Record an answer"),
    gettext_noop("Leave an answer out"),
    gettext_noop("Take an answer in again"),
    gettext_noop("Answers and their words"),
    gettext_noop("A score of a period"),
    gettext_noop("A score by groups"),
    gettext_noop("A table of figures"),
    gettext_noop("Saved views"),
    gettext_noop("Today"),
    gettext_noop("Cases"),
    gettext_noop("Open a case"),
    gettext_noop("One case"),
    gettext_noop("Note something in a case"),
    gettext_noop("Close a case"),
    gettext_noop("Note a call"),
    gettext_noop("Promise something"),
    gettext_noop("Initiatives"),
    gettext_noop("Begin an initiative"),
    gettext_noop("One initiative"),
    gettext_noop("Link a voice"),
    gettext_noop("Log effort"),
    gettext_noop("Effort of a period"),
    gettext_noop("Hand a case over"),
    gettext_noop("Reply to the customer"),
    gettext_noop("Put a case off"),
    gettext_noop("Open a case again"),
    gettext_noop("Move an initiative"),
    gettext_noop("Tell those who asked"),
    gettext_noop("Mark a row of Today"),
    gettext_noop("Import a file"),
    gettext_noop("Imports"),
    gettext_noop("One import"),
    gettext_noop("Write the rows after a dry run"),
    gettext_noop("Take an import back"),
    gettext_noop("Export tables"),
    gettext_noop("One export"),
    gettext_noop("The file of an export"),
    gettext_noop("Colleagues"),
    gettext_noop("Audit trail"),
    gettext_noop("Take in a mail"),
    gettext_noop("The report of the demo company"),
    gettext_noop("The scorecard"),
    gettext_noop("Warnings of the guard"),
    gettext_noop("Figures from outside"),
    gettext_noop("Define a figure from outside"),
    gettext_noop("Values of a figure"),
    gettext_noop("Store the value of a month or a day"),
    gettext_noop("Alerts"),
    gettext_noop("One alert"),
    gettext_noop("Say what became of an alert"),
    gettext_noop("Regular reports"),
    gettext_noop("Issues of a regular report"),
    gettext_noop("Make a regular report now"),
    gettext_noop("A file of a regular report"),
    gettext_noop("Customers’ KPIs"),
    gettext_noop("Agree on a KPI"),
    gettext_noop("One KPI"),
    gettext_noop("Readings of a KPI"),
    gettext_noop("Enter readings"),
    gettext_noop("How far a company is"),
    gettext_noop("How far a person is"),
    gettext_noop("What customers hire us for"),
)


@dataclass(frozen=True)
class Words:
    """Words for people, and the language they are in where it is not that of the page."""

    text: str
    language: str = ""


def title_of(section: str) -> Words:
    """The heading of a part of the API; its own name where nobody wrote one."""
    known = SECTIONS.get(section)
    return Words(str(known[0])) if known else Words(section, "en")


def about(section: str) -> str:
    """What a part of the API is for."""
    known = SECTIONS.get(section)
    return str(known[1]) if known else ""


def summary_of(english: str) -> Words:
    """What an operation does, in the language of the page if it is known there."""
    here = gettext(english) if english in SUMMARIES else english
    foreign = here == english and not str(get_language()).startswith("en")
    return Words(here, "en" if foreign else "")
