"""What a ranking has to show before it may be switched on."""

import numpy as np
from django.utils.translation import override

from emptychair.success.rules.backtest import Sample
from emptychair.success.rules.judging import Contender, judged
from emptychair.success.verdicts import broken_promise, promise_tag, verdict_words

HORIZON, ROWS = 90, 900


def sample(own, recency, left):
    """Rows of one day, one customer each."""
    whole = np.arange(len(left))
    none = np.zeros(len(left), dtype=int)
    return Sample(
        unit=whole, day=none, until=none + 90.0, known=np.empty((len(left), 0)), stage=none,
        segment=none, certain=none + 60.0, left={HORIZON: left},
        rankings={"recency": recency, "rhythm": own}, signs={},
    )  # fmt: skip


def judge(strength, *, against):
    rng = np.random.default_rng(5)
    left = rng.random(ROWS) < 0.2
    drawn = rng.normal(size=(2, ROWS))
    rows = sample(drawn[0] + strength * left, drawn[1] + against * left, left)
    base = float(np.log(left.mean() / (1 - left.mean())))
    contender = Contender("rhythm", {"kind": "rhythm"}, {HORIZON: (base, strength / 4)})
    return judged(contender, rows, HORIZON)


def test_what_orders_no_better_than_lots_does_not_pass_because_recency_is_worse():
    told = judge(0.0, against=-0.6)
    assert told["beats"]
    assert told["auc"][1] <= 0.5
    assert not told["passed"]
    with override("en"):
        assert "no better than drawing lots" in verdict_words(told)


def test_what_orders_better_than_recency_and_than_lots_is_judged_by_its_promises():
    told = judge(1.5, against=0.0)
    assert told["beats"]
    assert told["auc"][1] > 0.5
    assert told["passed"] == told["calibrated"]


def test_what_passed_and_promises_too_little_or_too_much_beyond_noise_says_so():
    told = judge(1.5, against=0.0) | {"passed": True}
    with override("en"):
        for ratio, words in (
            (
                [1.43, 1.17, 1.73],
                "too little: on later days 1.43 times as many left (1.17 to 1.73)",
            ),
            ([0.7, 0.6, 0.85], "too much: on later days only 0.70 times as many left"),
        ):
            one = told | {"calibration": told["calibration"] | {"ratio": ratio}}
            assert words in broken_promise(one)
            assert words in verdict_words(one)
            assert "its promises hold" not in verdict_words(one)
            assert promise_tag(one) == f"{ratio[0]:.2f} times as many left as promised"
        one = told | {"calibration": told["calibration"] | {"ratio": [1.1, 0.9, 1.3]}}
        assert broken_promise(one) == promise_tag(one) == ""
        assert "its promises hold" in verdict_words(one)
    assert broken_promise({}) == ""
