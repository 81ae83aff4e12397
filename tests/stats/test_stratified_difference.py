"""Had the same mix of people answered, would the score still have moved?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import TooFew, nps_difference, stratified_difference

counts = st.tuples(*[st.integers(0, 60)] * 3).filter(lambda each: sum(each) > 0)


def test_a_fall_by_mix_alone_is_no_change_within_the_groups():
    before = {"people": (300, 200, 100), "gifts": (20, 40, 60)}
    after = {"people": (150, 100, 50), "gifts": (100, 200, 300)}
    crude = nps_difference((320, 240, 160), (250, 300, 350))
    within = stratified_difference(before, after)
    assert crude.high < 0
    assert within.estimate == pytest.approx(0)
    assert within.low < 0 < within.high
    assert within.p_value > 0.5


def test_a_fall_within_every_group_shows_although_the_total_stands_still():
    before = {"regulars": (60, 30, 10), "new": (20, 40, 140)}
    after = {"regulars": (90, 70, 40), "new": (1, 9, 90)}
    assert abs(nps_difference((80, 70, 150), (91, 79, 130)).estimate) < 15
    assert stratified_difference(before, after).high < 0


def test_two_groups_by_hand():
    """Weights 3/4 and 1/4; differences -20 and +20 points give -10."""
    before = {"a": (60, 20, 20), "b": (10, 20, 20)}
    after = {"a": (100, 40, 60), "b": (20, 10, 20)}
    found = stratified_difference(before, after)
    assert found.estimate == pytest.approx(0.75 * -20 + 0.25 * 20)
    parts = [nps_difference(before[name], after[name]) for name in "ab"]
    half = math.hypot(*(w * (p.high - p.low) / 2 for w, p in zip((0.75, 0.25), parts, strict=True)))
    assert (found.high - found.low) / 2 == pytest.approx(half)
    assert found.method == "stratified"


@given(counts, counts)
def test_one_group_alone_is_the_plain_difference(before, after):
    plain, within = nps_difference(before, after), stratified_difference({"": before}, {"": after})
    for name in ("estimate", "low", "high", "p_value"):
        assert getattr(within, name) == pytest.approx(getattr(plain, name), abs=1e-9)


@given(st.dictionaries(st.sampled_from("abc"), st.tuples(counts, counts), min_size=1))
def test_turning_time_around_turns_the_sign(strata):
    before = {name: pair[0] for name, pair in strata.items()}
    after = {name: pair[1] for name, pair in strata.items()}
    there, back = stratified_difference(before, after), stratified_difference(after, before)
    assert there.estimate == pytest.approx(-back.estimate)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert there.p_value == pytest.approx(back.p_value)


def test_a_group_that_came_or_went_is_left_out():
    before, after = {"a": (10, 5, 5), "gone": (0, 0, 50)}, {"a": (5, 5, 10), "come": (50, 0, 0)}
    alone = stratified_difference({"a": before["a"]}, {"a": after["a"]})
    assert stratified_difference(before, after) == alone
    assert stratified_difference({**before, "none": (0, 0, 0)}, {**after, "none": (1, 0, 0)}) == (
        alone
    )


def test_without_a_common_group_there_is_nothing_to_compare():
    with pytest.raises(TooFew, match="both before and after"):
        stratified_difference({"a": (1, 0, 0)}, {"b": (1, 0, 0)})
