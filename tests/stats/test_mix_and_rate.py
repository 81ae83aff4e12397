"""Did minds change, or the people who answered?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import NpsCounts, TooFew, mix_and_rate, nps

segments = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(*[st.integers(0, 60)] * 3), min_size=1
).filter(lambda each: sum(map(sum, each.values())) > 0)


def test_every_segment_improves_while_the_total_falls():
    before = {"regulars": NpsCounts(60, 30, 10), "new": NpsCounts(2, 4, 4)}
    after = {"regulars": NpsCounts(58, 25, 7), "new": NpsCounts(30, 35, 35)}
    split = mix_and_rate(before, after)
    for name, (_mix, rate) in split.by_segment.items():
        assert nps(*after[name]).score > nps(*before[name]).score
        assert rate > 0
    assert split.total < 0 < split.rate
    assert split.mix < split.total


def test_a_split_by_hand():
    """Halves become three quarters and one quarter; rates 20 and -20 become 30 and -10."""
    before = {"a": (50, 20, 30), "b": (30, 20, 50)}
    after = {"a": (84, 27, 39), "b": (20, 5, 25)}
    split = mix_and_rate(before, after)
    assert split.total == pytest.approx(20)
    assert split.by_segment["a"] == pytest.approx((0.25 * 25, 10 * 0.625))
    assert split.by_segment["b"] == pytest.approx((-0.25 * -15, 10 * 0.375))
    assert (split.mix, split.rate) == pytest.approx((10, 10))


def test_a_segment_that_comes_or_goes_is_all_mix():
    split = mix_and_rate({"old": (5, 5, 0)}, {"old": (5, 5, 0), "new": (0, 5, 5)})
    assert split.rate == 0
    assert split.mix == pytest.approx(split.total) == pytest.approx(-50)
    assert split.by_segment["new"][1] == 0


@given(segments, segments)
def test_mix_and_rate_add_up_to_the_change(before, after):
    split = mix_and_rate(before, after)
    assert split.mix + split.rate == pytest.approx(split.total, abs=1e-9)
    totals = [
        nps(*(sum(column) for column in zip(*period.values(), strict=True))).score
        for period in (before, after)
    ]
    assert split.total == pytest.approx(totals[1] - totals[0], abs=1e-9)
    assert set(split.by_segment) == set(before) | set(after)


@given(segments, segments)
def test_going_back_in_time_turns_every_sign(before, after):
    there, back = mix_and_rate(before, after), mix_and_rate(after, before)
    assert (back.mix, back.rate) == pytest.approx((-there.mix, -there.rate), abs=1e-9)


def test_an_empty_period_is_refused():
    with pytest.raises(TooFew, match="one answer before and one after"):
        mix_and_rate({"a": (0, 0, 0)}, {"a": (1, 0, 0)})
    with pytest.raises(TooFew):
        mix_and_rate({"a": (1, 0, 0)}, {})
