"""Events: one row a thing that somebody did."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

EVENTS = ImportShape(
    name="events",
    label=_("Events"),
    about=_("One row a thing that a customer did: who, what, when."),
    fields=(
        w.a_field(
            "message_id",
            _("event number"),
            "event id, message id, イベントid, ログid, uuid",
            longest=160,
        ),
        w.PERSON_ID,
        w.EMAIL,
        w.a_field("person_name", _("name of the person"), "full name, customer name, 氏名, お名前"),
        w.COMPANY_ID,
        w.COMPANY_NAME,
        w.a_field(
            "event",
            _("what happened"),
            """event name, action, activity, event type, type, name, イベント, イベント名,
            行動, 操作,
            出来事, 内容""",
            longest=120,
        ),
        w.a_field(
            "occurred_at",
            _("when"),
            """occurred at, timestamp, time, event time, date, created at, original timestamp,
            日時, 発生日時, 日付, 利用日時, 利用日, 時刻""",
            reads="time",
        ),
        w.a_field("touchpoint_key", _("touchpoint"), "touchpoint, 接点", longest=80),
        w.a_field(
            "properties", _("properties (JSON)"), "props, 属性", reads="json", longest=20_000
        ),
    ),
    needs=(("event",), ("occurred_at",), ("person_id", "email", "company_id", "company")),
    keeps_others=True,
    technical=w.names("password, token"),
)
