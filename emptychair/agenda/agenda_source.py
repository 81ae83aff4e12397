"""What Today itself brings together: a driver clearly to be fixed first, and nobody at it yet."""

from datetime import datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import percent, signed
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.loop.queries.drivers import initiatives_by_driver
from emptychair.metrics.driver_types import DriverRow, DriverSurvey
from emptychair.metrics.driver_words import gain_interval, gain_words
from emptychair.metrics.queries.drivers import first_drivers

STRONGEST = 20.0  # points of expected gain that count as most urgent


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
