"""The same request twice is done once: the second gets the answer of the first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.http.models import GivenAnswer
from emptychair.kit.errors import Conflict, Invalid

KEPT = timedelta(days=2)
ABANDONED = timedelta(minutes=10)  # whoever worked on it died


class StillWorking(Conflict):
    """The first request with this key is not answered yet."""

    code = "still-working"
    message = _("The first request with this key is still being worked on. Ask again in a moment.")


class KeyReused(Invalid):
    """The key came with another request before."""

    code = "idempotency-key-reused"
    message = _("This key was used for another request. Send a new key with a new request.")


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer as it was given."""

    status: int
    content_type: str
    body: str


def begin_request(
    access: Access, *, key: str, request_hash: str, now: datetime
) -> Remembered | None:
    """Note that a request begins; or the answer that was given to it before.

    Raises `StillWorking`, and `KeyReused` when the key came with another request.
    """
    asker = asker_of(access)
    mine = GivenAnswer.objects.visible_to(access).filter(asker=asker, key=key)
    mine.filter(status=None, created_at__lt=now - ABANDONED).delete()
    try:
        with transaction.atomic():
            GivenAnswer.objects.create(
                workspace=access.workspace, asker=asker, key=key, request_hash=request_hash
            )
    except IntegrityError:
        return _given_before(mine.get(), request_hash)
    return None


def end_request(access: Access, *, key: str, answer: Remembered) -> None:
    """Keep the answer; our own faults are forgotten, so that the request may be tried again."""
    mine = GivenAnswer.objects.visible_to(access).filter(asker=asker_of(access), key=key)
    if answer.status >= 500:
        mine.delete()
        return
    mine.update(status=answer.status, content_type=answer.content_type, body=answer.body)


def forget_old_answers(access: Access, *, now: datetime) -> int:
    """Remove answers of more than two days ago, in every workspace; how many there were."""
    del access  # the product itself: it tidies up for all
    return GivenAnswer.objects.filter(created_at__lt=now - KEPT).delete()[0]


def asker_of(access: Access) -> str:
    """Who asks, in one word."""
    actor = access.actor
    return f"{actor.kind.value}:{actor.id or actor.label}"[:40]


def _given_before(row: GivenAnswer, request_hash: str) -> Remembered:
    if row.request_hash != request_hash:
        raise KeyReused
    if row.status is None:
        raise StillWorking
    return Remembered(row.status, row.content_type, row.body)
