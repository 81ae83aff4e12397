"""Sends what client libraries send."""

import base64
import gzip
import json

from django.test import Client

from emptychair.usage.services.keys import create_write_key
from emptychair.usage.types import KeyKind


def make_key(people, kind=KeyKind.SERVER, workspace=None):
    from emptychair.accounts.access import Access

    access = Access.system(workspace or people.workspace, "tests")
    return create_write_key(access, name="shop", kind=kind)


def basic(secret):
    return "Basic " + base64.b64encode(f"{secret}:".encode()).decode()


def send(secret, endpoint, body, *, packed=False, **headers):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    if packed:
        raw, headers = gzip.compress(raw), {"content-encoding": "gzip", **headers}
    if secret:
        headers["authorization"] = basic(secret)
    return Client().post(
        f"/segment/v1/{endpoint}", raw, content_type="application/json", headers=headers
    )


def track(user="u1", event="Report Opened", number="m1", **rest):
    given = {
        "type": "track", "userId": user, "event": event, "messageId": number,
        "timestamp": "2026-11-20T03:04:05.678Z", "properties": {"pages": 3},
    }  # fmt: skip
    return given | rest
