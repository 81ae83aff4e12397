"""How far a number is, and what may be said of its latest move."""

from datetime import date

import pytest

from emptychair.outcomes.rules.progress import (
    fits,
    lags_from,
    latest_move,
    progress_of,
    standing_of,
)
from emptychair.outcomes.types import Moved, Standing, Terms

LESS = Terms(
    direction="down",
    start_value=40.0,
    start_on=date(2026, 1, 1),
    target_value=20.0,
    target_on=date(2026, 4, 11),  # 100 days later
)


@pytest.mark.parametrize(
    ("value", "progress"), [(40, 0.0), (30, 0.5), (20, 1.0), (15, 1.0), (50, 0.0)]
)
def test_less_can_be_better(value, progress):
    assert progress_of(LESS, value) == progress


def test_without_start_target_or_reading_nothing_is_known():
    assert progress_of(LESS, None) is None
    assert progress_of(Terms(target_value=3.0), 2.0) is None
    assert standing_of(LESS, None, on=date(2026, 2, 1)) is Standing.UNKNOWN
    assert standing_of(Terms(), 2.0, on=date(2026, 2, 1)) is Standing.NO_TARGET


def test_a_tenth_behind_the_straight_line_is_behind():
    assert lags_from(LESS, 0.5) == date(2026, 3, 3)  # day 60, and the one after
    assert standing_of(LESS, 30, on=date(2026, 3, 2)) is Standing.ON_TRACK
    assert standing_of(LESS, 30, on=date(2026, 3, 3)) is Standing.LAGGING
    assert standing_of(LESS, 20, on=date(2026, 3, 3)) is Standing.REACHED
    assert lags_from(LESS, 1.0) is None


def test_a_target_on_the_wrong_side_does_not_fit():
    assert fits(LESS)
    assert not fits(Terms(direction="up", start_value=40, target_value=20))
    assert not fits(Terms(start_on=date(2026, 2, 1), target_on=date(2026, 1, 1)))


def test_seven_readings_say_nothing_about_noise():
    assert latest_move([1, 2, 3, 4, 5, 6, 70], "up") is Moved.FEW


def test_a_move_is_told_from_the_usual_up_and_down():
    usual = [50, 52, 49, 51, 50, 48, 51, 50, 49, 51]
    assert latest_move([*usual, 50], "up") is Moved.NOISE
    assert latest_move([*usual, 80], "up") is Moved.BETTER
    assert latest_move([*usual, 80], "down") is Moved.WORSE
    assert latest_move([5.0] * 10, "up") is Moved.STILL
