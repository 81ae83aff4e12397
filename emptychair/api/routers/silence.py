"""Silence and quiet loss."""

from typing import Any, Literal

import msgspec
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.silence import LossOut, PauseIn, SilenceOut, SilentOut
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.silence.errors import NoSuchSilence
from emptychair.silence.loss_words import diagnosis, verdict
from emptychair.silence.queries.readings import Wanted, overview, silence_of, silent_customers
from emptychair.silence.queries.stored import loss_of
from emptychair.silence.services.acting import end_pause, explain_silence
from emptychair.silence.types import Silence
from emptychair.silence.words import silence_words

router = Router(tags=["success"])
MOST = 500
Kind = Literal["company", "person"]


@router.get("/silence", response=SilentOut, summary="Who is silent", operation_id="silent")
def list_silent(
    request: HttpRequest, show: Literal["week", "all"] = "week", limit: int = 100
) -> Any:
    """By what can still be changed; `week` is cut to what the team can contact."""
    access = access_of(request, Permission.CUSTOMER_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    rows = silent_customers(access, Wanted(show=show), today=today)
    found = overview(access)
    return {
        "as_of": found.as_of if found else None,
        "watched": found.watched if found else 0,
        "silent": found.silent if found else 0,
        "false_share": found.false_share if found else 0.0,
        "customers": [_silence(one) for one in rows[0 : max(0, min(limit, MOST))]],
    }


@router.get(
    "/silence/{kind}/{number}",
    response=SilenceOut,
    summary="One customer's silence",
    operation_id="silence",
)
def read_one(request: HttpRequest, kind: Kind, number: int) -> Any:
    """As of the last reading."""
    access = access_of(request, Permission.CUSTOMER_READ)
    ids = {"company_id": number} if kind == "company" else {"person_id": number}
    found = silence_of(access, **ids)
    if found is None:
        raise NoSuchSilence
    return _silence(found)


@router.put(
    "/silence/{kind}/{number}/pause",
    response={204: None},
    summary="Say why a customer is away",
    operation_id="explain_silence",
)
def put_pause(request: HttpRequest, kind: Kind, number: int, body: PauseIn) -> Any:
    """They are not silent until then. Sent twice it is the same."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    now = timezone.now()
    explain_silence(access, (kind, number), until=body.until, reason=body.reason, now=now)
    return Status(204, None)


@router.delete(
    "/silence/{kind}/{number}/pause",
    response={204: None},
    summary="End a known pause",
    operation_id="end_pause",
)
def delete_pause(request: HttpRequest, kind: Kind, number: int) -> Any:
    """They count as before. Without a pause nothing happens."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    end_pause(access, (kind, number), now=timezone.now())
    return Status(204, None)


@router.get(
    "/quiet-loss", response=LossOut, summary="Quiet loss, diagnosed", operation_id="quiet_loss"
)
def read_loss(request: HttpRequest, days: Literal[90, 180, 365] = 180) -> Any:
    """As of the last reading; not found before the first."""
    access = access_of(request, Permission.CUSTOMER_READ)
    found = loss_of(access, days)
    if found is None:
        raise NotFound
    facts = msgspec.to_builtins(found)
    return {"verdict": verdict(found), "sentences": diagnosis(found), "facts": facts}


def _silence(row: Silence) -> dict[str, Any]:
    named = set(SilenceOut.model_fields) - {"words"}
    words = silence_words(row.expected, row.gap, row.basis)
    return {name: getattr(row, name) for name in named} | {"words": words}
