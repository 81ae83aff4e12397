"""What surveys put on Today: praise that nobody has thanked for, and surveys that lie still."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.addressing import addressed
from emptychair.kit.agenda import AgendaItem, AgendaRow, agenda_source, in_words
from emptychair.surveys.queries import surveys_at_rest, thankless_praise
from emptychair.surveys.queries.responses import PraiseFacts, answers_with_ids
from emptychair.surveys.types import SurveyRow

PRAISE_DAYS = 14
QUIET_DAYS = 90


PRAISE = "surveys.praise"


def praise_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Praise in words."""
    del now
    found = answers_with_ids(access, [row.about for row in rows])
    why = _("Would recommend us and says why. A word of thanks is due.")
    return [
        in_words(
            row,
            sign=str(answer.score),
            title=addressed(answer.name),
            why=why,
            actions=("thank", "snooze", "dismiss"),
            quote=answer.comment,
        )
        for row in rows
        if (answer := found.get(row.about))
    ]


@agenda_source(PRAISE, told_by=praise_told)
def praise_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Promoters who wrote something in the last two weeks and with whom no case is open."""
    if access.assigned_only or not access.may(Permission.VOICE_READ):
        return []
    rows = thankless_praise(access, now=now, days=PRAISE_DAYS, limit=limit)
    return [_praise(row, now) for row in rows]


@agenda_source("surveys.at_rest")
def surveys_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Surveys that run and have asked nobody for three months."""
    rows = surveys_at_rest(access, since=now - timedelta(days=QUIET_DAYS), limit=min(limit, 5))
    return [_at_rest(row) for row in rows]


def _praise(row: PraiseFacts, now: datetime) -> AgendaRow:
    days = (now - row.answered_at).days
    return AgendaRow(
        key=f"praise:{row.id}",
        kind="contact",
        tone="good",
        subject=("person", row.person_id),
        person_id=row.person_id,
        response_id=row.id,
        urgency=max(0.05, 0.3 - 0.02 * days),
        source=PRAISE,
        about=row.id,
    )


def _at_rest(row: SurveyRow) -> AgendaItem:
    if row.last_asked_at:
        why = _("It has asked nobody for three months. Ask again, or close it?")
    else:
        why = _("It runs, and has never asked anybody. Ask now, or close it?")
    return AgendaItem(
        key=f"survey-at-rest:{row.id}",
        kind="decide",
        tone="quiet",
        sign="silence",
        title=row.name,
        why=why,
        subject=("survey", row.id),
        actions=("open", "snooze", "dismiss"),
        urgency=0.1,
    )
