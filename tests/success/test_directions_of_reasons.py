"""Which inputs are told as reasons: none of which there is no more, or no less, than usual."""

import numpy as np
import pytest

from emptychair.success.rules.directions import BAD_WHEN_LESS, BAD_WHEN_MORE, sensible
from emptychair.success.rules.features import FEATURES, Features

NAMES = ("unanswered", "last_score", "tenure")


def known(**values):
    n = len(next(iter(values.values())))
    flags = np.zeros(n, dtype=bool)
    numbers = {name: np.array(own, dtype=np.float64) for name, own in values.items()}
    return Features(9, np.arange(n), numbers, flags, flags, np.full(n, np.nan))


def test_nothing_left_unanswered_is_no_reason_and_something_is():
    features = known(unanswered=[0, 0, 0, 2], last_score=[80, 80, 20, 100], tenure=[1, 2, 3, 4])
    told = sensible(features, NAMES, [0, 2, 3])
    assert told.tolist() == [[False, False, True], [False, True, True], [True, False, True]]


@pytest.mark.parametrize("value", [np.nan, 3.0])
def test_what_is_known_of_nobody_or_alike_of_all_is_no_reason(value):
    features = known(unanswered=[value, value], last_score=[value, value], tenure=[1, 1])
    assert sensible(features, NAMES, [0, 1])[:, :2].sum() == 0


def test_a_model_of_before_with_an_input_that_is_gone_is_read():
    assert sensible(known(tenure=[1, 2]), ("gone", "tenure"), [1]).all()


def test_each_direction_is_of_an_input_and_only_one():
    assert not BAD_WHEN_MORE & BAD_WHEN_LESS
    assert set(FEATURES) >= BAD_WHEN_MORE | BAD_WHEN_LESS
