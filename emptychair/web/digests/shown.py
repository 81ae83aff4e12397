"""Reports as pages show them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.digests.queries.digests import DigestRow
from emptychair.digests.types import Cadence, Content, Form, Part
from emptychair.digests.words import group_words, key_words
from emptychair.kit.periods import Period

if TYPE_CHECKING:
    from emptychair.digests.models import Digest, DigestIssue


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the list."""

    row: DigestRow
    about: str
    cadence: str
    forms: str
    newest: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its drawing as markup."""

    part: Part
    svg: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """Parts under one heading."""

    key: str
    heading: str
    parts: list[ShownPart]


def line_of(row: DigestRow, *, first_month: int) -> ReportLine:
    """One report for the list."""
    return ReportLine(
        row=row,
        about=row.about or _("The whole company"),
        cadence=cadence_words(row.digest),
        forms=", ".join(form.upper() for form in row.digest.forms),
        newest=issue_words(row.last, first_month=first_month) if row.last else "",
    )


def issue_words(issue: "DigestIssue", *, first_month: int) -> str:
    """Which days a report that was made tells of."""
    return key_words(issue.period, Period(issue.first, issue.end), first_month=first_month)


def cadence_words(digest: "Digest") -> str:
    """When it is made: every month, on day 3 at 8:00."""
    facts = {"hour": f"{digest.hour}:00", "day": digest.day}
    if digest.cadence == Cadence.WEEK:
        facts["day"] = weekday_words(digest.day)
        return _("every week on %(day)s at %(hour)s") % facts
    said = {
        Cadence.MONTH: _("every month on day %(day)s at %(hour)s"),
        Cadence.QUARTER: _("after every quarter, on day %(day)s at %(hour)s"),
        Cadence.FISCAL_QUARTER: _("after every fiscal quarter, on day %(day)s at %(hour)s"),
        Cadence.FISCAL_YEAR: _("after every fiscal year, on day %(day)s at %(hour)s"),
    }
    return said[Cadence(digest.cadence)] % facts


def kind_words(cadence: Cadence) -> str:
    """What kind of periods they are, as a heading."""
    return {
        Cadence.WEEK: pgettext("periods", "Weeks"),
        Cadence.MONTH: pgettext("periods", "Months"),
        Cadence.QUARTER: pgettext("periods", "Quarters of the calendar"),
        Cadence.FISCAL_QUARTER: pgettext("periods", "Quarters of the fiscal year"),
        Cadence.FISCAL_YEAR: pgettext("periods", "Fiscal years"),
    }[cadence]


def weekday_words(number: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return [
        pgettext("weekday", "Monday"), pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"), pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"), pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    ][number]  # fmt: skip


def form_words(form: str) -> str:
    """What kind of file it is."""
    return str(Form(form).label)


def grouped(content: Content) -> list[Group]:
    """The parts of a report under their headings, in the language of the report."""
    found: dict[str, Group] = {}
    with translation.override(content.language):
        for part in content.parts:
            group = found.setdefault(part.group, Group(part.group, group_words(part.group), []))
            drawing = part.graph.sizes or part.graph.svg if part.graph else ""
            # The builder escapes every word that it draws (tests/charts/test_chart_markup.py).
            group.parts.append(ShownPart(part, mark_safe(drawing)))  # noqa: S308 - our own builder escapes
    return list(found.values())
