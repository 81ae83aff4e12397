"""The small arithmetic for value in the customer's money."""

import pytest
from django.utils import translation

from emptychair.outcomes.errors import FormulaInvalid
from emptychair.outcomes.rules.formula import Input, check_names, names_in, work_out
from emptychair.outcomes.words import formula_words, input_words

INPUTS = {
    "change": Input("change", 4.0, "h"),
    "people": Input("people", 20.0),
    "wage": Input("wage", 2400.0, "円/h"),
}


def test_saved_hours_times_wage_is_money_with_the_formula_shown():
    worked = work_out("change * people * wage", INPUTS)
    assert worked.value == 192_000
    assert worked.shown == "4 h × 20 × 2,400 円/h"


def test_brackets_stay_where_they_change_the_result():
    assert work_out("(change - 1) × people", INPUTS).shown == "(4 h − 1) × 20"
    worked = work_out("wage / (people * change)", INPUTS)
    assert worked.value == 30
    assert worked.shown == "2,400 円/h ÷ (20 × 4 h)"
    assert work_out("wage - (people - change)", INPUTS).shown == "2,400 円/h − (20 − 4 h)"


def test_names_that_are_needed_are_known():
    assert names_in("change * wage + 1") == {"change", "wage"}


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "__import__('os').system('ls')",
        "change.real",
        "change ** 99",
        "[change]",
        "lambda: 1",
        "change if people else wage",
        "'a' * 9",
        "True + 1",
        "unknown * 2",
        "1 / 0",
        "1e308 * 1e308",
        "change " + "+ 1 " * 100,
        "(" * 60 + "1" + ")" * 60 + "+" + "-" * 40 + "1",
        "9" * 290,
    ],
)
def test_what_is_no_arithmetic_is_refused(formula):
    with pytest.raises(FormulaInvalid):
        work_out(formula, INPUTS)


def test_a_formula_is_written_in_the_customers_words():
    inputs = {
        "change": Input("change", 4.0, "時間"),
        "人数": Input("人数", 20.0, "人"),
        "時給": Input("時給", 2400.0, "円/時"),
    }
    formula = "改善 × 人数 × 時給"
    assert names_in(formula) == {"change", "人数", "時給"}
    assert names_in("（開始 − 現在）÷目標") == {"start", "current", "target"}
    worked = work_out(formula, inputs)
    assert worked.value == 192_000
    assert worked.shown == "4 時間 × 20 人 × 2,400 円/時"


def test_the_reader_sees_words_and_no_names_of_programs():
    inputs = [{"name": "hourly_wage", "value": 31, "unit": "EUR/h"}, {"name": "時給", "value": 1}]
    with translation.override("en"):
        assert formula_words("change * hourly_wage / 12", inputs) == "change × hourly wage ÷ 12"
        assert formula_words("改善 × 時給", inputs) == "change × 時給"
        assert input_words(inputs) == [("hourly wage", "31 EUR/h"), ("時給", "1")]
    with translation.override("ja"):
        assert formula_words("change × 時給", inputs) == "改善 × 時給"


def test_a_missing_number_is_named():
    with translation.override("en"), pytest.raises(FormulaInvalid, match="時給"):
        check_names("改善 × 時給", ["人数"])
