"""Values of figures from outside: one row a figure and a month or a day."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.shapes import words as w
from emptychair.exchange.types import ImportShape

FIGURES = ImportShape(
    name="figures",
    label=_("Values of figures"),
    about=_(
        "One row the value of a month or a day of a figure of the scorecard that comes from "
        "outside. Define the figure first."
    ),
    fields=(
        w.a_field(
            "figure",
            _("figure"),
            "figure key, kpi, metric, indicator, name, 指標, 指標名, 項目, 項目名",
            longest=120,
        ),
        w.a_field(
            "period",
            _("month or day"),
            "month, date, day, year month, 月, 年月, 対象月, 日付, 期間",
            longest=40,
        ),
        w.a_field("grain", _("month or day, in our exports"), "", longest=10),
        w.a_field(
            "value",
            _("value"),
            "amount, count, number, result, actual, 値, 実績, 実績値, 数値, 件数, 金額",
            reads="amount",
        ),
        w.a_field(
            "n", _("counted from"), "sample size, base, respondents, 件数n, 母数", reads="amount"
        ),
        w.a_field("standard_error", _("standard error"), "se, std error, 標準誤差", reads="amount"),
        w.a_field("source", _("source"), "system, origin, 出典, 情報源, 出所"),
    ),
    needs=(("figure",), ("period",), ("value",)),
)
