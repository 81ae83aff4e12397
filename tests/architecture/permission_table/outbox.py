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
    from emptychair.messaging.models import Message

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
    return made
