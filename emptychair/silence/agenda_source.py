"""The silent on Today: as many as the team can contact, by value and what can still be changed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.loop.words import amount_a_year
from emptychair.silence.queries.readings import Wanted, overview, silent_customers
from emptychair.silence.types import PERSON, Silence
from emptychair.silence.words import percentile_words, silence_words

URGENT, CALM = 0.8, 0.4
STALE = timedelta(days=8)  # a reading so old tells nothing of today
A_DAY = 5  # working days of a week


@agenda_source("silence.silent")
def silent_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """A day's part of the week's contacts."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = overview(access)
    if found is None or today - found.as_of > STALE:
        return []
    rows = silent_customers(access, Wanted(), today=today).a_part(limit, of=A_DAY)
    return [_item(access, one) for one in rows]


def _item(access: Access, one: Silence) -> AgendaItem:
    tags = [Tag(_("silent"), "bad")]
    if one.value:
        tags.insert(0, Tag(amount_a_year(one.value, access.workspace.currency)))
    late = 2.0 ** (1 - max(1.0, one.gap / max(one.longest_usual or 1.0, 1.0)))
    why = _("%(words)s; %(rare)s.") % {
        "words": silence_words(one.expected, one.gap, one.basis),
        "rare": percentile_words(one.percentile),
    }
    return AgendaItem(
        key=f"silence:{one.kind}:{one.id}:{one.last_seen.isoformat()}",
        kind="contact",
        tone="bad",
        sign="silence",
        title=one.name,
        why=why,
        subject=(one.kind, one.id),
        actions=("open", "call_noted", "assign", "snooze", "dismiss"),
        person_id=one.id if one.kind == PERSON else None,
        tags=tuple(tags),
        value=one.value or 0.0,
        urgency=CALM + (URGENT - CALM) * late,  # the sooner after the silence began, the more
    )
