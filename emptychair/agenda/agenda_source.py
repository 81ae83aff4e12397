"""What Today itself brings together: a driver clearly to be fixed first that nobody is at, and
large customers whom nobody ever heard.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import percent, signed
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.loop.queries.drivers import initiatives_by_driver
from emptychair.loop.queries.facts import customers_with_open_case
from emptychair.loop.words import amount_a_year
from emptychair.messaging.queries import reason_sentence
from emptychair.metrics.driver_types import DriverRow, DriverSurvey
from emptychair.metrics.driver_words import gain_interval, gain_words
from emptychair.metrics.queries.drivers import first_drivers
from emptychair.metrics.queries.unheard import unheard_large
from emptychair.metrics.unheard_types import Unheard
from emptychair.metrics.words import day_words

STRONGEST = 20.0  # points of expected gain that count as most urgent
STALE = timedelta(days=8)  # a reading so old tells nothing of today
A_DAY = 3  # large customers to ask in a day
CALM = 0.35


@agenda_source("agenda.drivers")
def drivers_to_fix(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Of each NPS survey the driver that is clearly first, unless an initiative is at it."""
    if not access.may(Permission.SCORE_READ) or access.assigned_only:
        return []
    found = [
        _row(survey, first)
        for survey, first in first_drivers(access, now=now)
        if first.item.key not in initiatives_by_driver(access, survey.id)
    ]
    return found[:limit]


@agenda_source("agenda.unheard")
def unheard_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The largest customers whom nobody ever heard, and with whom no case is open."""
    allowed = access.may(Permission.SCORE_READ) and access.may(Permission.CUSTOMER_READ)
    if not allowed or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = [
        one
        for one in unheard_large(access, now=now, limit=min(limit, 3 * A_DAY))
        if today - one.as_of <= STALE
    ]
    taken = customers_with_open_case(access, [(one.kind, one.id) for one in found])
    free = [one for one in found if (one.kind, one.id) not in taken]
    return [_unheard_row(access, one) for one in free[:A_DAY]]


def _unheard_row(access: Access, one: Unheard) -> AgendaItem:
    ask = one.ask_id is not None and one.asked_at is None
    first = ("ask", "call_noted") if ask else ("call_noted", "ask" if one.ask_id else "open")
    why = " ".join(
        (
            _("Place %(place)s of %(customers)s by yearly value, and nobody there ever answered.")
            % {"place": f"{one.place:,}", "customers": f"{one.customers:,}"},
            _how_to_hear(access, one),
            _("As of %(day)s.") % {"day": day_words(one.as_of)},
        )
    )
    return AgendaItem(
        key=f"unheard:{one.kind}:{one.id}",
        kind="contact",
        tone="wait",
        sign="silence",
        title=one.name,
        why=why,
        subject=(one.kind, one.id),
        actions=(*first, "assign", "snooze", "dismiss"),
        person_id=one.id if one.kind == "person" else one.ask_id,
        tags=(
            Tag(amount_a_year(one.value, access.workspace.currency)),
            Tag(_("never heard"), "wait"),
        ),
        value=one.value,
        urgency=CALM,
    )


def _how_to_hear(access: Access, one: Unheard) -> str:
    """Ask, or call, and why."""
    if one.asked_at is not None:
        day = day_words(local_day(one.asked_at, access.workspace.zone))
        return _("Asked on %(day)s, no answer: call them.") % {"day": day}
    if one.ask_id is not None:
        return _("Never asked; the contact rule lets you ask now.")
    if not one.people:
        return _("No person is known there: call them, and note who answers for us.")
    reason = reason_sentence(one.reason, one.parameters)
    return _("Not by mail (%(reason)s): call them.") % {"reason": reason.rstrip("。.")}


def _row(survey: DriverSurvey, first: DriverRow) -> AgendaItem:
    assert first.gain is not None  # noqa: S101 - what is first has one
    gain = first.gain
    why = _(
        "Lifting its %(n)s low answers to the middle goes with %(gain)s points (%(interval)s): "
        "clearly the most of all that was asked. An association, not proof."
    ) % {
        "n": f"{gain.low:,}",
        "gain": gain_words("nps", gain.gain.value),
        "interval": gain_interval("nps", gain.gain),
    }
    low = _("%(share)s answer low") % {"share": percent(gain.share_low)}
    return AgendaItem(
        key=f"driver-fix:{survey.id}:{first.item.key}"[:120],
        kind="fix",
        tone="bad",
        sign=signed(gain.gain.value),
        title=first.item.label,
        why=why,
        subject=("drivers", survey.id),
        actions=("open", "snooze", "dismiss"),
        tags=(Tag(survey.name), Tag(low, "bad")),
        urgency=min(1.0, gain.gain.value / STRONGEST),
    )
