"""Quiet loss: who left, whether they had been heard, and whether the price had to do with it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from emptychair.customers.services.bulk import add_contracts
from emptychair.silence.loss_types import Money
from emptychair.silence.loss_words import diagnosis, kept_words, verdict
from emptychair.silence.queries.stored import groups_of, loss_of
from emptychair.silence.rules.loss import Gone, by_segment, left_share, price_of
from emptychair.silence.services.prices import note_price_change, remove_price_change
from emptychair.silence.services.reading import read_silence
from tests.factories.customers import make_contract, make_order
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW
from tests.silence.conftest import regular

TODAY = NOW.date()


def gone(number, left=None, *, segment="home", heard=False, came=800):
    return Gone(
        unit=("person", number),
        came_on=TODAY - timedelta(days=came),
        last_seen=TODAY,
        left_on=TODAY - timedelta(days=left) if left is not None else None,
        told=True,
        heard=heard,
        segment=segment,
        place="",
        value=None,
    )


def test_leaving_after_a_price_change_is_held_against_the_rate_otherwise():
    even = [gone(n, left=10 + 7 * n) for n in range(100)] + [gone(n) for n in range(100, 400)]
    change = (1, TODAY - timedelta(days=200), "Dearer", 6.0)
    usual = price_of(even, change, TODAY)
    assert usual.observed == pytest.approx(usual.expected, rel=0.35)
    assert usual.p_value > 0.05
    burst = even + [gone(n, left=180) for n in range(500, 530)]
    found = price_of(burst, change, TODAY)
    assert found.observed == usual.observed + 30
    assert found.p_value < 0.001
    assert found.low > 1


def test_a_change_of_mix_is_told_from_leaving_more_often():
    first, middle, end = (TODAY - timedelta(days=days) for days in (400, 200, 0))
    stay = [gone(n, came=900) for n in range(80)]
    left = [gone(n, left=300, came=900) for n in range(80, 90)]
    rows = stay + left + [gone(n, left=100, segment="gift", came=150) for n in range(90, 110)]
    mix, rate, segments = by_segment(rows, (first, middle), (middle, end))
    before, after = left_share(rows, first, middle), left_share(rows, middle, end)
    assert mix + rate == pytest.approx(100 * (after.share - before.share))
    assert {one.segment for one in segments} == {"home", "gift"}
    assert rate < 0 < mix


@pytest.mark.django_db
def test_the_diagnosis_says_how_many_never_said_a_word(system, people):
    survey = make_survey(people.workspace)
    for turn in range(12):
        person = regular(people.workspace, 9, until=80 + turn)
        make_order(person, ordered_at=NOW - timedelta(days=200), amount=1000)
        if turn < 2:
            make_response(survey, person, answered_at=NOW - timedelta(days=120))
    for turn in range(30):
        person = regular(people.workspace, 9, until=turn / 5)
        make_order(person, ordered_at=NOW - timedelta(days=20), amount=100)
        make_response(survey, person, answered_at=NOW - timedelta(days=30))
    note_price_change(system, changed_on=TODAY - timedelta(days=75), words="Courses 6% dearer")
    read_silence(system, now=NOW)
    loss = loss_of(system, 180)
    assert (loss.left.count, loss.left.n) == (12, 42)
    assert (loss.wordless.count, loss.wordless.n) == (10, 12)
    assert loss.told == 0
    assert loss.revenue.before == 12_000
    assert loss.revenue.after == 3_000
    words = diagnosis(loss)
    assert "Of 12 who left 10 had never answered or complained" in " ".join(words)
    assert any("Courses 6% dearer" in one for one in words)
    assert "before you cut prices" in verdict(loss)
    groups = {one.key: one for one in groups_of(system).groups}
    assert sum(one.customers for one in groups.values()) <= 42


@pytest.mark.django_db
def test_a_plan_that_contracts_show_as_dearer_is_held_against_its_holders(system, people):
    before, begun, day = [], date(2025, 1, 1), TODAY - timedelta(days=70)
    for turn in range(8):
        person = regular(people.workspace, 9, until=turn)
        row = make_contract(person, starts_on=begun, plan="Team", amount=1000, seats=5)
        before.append(row.external_id)
    changed = [
        *({"external_id": one, "amount": Decimal(1080), "counts_from": day} for one in before[:4]),
        *(  # more seats, or another plan, is no dearer price
            {"external_id": one, "amount": Decimal(2000), "counts_from": day, **other}
            for one, other in zip(before[4:], ({"seats": 10}, {"plan": "Pro"}) * 2, strict=True)
        ),
    ]
    add_contracts(system, changed)
    left = {"external_id": before[0], "cancelled_on": TODAY - timedelta(days=30)}
    add_contracts(system, [left])
    note_price_change(system, changed_on=TODAY - timedelta(days=20), words="By hand")
    read_silence(system, now=NOW)
    loss = loss_of(system, 180)
    entered, told = loss.prices
    assert (entered.contracts, entered.words) == (0, "By hand")
    assert (told.contracts, told.words, told.percent) == (4, "Team", 8.0)
    assert (told.on, told.observed) == (day.isoformat(), 1)
    assert "Team dearer by 8% (4 contracts)" in " ".join(diagnosis(loss))


@pytest.mark.django_db
def test_who_pays_on_is_not_lost_however_silent(system, people):
    person = regular(people.workspace, 9, until=90)
    make_contract(person, starts_on=date(2025, 1, 1))
    for turn in range(12):
        regular(people.workspace, 9, until=turn / 4)
    read_silence(system, now=NOW)
    assert loss_of(system, 90).left.count == 0
    row = note_price_change(system, changed_on=TODAY, words="x")
    remove_price_change(system, row.pk)


@pytest.mark.parametrize(
    ("customers", "told"), [(12, "too few for an interval"), (109, "a few large customers decide")]
)
def test_why_no_interval_is_told_is_said(customers, told):
    money = Money(before=900.0, after=738.0, kept=0.82, low=None, high=None, customers=customers)
    with translation.override("en"):
        assert told in kept_words(money)
