"""Putting events into the post: one row for each webhook that wants to know, once."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.directory import people_reached_at
from emptychair.customers.queries.suppressions import suppression_with_id
from emptychair.integrations.delighted.listing import answer_shapes
from emptychair.integrations.delighted.models import Webhook, WebhookDelivery
from emptychair.integrations.delighted.queries.people import names_of
from emptychair.integrations.delighted.queries.projects import survey_type
from emptychair.integrations.delighted.queries.webhooks import webhooks_for
from emptychair.integrations.delighted.replies import seconds
from emptychair.integrations.delighted.shapes import Shape, person_inside
from emptychair.integrations.delighted.types import TEST, UNSUBSCRIBED, UPDATED, DeliveryState
from emptychair.jobs import enqueue
from emptychair.surveys.queries import response_with_id
from emptychair.surveys.queries.project import (
    AnswerFilters,
    ListedAnswer,
    answer_of_survey,
    answers_of_survey,
)

NOT_NEWS = frozenset({"import", "demo"})  # sources of history


def tell_of_response(access: Access, response_id: int, *, event_type: str) -> int:
    """Tell of an answer as it stands now; to how many addresses. History is no news."""
    access.require(Permission.SURVEY_SEND)
    row = response_with_id(access, response_id)
    wanting = webhooks_for(access, event_type, survey_id=row.survey_id)
    if not wanting or row.source in NOT_NEWS or row.score is None or not row.is_counted:
        return 0
    listed = answer_of_survey(access, row.survey, pk=row.pk)
    data = _answer(access, listed)
    if data is None:
        return 0
    mark = listed.updated_at.isoformat() if event_type == UPDATED else ""
    for webhook in wanting:
        _plan(access, webhook, event_type, data, f"{row.pk}:{mark}")
    return len(wanting)


def tell_of_unsubscribe(access: Access, suppression_id: int) -> int:
    """Tell that somebody wants no more; to how many addresses."""
    access.require(Permission.SURVEY_SEND)
    row = suppression_with_id(access, suppression_id)
    wanting = webhooks_for(access, UNSUBSCRIBED)
    if row is None or not wanting:
        return 0
    person = people_reached_at(access, [row.address]).get(row.address)
    facts = names_of(access, [person])[person.pk] if person else None
    data = {
        "person": person_inside(person, facts) if person and facts else None,
        "person_id": facts.id if facts else None,
        "email": facts.email if facts else row.address,
        "name": (person.name or None) if person else None,
        "unsubscribed_at": seconds(row.created_at),
    }
    for webhook in wanting:
        _plan(access, webhook, UNSUBSCRIBED, data, f"suppression:{row.pk}")
    return len(wanting)


def send_sample(access: Access, webhook: Webhook, *, now: datetime) -> WebhookDelivery:
    """Send the newest answer once more, as an update; without any answer an event that says so."""
    access.require(Permission.TOKEN_CREATE)
    newest = AnswerFilters(newest_first=True)
    found = answers_of_survey(access, webhook.survey, newest, limit=1)
    data = _answer(access, found[0]) if found else None
    kind = UPDATED if data else TEST
    return _plan(access, webhook, kind, data or {"test": True}, f"sample:{now.isoformat()}")


def _answer(access: Access, listed: ListedAnswer) -> Shape | None:
    survey = listed.response.survey
    kind = survey_type(access, survey)
    if kind is None:
        return None
    found = answer_shapes(
        access,
        survey,
        [listed],
        survey_type=kind.name,
        origin=str(settings.PUBLIC_URL),
        expand=("person",),
    )
    return found[0]


def _plan(
    access: Access, webhook: Webhook, event_type: str, data: dict[str, Any], about: str
) -> WebhookDelivery:
    """The same thing about the same answer has the same number, however often it is told."""
    told = f"{access.workspace.pk}:{webhook.survey_id}:{event_type}:{about}:{settings.SECRET_KEY}"
    event_id = hashlib.sha256(told.encode()).hexdigest()
    body = {"event_type": event_type, "event_id": event_id, "event_data": data}
    with transaction.atomic():
        row, is_new = WebhookDelivery.objects.get_or_create(
            workspace=access.workspace,
            webhook=webhook,
            event_id=event_id,
            defaults={
                "event_type": event_type,
                "body": msgspec.json.encode(body).decode(),
                "state": DeliveryState.WAITING.value,
            },
        )
        if is_new:
            enqueue("delighted.deliver", delivery_id=row.pk)
    return row
