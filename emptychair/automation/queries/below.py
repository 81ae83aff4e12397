"""Triggers and facts of the domains that watch customers: silence, risk, KPIs, plans, touch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.automation.facts import Choices, Fact, register_fact
from emptychair.automation.queries.customers import units_about
from emptychair.automation.triggers import (
    ABOUT,
    LATE,
    Trigger,
    Window,
    as_given,
    of_companies,
    register_trigger,
)
from emptychair.automation.types import About, Occurrence, Plain, Subject
from emptychair.kit.periods import local_day, start_of_day
from emptychair.outcomes.queries.asof import outcomes_asof
from emptychair.outcomes.types import Standing
from emptychair.plans.queries.standing import late_on
from emptychair.silence.models import SilenceReading, SilentEpisode
from emptychair.success.models import CustomerHealth
from emptychair.success.queries.history import at_risk_on, risk_known_from
from emptychair.touch.models import CustomerTouch
from emptychair.touch.types import Tier

Values = Mapping[Subject, Any]


def silences_begun(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """Silences that were noticed; without those the page of silence holds out by chance."""
    about, zone = as_given(parameters), access.workspace.zone
    rows = SilentEpisode.objects.visible_to(access).filter(held_out=False)
    rows = rows.exclude(**{about: None}) if about == About.COMPANY else rows.filter(company=None)
    if window.by_arrival:
        found = rows.filter(created_at__gte=window.since, created_at__lte=window.until)
        found = found.filter(began_on__gte=local_day(window.since - LATE, zone))
    else:
        first, last = local_day(window.since, zone), local_day(window.until, zone)
        found = rows.filter(began_on__gte=first, began_on__lte=last)
    wanted = found.order_by("-began_on", "-pk")[: window.most]
    for pk, person, company, day in wanted.values_list("pk", "person_id", "company_id", "began_on"):
        moment = min(max(start_of_day(day, zone), window.since), window.until)
        yield Occurrence(f"silent:{pk}", Subject(person, company), moment)


def at_risk(access: Access, parameters: Plain, now: datetime) -> Iterator[Subject]:
    """Whoever stands on the list of customers at risk, or stood on it on an earlier day."""
    day = local_day(now, access.workspace.zone)
    yield from units_about(access, as_given(parameters), at_risk_on(access, day))


def off_track(access: Access, parameters: Plain, now: datetime) -> Iterator[Subject]:
    """Companies whose own KPI lags behind, by what was known on the day."""
    del parameters
    found = outcomes_asof(access, local_day(now, access.workspace.zone))
    for company_id, reading in sorted(found.items()):
        if reading.words == Standing.LAGGING:
            yield Subject(None, company_id)


def plan_late(access: Access, parameters: Plain, now: datetime) -> Iterator[Subject]:
    """Companies for whom something of ours in their plan is late."""
    del parameters
    for company_id in sorted(late_on(access, local_day(now, access.workspace.zone))):
        yield Subject(None, company_id)


def _by_customer(
    rows: Callable[[Access, Q], Iterator[tuple[int | None, int | None, Any]]],
) -> Callable[[Access, Sequence[Subject], datetime], Values]:
    """The value of the company, else that of the person."""

    def read(access: Access, subjects: Sequence[Subject], now: datetime) -> Values:
        del now
        people = {one.person_id for one in subjects if one.person_id}
        companies = {one.company_id for one in subjects if one.company_id}
        wanted = Q(person_id__in=people) | Q(company_id__in=companies)
        of_person: dict[int | None, Any] = {}
        of_company: dict[int | None, Any] = {}
        for person, company, value in rows(access, wanted):
            if company is not None:
                of_company[company] = value
            else:
                of_person[person] = value
        return {
            one: of_company.get(one.company_id, of_person.get(one.person_id)) for one in subjects
        }

    return read


def _column(
    table: Any, name: str, *, times: int = 1
) -> Callable[[Access, Q], Iterator[tuple[int | None, int | None, Any]]]:
    def rows(access: Access, wanted: Q) -> Iterator[tuple[int | None, int | None, Any]]:
        found = table.objects.visible_to(access).filter(wanted)
        for person, company, value in found.values_list("person_id", "company_id", name):
            yield person, company, value * times if times != 1 and value is not None else value

    return rows


def tier_choices(access: Access) -> Choices:
    """High, low, tech."""
    del access
    return [(one.value, str(one.label)) for one in Tier]


def _silent_words(access: Access, parameters: Plain) -> str:
    del access
    if as_given(parameters) == About.COMPANY:
        return _("a company has been silent for longer than its own rhythm explains")
    return _("a customer has been silent for longer than their own rhythm explains")


def _register_own() -> None:
    for one in (
        Trigger(
            key="silent", label=gettext_lazy("A customer falls silent, against their own rhythm"),
            words=_silent_words, about=as_given, parameters=(ABOUT,), moments=silences_begun,
            to_silent=True,
        ),
        Trigger(
            key="at_risk", label=gettext_lazy("A customer comes onto the list of those at risk"),
            words=lambda _access, _given: _("a customer comes onto the list of those at risk"),
            about=as_given, parameters=(ABOUT,), holds=at_risk, known_from=risk_known_from,
            help=gettext_lazy("Looked at once a day."),
        ),
        Trigger(
            key="off_track", label=gettext_lazy("A company’s own KPI lags behind"),
            words=lambda _access, _given: _("a company’s own KPI lags behind"),
            about=of_companies, holds=off_track, help=gettext_lazy("Looked at once a day."),
        ),
        Trigger(
            key="plan_late", label=gettext_lazy("Something of ours in a success plan is late"),
            words=lambda _access, _given: _("something of ours in a success plan is late"),
            about=of_companies, holds=plan_late,
            past_note=gettext_lazy(
                "Dates of plans count as they stand today: one that was moved since counts as if "
                "it had always been so."
            ),
            help=gettext_lazy("Looked at once a day."),
        ),
    ):  # fmt: skip
        register_trigger(one)
    for fact in (
        Fact(
            "silent_days", "number", gettext_lazy("days silent"),
            _by_customer(_column(SilenceReading, "gap")),
        ),
        Fact(
            "risk", "number", gettext_lazy("risk of leaving in 90 days, in percent"),
            _by_customer(_column(CustomerHealth, "risk_90", times=100)),
        ),
        Fact(
            "health_outcome", "number", gettext_lazy("health: outcome (0 to 100)"),
            _by_customer(_column(CustomerHealth, "outcome")),
        ),
        Fact(
            "health_experience", "number", gettext_lazy("health: experience (0 to 100)"),
            _by_customer(_column(CustomerHealth, "experience")),
        ),
        Fact(
            "touch", "choice", gettext_lazy("touch"),
            _by_customer(_column(CustomerTouch, "tier")), tier_choices,
        ),
    ):  # fmt: skip
        register_fact(fact)


_register_own()
