"""The finder: a planted moment is found on later sign-ups, and noise is not."""

from datetime import timedelta

import numpy as np
import pytest

from emptychair.customers.models import CustomerEvent, Order
from emptychair.onboarding.errors import NothingFound
from emptychair.onboarding.finding_types import WINDOWS, Candidate
from emptychair.onboarding.queries.definitions import definitions
from emptychair.onboarding.queries.stored import found_moments
from emptychair.onboarding.rules.finding import Watched, search
from emptychair.onboarding.services.finding import find_moments, take_moment
from tests.factories.customers import make_person
from tests.people import NOW

TODAY = NOW.date()


def simulated(n, *, planted=0.0, names=8, seed=3):
    """Counts within the windows by chance; the first name goes along with staying if planted."""
    rng = np.random.default_rng(seed)
    counts = {}
    for number in range(names):
        daily = rng.poisson(rng.gamma(1.0, 0.15, n)[:, None], (n, max(WINDOWS)))
        totals = daily.cumsum(axis=1)
        counts[f"event_{number}"] = totals[:, [days - 1 for days in WINDOWS]].astype(np.int64)
    did = counts["event_0"][:, WINDOWS.index(7)] >= 2
    well = rng.random(n) < 0.5 + planted * (did - 0.5)
    return Watched(np.sort(rng.integers(0, 365, n)), well, counts)


def test_a_planted_moment_is_found_and_holds_on_later_sign_ups():
    found = search(simulated(800, planted=0.4))
    first = found.moments[0]
    assert (first.candidate.name, first.holds) == ("event_0", True)
    assert first.gap[1] < 0.4 < first.gap[2]
    assert all(not one.holds for one in found.moments[1:])


def test_noise_is_not_called_a_moment_more_often_than_announced():
    falsely = sum(
        any(one.holds for one in search(simulated(400, seed=seed)).moments) for seed in range(40)
    )
    assert falsely <= 2


def test_few_customers_are_refused():
    found = search(simulated(80))
    assert (found.refused, found.moments) == ("few", ())


def test_nobody_is_no_reason_to_fall_over():
    empty = np.zeros(0, dtype=np.int64)
    assert search(Watched(empty, empty.astype(bool), {})).refused == "few"


def test_later_sign_ups_are_later():
    watched = simulated(200)
    found = search(Watched(np.zeros(200, dtype=np.int64), watched.well, watched.counts))
    assert (found.earlier, found.refused) == (0, "few")


@pytest.fixture
def shop(people):
    """Who compares recipes twice in the first week mostly buys again; browsing tells nothing."""
    rng = np.random.default_rng(5)
    events, orders = [], []
    for number in range(260):
        ago = 300 - number // 2
        person = make_person(people.workspace, joined_on=TODAY - timedelta(days=ago))
        did, again = bool(rng.random() < 0.5), rng.random()
        done = [("browsed", 0)] + [("browsed", 2)] * bool(rng.random() < 0.5)
        done += [("recipe", 1), ("recipe", 4)] if did else []
        done += [("late", 40)] if again < 0.8 else []  # after the landmark: must not be tried
        events += [
            _event(person, ago, name, after, place) for place, (name, after) in enumerate(done)
        ]
        if again < (0.8 if did else 0.3):
            orders.append(_order(person, ago, 55))
    CustomerEvent.objects.bulk_create(events)
    Order.objects.bulk_create(orders)
    return people.system


def _event(person, ago, name, after, place):
    return CustomerEvent(
        workspace=person.workspace, person=person, name=name, source="test",
        message_id=f"{person.pk}-{place}", occurred_at=NOW - timedelta(days=ago - after),
    )  # fmt: skip


def _order(person, ago, after):
    return Order(
        workspace=person.workspace, person=person, external_id=f"o{person.pk}",
        ordered_at=NOW - timedelta(days=ago - after),
    )  # fmt: skip


@pytest.mark.django_db
def test_from_events_to_the_definition(shop):
    find_moments(shop, kind="person", outcome="pays", now=NOW)
    found = found_moments(shop, "person")
    moment = found.search.moments[0]
    assert (moment.candidate.name, moment.holds) == ("recipe", True)
    assert "late" not in {one.candidate.name for one in found.search.moments}
    assert "(order)" not in {one.candidate.name for one in found.search.moments}
    take_moment(shop, kind="person", candidate=moment.candidate, words="Recipes")
    terms = definitions(shop)[0].terms
    assert (terms.rule.name, terms.rule.count) == ("recipe", moment.candidate.count)
    assert terms.target_days == moment.candidate.days


@pytest.mark.django_db
def test_only_what_was_found_can_be_taken(shop):
    find_moments(shop, kind="person", outcome="pays", now=NOW)
    with pytest.raises(NothingFound):
        take_moment(shop, kind="person", candidate=Candidate("recipe", 9, 1), words="x")
