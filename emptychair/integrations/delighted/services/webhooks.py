"""Webhooks: set up, changed, removed."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.integrations.delighted.errors import (
    AddressRefused,
    SurveyNotOfDelighted,
    WebhookTwice,
)
from emptychair.integrations.delighted.models import Webhook
from emptychair.integrations.delighted.posting import refused_address
from emptychair.integrations.delighted.queries.projects import survey_type
from emptychair.integrations.delighted.types import EVENTS, WebhookWords
from emptychair.surveys.queries import survey_with_id


def add_webhook(access: Access, *, survey_id: int, words: WebhookWords) -> Webhook:
    """Tell an address what happens in a survey.

    Raises `AddressRefused`, `WebhookTwice`, `SurveyNotOfDelighted`.
    """
    access.require(Permission.TOKEN_CREATE)
    access.require(Permission.VOICE_READ)
    survey = survey_with_id(access, survey_id)
    if survey_type(access, survey) is None:
        raise SurveyNotOfDelighted
    _check(words.address)
    try:
        with transaction.atomic():
            row = Webhook.objects.create(
                workspace=access.workspace,
                survey=survey,
                address=words.address,
                events=_known(words.events),
                secret_number=_number() if words.is_signed else 0,
            )
            record_audit(access, row, action="webhook.added", after={"address": words.address})
    except IntegrityError:
        raise WebhookTwice from None
    return row


def change_webhook(access: Access, row: Webhook, *, words: WebhookWords, active: bool) -> Webhook:
    """Other events, signed or not, at rest or not. Raises `AddressRefused`, `WebhookTwice`."""
    access.require(Permission.TOKEN_CREATE)
    _check(words.address)
    before = {"address": row.address, "active": row.is_active}
    row.address, row.events, row.is_active = words.address, _known(words.events), active
    if words.is_signed != bool(row.secret_number):
        row.secret_number = _number() if words.is_signed else 0
    try:
        with transaction.atomic():
            row.save()
            after = {"address": row.address, "active": row.is_active}
            record_audit(access, row, action="webhook.changed", before=before, after=after)
    except IntegrityError:
        raise WebhookTwice from None
    return row


def remove_webhook(access: Access, row: Webhook) -> None:
    """Tell an address no more; its deliveries are forgotten."""
    access.require(Permission.TOKEN_CREATE)
    with transaction.atomic():
        record_audit(access, row, action="webhook.removed", before={"address": row.address})
        row.delete()


def _check(address: str) -> None:
    if refused_address(address, private=settings.PRIVATE_WEBHOOKS):
        raise AddressRefused


def _known(events: Iterable[str]) -> list[str]:
    given = set(events)
    return [one for one in EVENTS if one in given]


def _number() -> int:
    return 1 + secrets.randbelow(2**30)
