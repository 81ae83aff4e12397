"""Alerts: read by all who read scores, decided by those who work on cases."""

import json
from datetime import date

from emptychair.alerts.models import Alert
from tests.architecture.permission_table.api import DOERS, READERS, get, line
from tests.architecture.permission_table.who import may

TEAM = ("owner", "manager", "member")
RULERS = ("owner", "manager")
SEEN = json.dumps({"state": "seen"})


def ours(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, others=403, **rest)


LINES = {
    ("GET", "alerts/", "/alerts/"): ours(*READERS, outsider=200),
    ("GET", "alerts/settings/", "/alerts/settings/"): ours(*RULERS, outsider=200),
    ("POST", "alerts/settings/dry-run/", "/alerts/settings/dry-run/"): ours(
        *RULERS, ok=302, outsider=302
    ),
    ("GET", "alerts/<int:alert_id>/", "/alerts/{alert}/"): ours(*READERS, outsider=404),
    ("POST", "alerts/<int:alert_id>/<slug:act>/", "/alerts/{alert}/seen/"): ours(
        *TEAM, ok=302, outsider=404
    ),
    **get("alerts", *READERS),
    **get("alerts/<alert_id>", *READERS, address="alerts/{alert}", outsider=404),
    ("PUT", "api/v1/alerts/<alert_id>/state", "/api/v1/alerts/{alert}/state", SEEN): line(
        *DOERS, outsider=404
    ),
}


def make(people):
    row = Alert.objects.create(
        workspace=people.workspace,
        kind="score",
        place_kind="company",
        metric="nps",
        since=date(2026, 9, 7),
        first_seen=date(2026, 11, 20),
        before=30,
        after=10,
        estimate=-20,
        low=-30,
        high=-10,
        n_before=900,
        n_after=300,
    )
    return {"alert": row.pk}
