"""When people were last sent a survey, by us or by somebody else."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.types import Purpose


def last_survey_of(
    access: Access, person_ids: Iterable[int], *, now: datetime
) -> dict[int, datetime]:
    """By person, when a survey was last allowed to go to them, on whatever channel; one query."""
    access.require(Permission.CUSTOMER_READ)
    rows = ContactDecision.objects.visible_to(access).filter(
        person__in=list(person_ids),
        allowed=True,
        purpose=Purpose.SURVEY.value,
        decided_at__lte=now,
    )
    grouped = rows.order_by().values("person_id").annotate(last=Max("decided_at"))
    return dict(grouped.values_list("person_id", "last"))
