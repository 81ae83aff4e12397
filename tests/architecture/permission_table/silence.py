"""Silence and quiet loss: read by all who read customers; acted on by those who look after them."""

import json
from datetime import UTC, datetime, timedelta

from emptychair.silence.models import PriceChange, SilenceReading, SilenceRun
from tests.architecture.permission_table.api import DOERS, READERS, get, line
from tests.architecture.permission_table.who import may
from tests.factories.customers import make_person
from tests.people import NOW

HEADS = ("owner", "manager")
DAY = NOW.date()
UNTIL = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()  # the clock of the request
PAUSE = json.dumps({"until": UNTIL, "reason": "Closed for the winter"})


def section(*allowed, ok=200):
    return may(*allowed, "outsider", ok=ok)


def seen(*allowed, ok=200):
    return may(*allowed, ok=ok, outsider=404)


API = "api/v1/silence/<kind>/<number>"
API_AT = "/api/v1/silence/person/{silent}"
LINES = {
    ("GET", "silence/", "/silence/"): section(*READERS),
    ("GET", "silence/list.csv", "/silence/list.csv"): section(*HEADS),
    ("POST", "silence/refresh/", "/silence/refresh/"): section(*DOERS, ok=302),
    ("GET", "silence/settings/", "/silence/settings/"): section(*HEADS),
    ("GET", "silence/groups/", "/silence/groups/"): section(*READERS),
    ("GET", "silence/returned/", "/silence/returned/"): section(*READERS),
    ("GET", "silence/quiet-loss/", "/silence/quiet-loss/"): section(*READERS),
    ("GET", "silence/quiet-loss/leavers.csv", "/silence/quiet-loss/leavers.csv"): section(*HEADS),
    ("POST", "silence/quiet-loss/prices/", "/silence/quiet-loss/prices/"): section(*DOERS, ok=422),
    (
        "POST",
        "silence/quiet-loss/prices/<int:price_id>/remove/",
        "/silence/quiet-loss/prices/{price}/remove/",
    ): seen(*DOERS, ok=302),
    (
        "POST",
        "silence/quiet-loss/prices/undo/<int:audit_id>/",
        "/silence/quiet-loss/prices/undo/1/",
    ): section(*DOERS, ok=302),
    (
        "GET",
        "silence/<slug:kind>/<int:number>/",
        "/silence/person/{silent}/",
    ): seen(*READERS),
    (
        "POST",
        "silence/<slug:kind>/<int:number>/<slug:act>/",
        "/silence/person/{silent}/wake/",
    ): seen(*DOERS, ok=302),
    **get("silence", *READERS),
    **get("silence/<kind>/<number>", *READERS, address="silence/person/{silent}", outsider=404),
    ("PUT", f"{API}/pause", f"{API_AT}/pause", PAUSE): line(*DOERS, ok=204, outsider=404),
    ("DELETE", f"{API}/pause", f"{API_AT}/pause"): line(*DOERS, ok=204),
    **get("quiet-loss", *READERS, ok=404),
}


def make(people):
    person = make_person(people.workspace)
    SilenceReading.objects.create(
        workspace=people.workspace,
        person=person,
        as_of=DAY,
        first_seen=DAY,
        last_seen=DAY,
        signs=3,
        gap=40,
        basis="own",
        expected=9.0,
        percentile=0.97,
        is_silent=True,
        is_listed=True,
        false_share=0.2,
        priority=1.0,
    )
    SilenceRun.objects.create(
        workspace=people.workspace, as_of=DAY, read_at=NOW, watched=1, silent=1
    )
    price = PriceChange.objects.create(workspace=people.workspace, changed_on=DAY, words="Dearer")
    return {"silent": person.pk, "price": price.pk}
