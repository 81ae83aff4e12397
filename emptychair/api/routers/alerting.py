"""Alerts: read, and what became of them."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.permissions import Permission
from emptychair.alerts.queries.alerts import alert_rows, alert_with_id, row_of
from emptychair.alerts.services.deciding import set_state
from emptychair.alerts.types import AlertRow
from emptychair.alerts.words import sentence_words, title_words
from emptychair.api.auth import access_of
from emptychair.api.schemas.alerting import AlertOut, AlertStateIn

router = Router(tags=["steering"])
MOST = 100


@router.get("/alerts", response=list[AlertOut], summary="Alerts", operation_id="alerts")
def list_alerts(request: HttpRequest, state: str = "") -> Any:
    """The newest hundred; `state` narrows them."""
    access = access_of(request, Permission.SCORE_READ)
    return [_alert(one) for one in alert_rows(access, state=state, limit=MOST)]


@router.get("/alerts/{alert_id}", response=AlertOut, summary="One alert", operation_id="alert")
def read_alert(request: HttpRequest, alert_id: int) -> Any:
    """With its figures and its sentence."""
    access = access_of(request, Permission.SCORE_READ)
    return _alert(row_of(access, alert_with_id(access, alert_id)))


@router.put(
    "/alerts/{alert_id}/state",
    response=AlertOut,
    summary="Say what became of an alert",
    operation_id="set_alert_state",
)
def put_state(request: HttpRequest, alert_id: int, body: AlertStateIn) -> Any:
    """Sent twice it is the same. Dismissing takes a reason."""
    access = access_of(request, Permission.CASE_WRITE)
    found = alert_with_id(access, alert_id)
    row = set_state(access, found, state=body.state, reason=body.reason, now=timezone.now())
    return _alert(row_of(access, row))


def _alert(row: AlertRow) -> dict[str, Any]:
    named = set(AlertOut.model_fields) - {"title", "sentence"}
    words = {"title": title_words(row), "sentence": sentence_words(row)}
    return {name: getattr(row, name) for name in named} | words
