"""Who was asked and who was not, and why."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.finding import shown_name
from emptychair.messaging.models import ContactDecision
from emptychair.surveys.models import Survey
from emptychair.surveys.reasons import reason_in_words
from emptychair.surveys.types import Asked, DecisionRow


def decisions_about(
    access: Access, survey: Survey, *, reason: str = ""
) -> QuerySet[ContactDecision]:
    """Every decision of the contact rule about this survey, newest first; page it."""
    access.require(Permission.SURVEY_READ)
    rows = ContactDecision.objects.visible_to(access).filter(
        occasion__startswith=f"survey:{survey.pk}:"
    )
    if reason:
        rows = rows.filter(reason=reason)
    return rows.select_related("person").order_by("-decided_at", "-pk")


def reasons_of(access: Access, survey: Survey) -> dict[str, int]:
    """How often each reason was given, the most frequent first."""
    rows = decisions_about(access, survey).order_by().values("reason")
    counted = rows.annotate(n=Count("pk")).values_list("reason", "n")
    return dict(sorted(counted, key=lambda row: -row[1]))


def decision_rows(access: Access, decisions: Sequence[ContactDecision]) -> list[DecisionRow]:
    """Decisions fit to show."""
    return [
        DecisionRow(
            person_id=one.person_id,
            name=shown_name(access, one.person),
            allowed=one.allowed,
            reason=one.reason,
            sentence=reason_in_words(one.reason, one.parameters),
            decided_at=one.decided_at,
        )
        for one in decisions
    ]


def asked_rows(access: Access, asked: Sequence[Asked]) -> list[DecisionRow]:
    """Rows of a dry run fit to show; one query."""
    people = Person.objects.visible_to(access).in_bulk([one.person_id for one in asked])
    return [
        DecisionRow(
            person_id=one.person_id,
            name=shown_name(access, people[one.person_id]),
            allowed=one.asked,
            reason=one.reason,
            sentence=reason_in_words(one.reason, one.parameters),
            decided_at=None,
        )
        for one in asked
        if one.person_id in people
    ]
