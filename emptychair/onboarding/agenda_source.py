"""Who is stuck on the way to the first value, on Today: most at stake first."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.loop.words import amount_a_year
from emptychair.onboarding.queries.stored import stalled
from emptychair.onboarding.types import PERSON, Blocker, Stalled
from emptychair.onboarding.words import slow_words

URGENT, CALM = 0.65, 0.45
STALE = timedelta(days=8)
A_DAY = 5  # as many as can be helped in a day


@agenda_source("onboarding.stalled")
def stalled_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Those with whom no case is open."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    rows = stalled(access, today)[0 : min(limit, 3 * A_DAY)]
    fresh = [one for one in rows if one.case_number is None and today - one.as_of <= STALE]
    return [_item(access, one) for one in fresh[:A_DAY]]


def _item(access: Access, one: Stalled) -> AgendaItem:
    tags = [Tag(_("stuck"), "wait")]
    if one.value:
        tags.insert(0, Tag(amount_a_year(one.value, access.workspace.currency)))
    if one.blocker:
        tags.append(Tag(_("waiting for %(who)s") % {"who": Blocker(one.blocker).label}))
    why = _("Stuck at “%(step)s” on the way to the first value: %(words)s.") % {
        "step": one.step,
        "words": slow_words(one.waited_here, one.usual, one.slow),
    }
    return AgendaItem(
        key=f"first-value:{one.kind}:{one.customer_id}:{one.step_number}",
        kind="contact",
        tone="wait",
        sign="clock",
        title=one.name,
        why=why,
        subject=(one.kind, one.customer_id),
        actions=("open", "call_noted", "assign", "snooze", "dismiss"),
        person_id=one.customer_id if one.kind == PERSON else None,
        tags=tuple(tags),
        value=one.value or 0.0,
        urgency=URGENT if one.slow >= 90 else CALM,
    )
