"""Words that set promoters and detractors apart."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.stats import Impossible, TooFew, keyness

bodies = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=30
).filter(
    lambda words: (
        sum(a for a, _ in words) > 0
        and sum(b for _, b in words) > 0
        and sum(a + b > 0 for a, b in words) > 1
    )
)


def test_the_formula_of_monroe_colaresi_and_quinn_word_by_word():
    a, b, prior = [30, 5, 65, 0], [10, 25, 80, 3], [2.0, 1.5, 7.0, 0.5]
    found = keyness(a, b, prior=prior)
    n_a, n_b, total = sum(a), sum(b), sum(prior)
    for at in range(4):
        first, second = a[at] + prior[at], b[at] + prior[at]
        log_odds = math.log(first / (n_a + total - first)) - math.log(
            second / (n_b + total - second)
        )
        z = log_odds / math.sqrt(1 / first + 1 / second)
        assert found.log_odds[at] == pytest.approx(log_odds)
        assert found.z[at] == pytest.approx(z)
        assert found.p_value[at] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)))


def test_the_prior_by_default_follows_the_pooled_words_at_half_the_smaller_body():
    a, b = np.array([30, 10, 60]), np.array([100, 200, 700])
    by_hand = 0.5 * 100 * (a + b) / 1100
    assert keyness(a, b).z == pytest.approx(keyness(a, b, prior=by_hand).z)


def test_a_word_that_only_detractors_use_is_found_and_a_common_one_is_not():
    #                 late  kind  the
    promoters, detractors = [0, 60, 1000], [40, 20, 1000]
    found = keyness(promoters, detractors)
    assert found.z[0] < -3
    assert found.z[1] > 3
    assert list(found.distinctive) == [True, True, False]


def test_one_mention_is_no_finding():
    found = keyness([1, *[20] * 50], [0, *[20] * 50])
    assert not found.distinctive.any()


def test_a_small_body_is_not_drowned_by_a_large_one():
    found = keyness([20, 980], [500, 99_500])
    assert found.z[0] > 4


def test_chance_alone_makes_no_findings():
    rng = np.random.default_rng(2)
    shares = 1 / np.arange(1, 1501)
    shares /= shares.sum()
    runs = 60
    with_findings = sum(
        keyness(rng.multinomial(8000, shares), rng.multinomial(8000, shares)).distinctive.any()
        for _ in range(runs)
    )
    assert with_findings / runs <= 0.05


@given(bodies)
def test_swapping_the_bodies_turns_the_sign(words):
    a, b = zip(*words, strict=True)
    one, other = keyness(a, b), keyness(b, a)
    assert other.z == pytest.approx(-one.z, abs=1e-9)
    assert other.p_value == pytest.approx(one.p_value)
    assert np.isfinite(one.z).all()


@given(bodies, st.integers(1, 5))
def test_words_that_nobody_used_change_nothing(words, extra):
    a, b = zip(*words, strict=True)
    plain, padded = keyness(a, b), keyness([*a, *[0] * extra], [*b, *[0] * extra])
    assert padded.z[: len(a)] == pytest.approx(plain.z)
    assert padded.adjusted_p[: len(a)] == pytest.approx(plain.adjusted_p)
    assert (padded.z[len(a) :] == 0).all()
    assert (padded.adjusted_p[len(a) :] == 1).all()


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(TooFew, match="words in both bodies"):
        keyness([1, 2], [0, 0])
    with pytest.raises(TooFew, match="two different"):
        keyness([5, 0], [7, 0])
    with pytest.raises(Impossible, match="same words"):
        keyness([1, 2], [1, 2, 3])
    with pytest.raises(Impossible, match="negative"):
        keyness([1, -2], [1, 2])
    with pytest.raises(Impossible, match="above zero for each word"):
        keyness([1, 2], [1, 2], prior=[1, 0])
    with pytest.raises(Impossible, match="strength"):
        keyness([1, 2], [1, 2], prior_strength=0)
