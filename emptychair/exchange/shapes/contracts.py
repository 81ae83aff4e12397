"""Contracts: one row a contract or subscription."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

CONTRACTS = ImportShape(
    name="contracts",
    label=_("Contracts"),
    about=_("One row a contract or subscription: who, which plan, how much, until when."),
    fields=(
        w.a_field(
            "external_id",
            _("contract number"),
            "contract id, contract number, subscription id, 契約番号, 契約id",
            longest=120,
        ),
        w.PERSON_ID,
        w.EMAIL,
        w.PERSON_NAME,
        w.COMPANY_ID,
        w.COMPANY_NAME,
        w.a_field(
            "plan",
            _("plan"),
            "plan name, product, subscription, プラン, 契約プラン, 商品名",
            longest=120,
        ),
        w.a_field(
            "amount",
            _("amount"),
            "price, mrr, arr, contract value, 金額, 契約金額, 月額, 年額, 料金",
            reads="number",
        ),
        w.CURRENCY,
        w.a_field(
            "period",
            _("paid every"),
            "interval, billing period, 支払周期, 契約期間, 周期",
            longest=20,
        ),
        w.a_field(
            "seats",
            _("seats"),
            "users, licences, licenses, 席数, ユーザー数, 契約数",
            reads="number",
        ),
        w.a_field(
            "starts_on",
            _("begins"),
            "start date, starts at, started at, 契約開始日, 開始日, 契約日",
            reads="date",
        ),
        w.a_field(
            "renews_on",
            _("renews"),
            "renewal date, renews at, 更新日, 契約更新日, 次回更新日",
            reads="date",
        ),
        w.a_field(
            "cancelled_on",
            _("cancelled"),
            "cancelled at, canceled at, end date, 解約日, 契約終了日",
            reads="date",
        ),
    ),
    needs=(
        ("amount",),
        ("starts_on",),
        ("person_id", "email", "name", "company_id", "company"),
    ),
)
