"""The chance that a buyer still buys, also where buyers are alike."""

import numpy as np

from emptychair.renewals.rules import buyers as rules
from emptychair.renewals.rules.buyers import Buyers, p_alive
from emptychair.stats import Impossible

TODAY = 20_000


def buyers_of(customers=300):
    """Each buys at a pace of their own and stops after a purchase with some chance."""
    rng = np.random.default_rng(7)
    first = TODAY - rng.integers(300, 900, customers)
    pace, stop = rng.gamma(6.0, 1 / 250.0, customers), rng.beta(2.0, 12.0, customers)
    times, last = np.ones(customers, dtype=np.int64), first.copy()
    for at in range(customers):
        while (day := last[at] + 1 + int(rng.exponential(1 / pace[at]))) <= TODAY:
            times[at], last[at] = times[at] + 1, day
            if rng.random() < stop[at]:
                break
    worth = np.full(customers, 100.0)
    return Buyers(np.arange(customers), times, first, first + 1, last, worth, worth)


def test_where_buyers_are_too_alike_those_who_bought_again_are_still_told(monkeypatch):
    def refuses(*_columns):
        raise Impossible("Too alike.")

    monkeypatch.setattr(rules, "fit_pareto_nbd", refuses)
    buyers = buyers_of()
    found = p_alive(buyers, TODAY)
    once = buyers.times == 1
    assert np.isnan(found[once]).all()
    gone = ~once & (TODAY - buyers.last > 300)
    here = ~once & (TODAY - buyers.last < 20)
    assert found[gone].mean() < 0.2
    assert found[here].mean() > 0.8


def test_few_buyers_are_told_nothing_of():
    assert p_alive(buyers_of(customers=40), TODAY) is None
