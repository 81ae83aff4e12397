"""One score and its interval, against published values and properties."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from emptychair.stats import Impossible, NpsCounts, TooFew, count_scores, nps, nps_of_scores

counts = st.tuples(*[st.integers(0, 400)] * 3).filter(lambda each: sum(each) > 0)
methods = st.sampled_from(["auto", "adjusted-wald", "score"])


def test_published_adjusted_wald_of_thirty_six_answers():
    estimate = nps(15, 13, 8)
    assert estimate.method == "adjusted-wald"
    assert estimate.score == pytest.approx(19.444, abs=5e-4)
    assert (estimate.low, estimate.high) == pytest.approx((-6.2803, 42.1777), abs=5e-5)


def test_published_score_interval_of_thirty_six_answers():
    estimate = nps(15, 13, 8, method="score")
    assert (estimate.low, estimate.high) == pytest.approx((-6.7697, 42.8670), abs=5e-5)


def test_ten_people_are_not_proof():
    estimate = nps(6, 3, 1, method="adjusted-wald")
    assert estimate.score == 50
    assert (estimate.low, estimate.high) == pytest.approx((-0.2033, 77.1264), abs=5e-5)
    assert nps(6, 3, 1).low < 0, "nor by the method that is used for ten"


@pytest.mark.parametrize(
    ("answers", "method"),
    [
        ((15, 13, 8), "adjusted-wald"),
        ((10, 10, 10), "adjusted-wald"),
        ((10, 10, 9), "score"),
        ((0, 50, 50), "score"),
        ((50, 0, 50), "score"),
        ((50, 50, 0), "score"),
    ],
)
def test_few_answers_or_an_empty_group_take_the_score_interval(answers, method):
    assert nps(*answers).method == method


@pytest.mark.parametrize("n", [1, 5, 100, 100_000])
def test_when_everybody_is_a_promoter_the_upper_limit_is_the_end_of_the_scale(n):
    estimate = nps(n, 0, 0)
    z2 = 1.959963984540054**2
    assert estimate.high == 100
    # With promoters only, Tango's equation can be solved by hand.
    assert estimate.low == pytest.approx(100 * (n - z2) / (n + z2), abs=1e-6)
    mirrored = nps(0, 0, n)
    assert (mirrored.low, mirrored.high) == (-100, pytest.approx(-estimate.low))


def test_when_everybody_is_passive_the_interval_is_not_empty():
    z2 = 1.959963984540054**2
    estimate = nps(0, 10, 0)
    assert estimate.score == 0
    assert (estimate.low, estimate.high) == pytest.approx(
        (-100 * z2 / (10 + z2), 100 * z2 / (10 + z2))
    )


@pytest.mark.parametrize("answers", [(15, 13, 8), (3, 20, 9), (40, 2, 1), (9, 0, 3)])
def test_score_limits_solve_the_likelihood_itself(answers):
    """Tango's quadratic against a numerical search for the most likely shares at the limit."""
    promoters, passives, detractors = answers
    n = sum(answers)
    estimate = nps(*answers, method="score")
    for limit, sign in ((estimate.low / 100, 1), (estimate.high / 100, -1)):

        def loss(share, limit=limit):
            shares = np.array([share + limit, 1 - 2 * share - limit, share])
            logs = np.log(np.maximum(shares, 1e-300))
            return -float(np.dot([promoters, passives, detractors], logs))

        ends = (max(0.0, -limit), (1 - limit) / 2)
        share = minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-12}).x
        variance = n * (2 * share + limit - limit**2)
        z = (promoters - detractors - n * limit) / np.sqrt(variance)
        assert z == pytest.approx(sign * 1.959964, abs=1e-4)


def test_plain_wald_is_refused_below_a_hundred_answers():
    with pytest.raises(TooFew, match="needs at least 100 answers; there are 99"):
        nps(50, 29, 20, method="wald")
    estimate = nps(50, 30, 20, method="wald")
    half = 100 * 1.959964 * np.sqrt((0.7 - 0.09) / 100)
    assert (estimate.low, estimate.high) == pytest.approx((30 - half, 30 + half), abs=1e-4)


def test_nobody_has_no_score():
    with pytest.raises(TooFew, match="Nobody has answered"):
        nps(0, 0, 0)
    with pytest.raises(TooFew):
        nps_of_scores([])


@pytest.mark.parametrize("wrong", [(-1, 2, 3), (1.5, 2, 3), ("4", 2, 3)])
def test_counts_that_are_none_are_refused(wrong):
    with pytest.raises(Impossible):
        nps(*wrong)


def test_a_method_that_does_not_exist_is_refused():
    with pytest.raises(Impossible, match="no method"):
        nps(1, 2, 3, method="bootstrap")


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan")])
def test_a_level_is_between_none_and_all(level):
    with pytest.raises(Impossible, match="level"):
        nps(10, 10, 10, level=level)


def test_single_scores_are_counted_at_the_cut_offs():
    assert count_scores(range(11)) == NpsCounts(2, 2, 7)
    assert count_scores(range(11), detractors_up_to=5, promoters_from=8) == NpsCounts(3, 2, 6)
    assert count_scores([]).n == 0
    assert nps_of_scores(np.array([10, 9, 7, 0])).score == 25
    assert nps_of_scores(iter([10, 9, 7, 0])).counts == NpsCounts(2, 1, 1)


@pytest.mark.parametrize("scores", [[11], [-1], [7.5], [None], [float("nan")], ["nine"], [[1]]])
def test_a_score_outside_the_scale_or_a_blank_is_refused(scores):
    with pytest.raises(Impossible):
        count_scores(scores)


def test_overlapping_cut_offs_are_refused():
    with pytest.raises(Impossible, match="cut-offs"):
        count_scores([1], detractors_up_to=8, promoters_from=8)


@given(counts, methods)
def test_swapping_promoters_and_detractors_turns_the_sign(answers, method):
    one, other = nps(*answers, method=method), nps(*answers[::-1], method=method)
    assert other.score == -one.score
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=1e-9)


@given(counts, methods)
def test_score_and_limits_stay_on_the_scale_and_in_order(answers, method):
    estimate = nps(*answers, method=method)
    assert -100 <= estimate.low <= estimate.high <= 100
    assert -100 <= estimate.score <= 100
    assert estimate.n == sum(answers)


@given(counts)
def test_the_score_interval_holds_its_estimate_and_is_never_a_point(answers):
    estimate = nps(*answers, method="score")
    assert estimate.low <= estimate.score <= estimate.high
    assert estimate.high - estimate.low > 0.1


@given(counts, methods)
def test_more_confidence_is_a_wider_interval(answers, method):
    narrow, wide = nps(*answers, method=method, level=0.8), nps(*answers, method=method, level=0.99)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@given(counts, st.integers(2, 20))
def test_more_of_the_same_answers_narrow_the_interval(answers, times):
    assume(sum(answers) >= 10)
    few = nps(*answers, method="score")
    many = nps(*(times * each for each in answers), method="score")
    assert many.score == pytest.approx(few.score)
    assert many.high - many.low < few.high - few.low


def test_at_many_answers_all_three_intervals_agree():
    limits = [
        (each.low, each.high)
        for each in (
            nps(500_000, 300_000, 200_000, method=method)
            for method in ("adjusted-wald", "score", "wald")
        )
    ]
    assert limits[0] == pytest.approx(limits[1], abs=1e-3)
    assert limits[1] == pytest.approx(limits[2], abs=1e-3)
