"""Orders: one row a purchase."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

ORDERS = ImportShape(
    name="orders",
    label=_("Orders"),
    about=_("One row a purchase: who, when, what, for how much."),
    fields=(
        w.a_field(
            "external_id",
            _("order number"),
            "order id, order number, order no, 注文番号, 注文id, 受注番号, 予約番号, 伝票番号",
            longest=120,
        ),
        w.PERSON_ID,
        w.EMAIL,
        w.PERSON_NAME,
        w.COMPANY_ID,
        w.COMPANY_NAME,
        w.a_field(
            "ordered_at",
            _("ordered on"),
            """ordered at, order date, purchased at, purchase date, date, created at,
            注文日, 注文日時,
            購入日, 購入日時, 受注日, 予約日, 日付, 日時""",
            reads="time",
        ),
        w.a_field(
            "item",
            _("what"),
            "product, product name, item name, sku, 商品, 商品名, 品名, 品目, サービス名, メニュー",
        ),
        w.a_field("quantity", _("how many"), "qty, 数量, 個数, 人数", reads="number"),
        w.a_field(
            "amount",
            _("amount"),
            """total, price, order value, order total, 金額, 合計, 合計金額, 価格, 税込金額,
            購入金額, 売上""",
            reads="number",
        ),
        w.CURRENCY,
    ),
    needs=(("ordered_at",), ("person_id", "email", "name", "company_id", "company")),
)
