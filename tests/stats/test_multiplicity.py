"""Forty segments at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from emptychair.stats import Impossible, benjamini_hochberg

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=60)

PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_the_example_of_benjamini_and_hochberg_finds_four_of_fifteen():
    assert (benjamini_hochberg(PUBLISHED) <= 0.05).sum() == 4


@given(p_values)
def test_agrees_with_statsmodels(values):
    theirs = multipletests(values, method="fdr_bh")[1]
    assert benjamini_hochberg(values) == pytest.approx(theirs)


@given(p_values)
def test_adjusted_values_keep_the_order_and_never_shrink(values):
    adjusted = benjamini_hochberg(values)
    assert (adjusted >= np.array(values) - 1e-15).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(values, kind="stable")]) >= -1e-15).all()


@given(p_values, st.randoms())
def test_the_order_given_does_not_matter(values, random):
    order = list(range(len(values)))
    random.shuffle(order)
    shuffled = benjamini_hochberg([values[at] for at in order])
    assert shuffled == pytest.approx(benjamini_hochberg(values)[order])


def test_nothing_tested_is_nothing_found():
    assert benjamini_hochberg([]).shape == (0,)


@pytest.mark.parametrize("wrong", [[1.1], [-0.1], [0.5, float("nan")]])
def test_what_is_no_p_value_is_refused(wrong):
    with pytest.raises(Impossible, match="between 0 and 1"):
        benjamini_hochberg(wrong)
