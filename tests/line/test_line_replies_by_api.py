"""A machine answers a case by LINE, as a colleague does on the page."""

import json

from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import access_of_user
from emptychair.http.services.rates import forget_blocks
from emptychair.loop.services.cases import open_case
from tests.line.line_server import USER
from tests.people import make_secret


def test_a_reply_by_line_goes_to_the_account_that_is_linked(client, people, line, linked, jane):
    forget_blocks(None)
    bob, now = access_of_user(people.bob), timezone.now()
    case, _new = open_case(bob, kind="manual", title="請求書", person=jane, now=now)
    secret = make_secret(people.workspace, *Permission, now=now)
    answer = client.post(
        f"/api/v1/cases/{case.number}/reply",
        json.dumps({"channel": "line", "text": "本日お送りします。"}),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert (answer.status_code, answer.json()["state"]) == (200, "waiting")
    assert [one["to"] for one in line.pushes] == [USER]
    assert line.pushes[0]["messages"][0]["text"] == "本日お送りします。"
