"""Both ends of a number and its change, as a warning of the guard tells them, add up."""

import pytest
from django.utils import translation

from emptychair.scorecard.types import Side
from emptychair.scorecard.words import change_words, ends_words


def side(before, after, unit="points"):
    change = after - before
    low, high = change - 5.25, change + 5.25
    return Side(
        key="nps", label="NPS", unit=unit, before=before, after=after, change=change, low=low,
        high=high,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "ends", "change"),
    [
        (-2.4, -41.6, ("−2.4", "−41.6"), "−39.2 (−44.5 to −34.0)"),
        (-2.0, -41.0, ("−2", "−41"), "−39 (−44 to −34)"),
        (12.44, -3.44, ("+12.44", "−3.44"), "−15.88 (−21.13 to −10.63)"),
        (7.0, 7.0, ("+7", "+7"), None),
    ],
)
def test_points_have_decimals_where_whole_ones_would_not_add_up(before, after, ends, change):
    with translation.override("en"):
        assert ends_words(side(before, after))[1] == ends[1]
        assert ends_words(side(before, after)) == ends
        if change:
            assert change_words(side(before, after)) == change


def test_other_units_stay_as_they_are():
    with translation.override("en"):
        assert ends_words(side(50.04, 40.0, "percent")) == ("50%", "40%")
        assert ends_words(side(3.0, 2.0, "hours")) == ("3 h", "2 h")
