"""Parts of time, bands of numbers, plain words: pure rules of Explore."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.explore.rules.bands_of_numbers import (
    band_of,
    limits_of,
    round_edges,
    tokens_of,
)
from emptychair.explore.rules.parts_of_time import (
    PARTS,
    beside,
    narrowed,
    parts_within,
)
from emptychair.explore.rules.plain_words import as_text, cell_question, from_text, plain_question
from emptychair.kit.periods import Period, whole_months

NUMBERS = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=60)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(NUMBERS)
def test_every_number_stands_in_the_one_band_whose_limits_hold_it(values):
    edges = round_edges(values)
    assert edges == sorted(set(edges))
    for value in values:
        holding = [
            token
            for token in tokens_of(edges)
            if (limits_of(token)[0] is None or value >= limits_of(token)[0])
            and (limits_of(token)[1] is None or value < limits_of(token)[1])
        ]
        assert holding == [band_of(value, edges)]


@pytest.mark.parametrize("token", ["", "10", "a..b", "1..inf", "nan.."])
def test_what_is_no_band_is_refused(token):
    with pytest.raises(ValueError):  # noqa: PT011 - of float as of our own
        limits_of(token)


@given(DAYS, st.integers(1, 500), st.sampled_from(PARTS))
def test_parts_of_a_period_hold_each_of_its_days_once(first, days, name):
    period = Period(first, first + timedelta(days=days))
    parts = [narrowed(period, name, one) for one in parts_within(name, period)]
    assert all(parts)
    assert sum(one.days for one in parts) == period.days
    assert [one.first for one in parts[1:]] == [one.end for one in parts[:-1]]


@given(DAYS, st.integers(1, 200))
def test_whole_months_begin_on_the_first_and_lie_inside(first, days):
    period = Period(first, first + timedelta(days=days))
    found = whole_months(period)
    if found is None:
        assert days < 62
    else:
        assert (found.first.day, found.end.day) == (1, 1)
        assert period.first <= found.first < found.end <= period.end


def test_parts_stand_beside_each_other_only_where_there_are_as_many():
    autumn = Period(date(2026, 9, 1), date(2026, 11, 1))
    summer = Period(date(2026, 7, 1), date(2026, 9, 1))
    july, august, september, october = (date(2026, month, 1) for month in (7, 8, 9, 10))
    assert beside("month", summer, autumn) == {july: september, august: october}
    assert beside("month", Period(july, date(2026, 9, 2)), autumn) is None


def test_plain_words_leave_out_what_is_usual_or_means_nothing():
    given_words = {"metric": "nps", "rows": "team", "period": "90", "team": "3", "shoe": "42"}
    plain = plain_question(given_words, ("team", "segment"))
    assert plain == {"rows": "team", "team": "3"}
    assert from_text(as_text({"segment": "大口 & 法人"})) == {"segment": "大口 & 法人"}


def test_a_figure_is_the_question_with_row_and_column_as_filters():
    plain = {"rows": "team", "cols": "month", "segment": "gold"}
    assert cell_question(plain, ("3", "2026-10-01")) == {
        "segment": "gold",
        "team": "3",
        "month": "2026-10-01",
    }
    assert cell_question(plain, ("", "2026-10-01")) == {"segment": "gold", "month": "2026-10-01"}
