"""Triggers on the way to the first value: stuck before it, or there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.automation.queries.customers import units_about
from emptychair.automation.triggers import (
    ABOUT,
    LATE,
    Trigger,
    Window,
    as_given,
    register_trigger,
)
from emptychair.automation.types import Occurrence, Plain, Subject
from emptychair.kit.periods import local_day, start_of_day
from emptychair.onboarding.models import FirstValueReading
from emptychair.onboarding.queries.history import stalled_on, stalls_known_from


def stalled(access: Access, parameters: Plain, now: datetime) -> Iterator[Subject]:
    """Whoever takes longer at a step than three of four of those who got over it, or did so on an
    earlier day.
    """
    day = local_day(now, access.workspace.zone)
    yield from units_about(access, as_given(parameters), stalled_on(access, day))


def first_values(access: Access, parameters: Plain, window: Window) -> Iterator[Occurrence]:
    """The day on which somebody came to their first value; live, from when we found it out."""
    zone = access.workspace.zone
    early = LATE if window.by_arrival else timedelta()
    first, last = local_day(window.since - early, zone), local_day(window.until, zone)
    rows = FirstValueReading.objects.visible_to(access).filter(
        is_current=True, reached_on__gte=first, reached_on__lte=last
    )
    rows = rows.exclude(**{as_given(parameters): None}).order_by("-reached_on", "-pk")
    wanted = rows.values_list("version_id", "person_id", "company_id", "reached_on")
    for version, person, company, day in wanted[: window.most]:
        if day is None:
            continue
        moment = start_of_day(day, zone)
        moment = max(moment, window.since) if window.by_arrival else moment
        if window.since <= moment <= window.until:
            key = f"first_value:{version}:{person or 0}:{company or 0}:{day}"
            yield Occurrence(key, Subject(person, company), moment)


def _register_own() -> None:
    register_trigger(
        Trigger(
            key="stalled",
            label=gettext_lazy("A customer is stuck before the first value"),
            words=lambda _access, _given: _("a customer is stuck before the first value"),
            about=as_given,
            parameters=(ABOUT,),
            holds=stalled,
            known_from=stalls_known_from,
            help=gettext_lazy("Looked at once a day."),
        )
    )
    register_trigger(
        Trigger(
            key="first_value",
            label=gettext_lazy("A customer comes to the first value"),
            words=lambda _access, _given: _("a customer comes to the first value"),
            about=as_given,
            parameters=(ABOUT,),
            moments=first_values,
        )
    )


_register_own()
