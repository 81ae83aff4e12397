"""What was brought to the executive owner."""

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.errors import NotFound
from emptychair.kit.prepared import ANEW
from emptychair.loop.queries.masked import words_for
from emptychair.programme.models import Escalation
from emptychair.programme.queries.programme import name_of_user
from emptychair.programme.types import EscalationRow


def escalations_of(access: Access, *, decided: bool, limit: int = 50) -> list[EscalationRow]:
    """Those that wait for a decision, the oldest first; or the decided ones, the newest first."""
    access.require(Permission.SURVEY_READ)
    found = _escalations(access, decided=decided, limit=limit)
    return [escalation_row(access, one) for one in found]


@prepared(decided=ANEW, limit=ANEW)
def _escalations(access: Access, *, decided: bool, limit: int) -> QuerySet[Escalation]:
    found = Escalation.objects.visible_to(access).filter(decided_at__isnull=not decided)
    found = found.select_related("case__person", "initiative", "raised_by", "decided_by")
    return found.order_by("-decided_at" if decided else "raised_at", "pk")[:limit]


def escalation_with_id(access: Access, escalation_id: int) -> Escalation:
    """One of them. Raises `NotFound`."""
    access.require(Permission.SURVEY_READ)
    rows = Escalation.objects.visible_to(access)
    rows = rows.select_related("case__person", "initiative", "raised_by", "decided_by")
    row = rows.filter(pk=escalation_id).first()
    if row is None:
        raise NotFound
    return row


def escalation_row(access: Access, row: Escalation) -> EscalationRow:
    """It as pages show it."""
    return EscalationRow(
        id=row.pk,
        title=_words(access, row, row.title),
        needs=_words(access, row, row.needs),
        raised_by=name_of_user(access, row.raised_by),
        raised_at=row.raised_at,
        case_number=row.case.number if row.case else None,
        initiative_number=row.initiative.number if row.initiative else None,
        decision=_words(access, row, row.decision),
        decided_by=name_of_user(access, row.decided_by),
        decided_at=row.decided_at,
    )


def _words(access: Access, row: Escalation, text: str) -> str:
    """With the customer's name masked for those who may not see it."""
    return words_for(access, text, row.case.person if row.case else None)
