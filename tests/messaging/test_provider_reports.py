"""A mail provider tells what became of our mails; it proves who it is, and is believed once."""

import base64
import hashlib
import hmac
import json
import time

import pytest

from emptychair.customers.models import Suppression
from emptychair.messaging.models import DeliveryNote, Message

PROOF = "reports:long enough to be one"


@pytest.fixture
def postmark(settings, mailing):
    settings.MAIL_PROVIDER, settings.MAIL_REPORTS = "postmark", True
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "x", "WEBHOOK_SECRET": [PROOF]}
    import emptychair.integrations.email.reports  # noqa: F401 - connects the signal


@pytest.fixture
def sent(plan):
    message = plan()
    Message.objects.update(provider_id="pm-1")
    message.refresh_from_db()
    return message


def report(client, event, *, provider="postmark", proof=PROOF):
    basic = base64.b64encode(proof.encode()).decode()
    return client.post(
        f"/mail/reports/{provider}/",
        json.dumps(event),
        content_type="application/json",
        headers={"Authorization": f"Basic {basic}"},
    )


def event(kind, **more):
    at = {"Delivery": "DeliveredAt", "Bounce": "BouncedAt", "Open": "ReceivedAt"}
    plain = {"RecordType": kind, "MessageID": "pm-1", "Recipient": "a@example.com", "ID": 4711}
    return plain | {at.get(kind, "BouncedAt"): "2026-11-20T10:00:00Z"} | more


HARD = event("Bounce", Type="HardBounce", Description="550 5.1.1 unknown user")
SOFT = event("Bounce", Type="SoftBounce", Description="Unable to deliver for now")
SPAM = event("SpamComplaint", Type="SpamComplaint")


@pytest.mark.parametrize(
    ("said", "state", "closed"),
    [
        (event("Delivery"), "delivered", False),
        (HARD, "bounced", True),
        (SOFT, "bounced", False),
        (event("Bounce", Type="Transient"), "handed_over", False),
        (event("Bounce", Type="Blocked"), "bounced", False),
        (event("Bounce", Type="HardBounce", Description="554 5.7.1 policy"), "bounced", False),
        (SPAM, "complained", True),
        (event("Open"), "handed_over", False),
        (event("Click", OriginalLink="https://example.com/a"), "handed_over", False),
    ],
)
def test_what_a_provider_reports_reaches_the_mail(client, postmark, sent, said, state, closed):
    assert report(client, said).status_code == 200
    sent.refresh_from_db()
    assert sent.state == state
    assert Suppression.objects.exists() is closed
    assert DeliveryNote.objects.get().message == sent


def test_the_same_report_again_changes_nothing(client, postmark, sent):
    for _ in range(3):
        assert report(client, HARD).status_code == 200
    assert DeliveryNote.objects.count() == 1


def test_a_report_with_the_wrong_password_is_refused(client, postmark, sent):
    assert report(client, HARD, proof="reports:guessed").status_code == 403
    plain = client.post("/mail/reports/postmark/", "{}", content_type="application/json")
    assert plain.status_code == 403
    sent.refresh_from_db()
    assert sent.state == "handed_over"


def test_there_is_no_door_for_another_provider_nor_without_a_password(client, postmark, settings):
    assert report(client, HARD, provider="mailgun").status_code == 404
    assert report(client, HARD, provider="../x").status_code == 404
    settings.MAIL_REPORTS = False
    assert report(client, HARD).status_code == 404


def test_a_report_about_a_mail_that_is_not_ours_is_let_go(client, postmark, sent):
    assert report(client, HARD | {"MessageID": "unknown"}).status_code == 200
    assert not DeliveryNote.objects.exists()


def test_a_provider_behind_smtp_knows_the_mail_by_our_own_number(client, settings, mailing, plan):
    settings.MAIL_PROVIDER, settings.MAIL_REPORTS = "mailgun", True
    settings.ANYMAIL = {
        "MAILGUN_API_KEY": "x",
        "MAILGUN_WEBHOOK_SIGNING_KEY": "signs",
        "WEBHOOK_SECRET": [PROOF],
    }
    message = plan()
    now, token = str(int(time.time())), "t" * 50
    signature = hmac.new(b"signs", f"{now}{token}".encode(), hashlib.sha256).hexdigest()
    said = {
        "signature": {"timestamp": now, "token": token, "signature": signature},
        "event-data": {
            "event": "failed",
            "severity": "permanent",
            "id": "e1",
            "timestamp": 1_763_000_000.5,
            "recipient": message.to_address,
            "delivery-status": {"code": 550, "message": "5.1.1 no such user"},
            "message": {"headers": {"message-id": message.message_id.strip("<>")}},
        },
    }
    assert report(client, said, provider="mailgun").status_code == 200
    message.refresh_from_db()
    assert message.state == "bounced"
    forged = said | {"signature": said["signature"] | {"signature": "0" * 64}}
    assert report(client, forged, provider="mailgun").status_code == 403
