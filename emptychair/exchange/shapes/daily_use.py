"""Use of the product: one row a company and a day, perhaps a feature."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

DAILY_USE = ImportShape(
    name="daily_use",
    label=_("Daily use of the product"),
    about=_("One row a company and a day: how many people used the product, and how much."),
    fields=(
        w.COMPANY_ID,
        w.COMPANY_NAME,
        w.a_field(
            "day",
            _("day"),
            "date, usage date, activity date, 日付, 日, 利用日, 対象日",
            reads="date",
        ),
        w.a_field(
            "active_users",
            _("people who used it"),
            """users, dau, daily active users, unique users, 利用者数, 利用人数, 人数,
            アクティブユーザー数""",
            reads="number",
        ),
        w.a_field(
            "actions",
            _("actions"),
            "events, event count, usage, total actions, 操作数, 利用回数, 回数, 件数",
            reads="number",
        ),
        w.a_field("feature", _("feature"), "feature name, module, 機能, 機能名", longest=120),
    ),
    needs=(("company_id", "company"), ("day",), ("active_users", "actions")),
)
