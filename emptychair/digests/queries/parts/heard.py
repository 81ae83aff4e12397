"""Who is silent: how many were heard, who of the valuable was not, where nobody answered."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company
from emptychair.customers.queries.gone import gone_companies
from emptychair.digests.types import Ask, Part, Table
from emptychair.digests.words import count_cell, money_cell, text_cell
from emptychair.kit.periods import Period
from emptychair.loop.words import amount_a_year
from emptychair.metrics.queries.coverage import coverage, response_rate
from emptychair.metrics.queries.places import place_scores
from emptychair.metrics.types import Coverage, ResponseRate
from emptychair.surveys.models import Response
from emptychair.touchpoints.queries import touchpoints_of

YEAR, MOST = timedelta(days=365), 5


def heard_parts(access: Access, ask: Ask) -> list[Part]:
    """Coverage and silence; for a touchpoint how many answered there."""
    rate = response_rate(access, ask.period, touchpoint_id=ask.touchpoint_id)
    if not ask.is_whole:
        return [_asked_only(rate, ask)] if ask.touchpoint_id is not None else []
    return [_everybody(access, ask, rate)]


def silent_companies(access: Access, ask: Ask) -> list[Company]:
    """The most valuable ones of which nobody answered in the year up to the period's end."""
    access.require(Permission.CUSTOMER_READ)
    start, end = Period(ask.period.end - YEAR, ask.period.end).moments(access.workspace.zone)
    answers = Response.objects.visible_to(access).filter(
        person__company=OuterRef("pk"), answered_at__gte=start, answered_at__lt=end,
        is_counted=True,
    )  # fmt: skip
    found = Company.objects.visible_to(access).filter(yearly_value__gt=0)
    found = found.exclude(gone_companies(access, ask.period.end - timedelta(days=1)))
    return list(found.filter(~Exists(answers)).order_by("-yearly_value", "pk")[:MOST])


def silent_places(access: Access, ask: Ask) -> list[str]:
    """Touchpoints at which nobody answered in 90 days."""
    places = touchpoints_of(access)
    known = place_scores(access, [one.pk for one in places], now=ask.now)
    return [one.name for one in places if not known[one.pk].is_heard]


def _everybody(access: Access, ask: Ask, rate: ResponseRate) -> Part:
    found = coverage(access, ask.period)
    companies, places = silent_companies(access, ask), silent_places(access, ask)
    share, currency = found.share or 0, access.workspace.currency
    facts = {"silent": f"{100 * (1 - share):.0f}", "n": f"{found.people:,}"}
    message = _("%(silent)s%% of %(n)s customers said nothing in this period") % facts
    if not found.people:
        message = pgettext("report", "There are no customers yet")
    return Part(
        key="silent",
        group="heard",
        message=message,
        sentences=(*_rate_words(rate), *_value_words(found), *_place_words(places)),
        points=_company_words(access, companies),
        notes=(
            _("A customer counts who has not left before the period. Silence is no consent."),
            _("Valuable and silent: nobody there answered anything for a year."),
        ),
        tables=(_table(rate, found, currency), *_company_table(companies, currency)),
        address=f"{ask.address}/touchpoints/",
    )


def _asked_only(rate: ResponseRate, ask: Ask) -> Part:
    words = _rate_words(rate)
    return Part(
        key="silent",
        group="heard",
        message=words[0].rstrip(".。") if words else pgettext("report", "Nobody was asked"),
        address=f"{ask.address}/surveys/",
    )


def _rate_words(rate: ResponseRate) -> tuple[str, ...]:
    if rate.share is None:
        return (_("Nobody was asked by invitation."),)
    facts = {
        "asked": f"{rate.asked:,}",
        "answered": f"{rate.answered:,}",
        "share": f"{100 * rate.share:.0f}",
    }
    return (_("Of %(asked)s who were asked, %(answered)s answered (%(share)s%%).") % facts,)


def _value_words(found: Coverage) -> tuple[str, ...]:
    if found.value_share is None:
        return ()
    share = f"{100 * found.value_share:.0f}"
    return (_("Those who were heard bring %(share)s%% of the yearly value.") % {"share": share},)


def _place_words(places: list[str]) -> tuple[str, ...]:
    if not places:
        return ()
    between = pgettext("between the parts of a list", ", ")
    words = ngettext(
        "At %(n)s touchpoint nobody answered in 90 days: %(places)s.",
        "At %(n)s touchpoints nobody answered in 90 days: %(places)s.",
        len(places),
    )
    more = " …" if len(places) > MOST else ""
    return (words % {"n": len(places), "places": between.join(places[:MOST]) + more},)


def _company_words(access: Access, companies: list[Company]) -> tuple[str, ...]:
    currency = access.workspace.currency
    return tuple(
        _("%(company)s (%(value)s): not heard for a year")
        % {"company": one.name, "value": amount_a_year(float(one.yearly_value or 0), currency)}
        for one in companies
    )


def _table(rate: ResponseRate, found: Coverage, currency: str) -> Table:
    rows = (
        (text_cell(_("asked")), count_cell(rate.asked)),
        (text_cell(_("answered")), count_cell(rate.answered)),
        (text_cell(_("customers")), count_cell(found.people)),
        (text_cell(_("customers heard")), count_cell(found.heard)),
        (text_cell(_("yearly value")), money_cell(found.value, currency)),
        (text_cell(_("yearly value heard")), money_cell(found.value_heard, currency)),
    )
    return Table(_("Who is heard"), (_("Who is heard"), _("Value")), rows)


def _company_table(companies: list[Company], currency: str) -> tuple[Table, ...]:
    if not companies:
        return ()
    rows = tuple(
        (text_cell(one.name), money_cell(float(one.yearly_value), currency))
        for one in companies
        if one.yearly_value is not None
    )
    return (Table(_("Silent companies"), (_("Company"), _("Yearly value")), rows, told=True),)
