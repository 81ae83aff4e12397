"""The small arithmetic for value in the customer's money."""

import pytest

from emptychair.outcomes.errors import FormulaInvalid
from emptychair.outcomes.rules.formula import Input, names_in, work_out

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
