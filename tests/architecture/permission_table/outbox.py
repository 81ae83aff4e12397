"""The outbox: mails as the customer sees them, doubtful ones, the contact rule."""

from emptychair.messaging.services.sending import plan_message
from tests.architecture.permission_table.who import may

READERS = may("owner", "manager", "member", outsider=404, token=403)
SENDERS = may("owner", "manager", ok=302, outsider=404, token=403)

LINES = {
    ("GET", "settings/outbox/", "/settings/outbox/"): may("owner", "manager", "member", "outsider"),
    ("GET", "settings/outbox/rule/", "/settings/outbox/rule/"): may(
        "owner", "manager", "member", "outsider"
    ),
    (
        "GET",
        "settings/outbox/pauses/<int:pause_id>/",
        "/settings/outbox/pauses/{pause}/",
    ): READERS,
    (
        "POST",
        "settings/outbox/pauses/<int:pause_id>/resume/",
        "/settings/outbox/pauses/{pause}/resume/",
    ): SENDERS,
    # without hours the form says what is missing
    ("POST", "settings/outbox/rule/hours/", "/settings/outbox/rule/hours/"): may(
        "owner", ok=422, outsider=422, token=403
    ),
    ("GET", "settings/outbox/rule/hold-out/", "/settings/outbox/rule/hold-out/"): may(
        "owner", "manager", "member", "outsider"
    ),
    ("POST", "settings/outbox/rule/hold-out/end/", "/settings/outbox/rule/hold-out/end/"): may(
        "owner", ok=302, outsider=302, token=403
    ),
    (
        "GET",
        "settings/outbox/<int:message_id>/",
        "/settings/outbox/{message}/",
    ): READERS,
    (
        "GET",
        "settings/outbox/<int:message_id>/preview/",
        "/settings/outbox/{message}/preview/",
    ): READERS,
    (
        "POST",
        "settings/outbox/<int:message_id>/again/",
        "/settings/outbox/{doubtful}/again/",
    ): SENDERS,
    (
        "POST",
        "settings/outbox/<int:message_id>/leave/",
        "/settings/outbox/{doubtful}/leave/",
    ): SENDERS,
    # without a text the form says what is missing; in a demo it would be taken
    (
        "POST",
        "settings/outbox/<int:message_id>/answer/",
        "/settings/outbox/{message}/answer/",
    ): may("owner", "manager", "member", ok=422, outsider=404, token=403),
}


def make(people):
    from emptychair.messaging.models import Message, SendingPause
    from tests.people import NOW

    made = {}
    for name in ("message", "doubtful"):
        message, _ = plan_message(
            people.system,
            person=None,
            unique_key=f"table:{name}",
            purpose="survey",
            to_address="customer@example.com",
            subject="How was it?",
            text="Please tell us.",
        )
        made[name] = message.pk
    Message.objects.filter(pk=made["doubtful"]).update(state="unknown")
    pause = SendingPause.objects.create(
        workspace=people.workspace, reason="many_bounces", begun_at=NOW
    )
    made["pause"] = pause.pk
    return made
