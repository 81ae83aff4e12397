"""Chances from one's own past, frozen weeks, and how good they were."""

from datetime import date, timedelta
from random import Random

import pytest

from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.renewals.models import (
    BuyerReading,
    ForecastModel,
    ForecastWeek,
    FrozenForecast,
    Renewal,
    RevenueMonth,
    RevenueReport,
    RevenueSetting,
)
from emptychair.renewals.queries.accuracy import accuracy, accuracy_counted
from emptychair.renewals.rules.backtest import tried_on_the_past
from emptychair.renewals.rules.decisions import bands_of, decisions, next_due, terms_asof
from emptychair.renewals.rules.forecaster import forecaster
from emptychair.renewals.services import refresh
from emptychair.renewals.services.buyer_rows import keep_buyers
from emptychair.renewals.services.noting import Ended, note_call, note_outcome
from emptychair.renewals.services.refresh import refresh_revenue
from emptychair.renewals.types import ReadingKind
from tests.factories.customers import make_company, make_contract, make_order, make_person
from tests.people import NOW
from tests.renewals.contracts import terms

TODAY = day_number(date(2026, 11, 22))


def past(count, *, lost=0.2, seed=1):
    """Contracts by the year that began two to three years ago; some end on a renewal."""
    chance = Random(seed)
    rows = []
    for number in range(1, count + 1):
        first = date(2023, 12, 1) + timedelta(days=chance.randrange(330))
        starts = day_number(first)
        end = None
        for turn in (1, 2):
            due = starts + 365 * turn
            if end is None and due <= TODAY and chance.random() < lost:
                end = day_of_number(due)
        rows.append(terms(number, number, 1200, first, end=end, period="year"))
    return rows


def test_a_renewal_comes_up_on_the_day_on_which_the_contract_began():
    one = terms(1, 1, 100, date(2024, 2, 29), period="year")
    assert day_of_number(next_due(one, day_number(date(2026, 1, 1)))) == date(2026, 2, 28)
    monthly = terms(1, 1, 100, date(2026, 1, 31))
    assert day_of_number(next_due(monthly, day_number(date(2026, 2, 1)))) == date(2026, 2, 28)


def test_a_decision_needs_its_time_of_grace():
    one = terms(1, 1, 100, day_of_number(TODAY - 365 - 5), period="year")
    assert list(decisions([one], today=TODAY, bands=bands_of([one]))) == []
    assert len(list(decisions([one], today=TODAY + 10, bands=bands_of([one])))) == 1


def test_the_chance_is_near_the_share_that_stayed_and_needs_twenty():
    few = forecaster(past(8), (), today=TODAY, gap_days=30)
    assert few.rates == {}
    many = forecaster(past(300), (), today=TODAY, gap_days=30)
    rate = many.rates["year", 90].rate(())
    assert rate.low < 0.8 < rate.high


def test_a_forecast_as_of_a_day_knows_nothing_later():
    rows = past(200)
    then = TODAY - 200
    known = forecaster(rows, (), today=then, gap_days=30)
    hidden = [one if one.cancelled is None or one.cancelled <= then
              else terms(one.contract, one.unit, one.amount, day_of_number(one.starts),
                         period="year") for one in rows]  # fmt: skip
    assert known.plain() == forecaster(hidden, (), today=then, gap_days=30).plain()


def test_a_renewal_that_was_moved_on_is_seen_where_it_was():
    one = terms(1, 1, 100, date(2024, 3, 1), period="year", renews=date(2027, 3, 1))
    then = day_number(date(2025, 2, 1))
    (was,) = terms_asof([one], (), then, is_past=True)
    assert day_of_number(next_due(was, then)) == date(2025, 3, 1)


def test_tried_on_the_past_it_is_calibrated_where_nothing_changes():
    found = tried_on_the_past(past(900, seed=3), (), today=TODAY, gap_days=30)
    told = found["year"]
    assert told["n"] > 200
    said = sum(row["said"] * row["n"] for row in told["rows"]) / told["n"]
    assert abs(said - told["came"]) < 0.05
    assert abs(told["gap"]["gap"]) < 0.002  # plans and sizes say nothing here, and none is invented


@pytest.fixture
def upcoming(people):
    """Thirty contracts that were renewed once, and one that comes up in twenty days."""
    for _each in range(30):
        make_contract(
            make_person(people.workspace),
            period="year",
            amount=1200,
            starts_on=NOW.date() - timedelta(days=500),
        )
    return make_contract(
        make_person(people.workspace),
        period="year",
        amount=1200,
        starts_on=NOW.date() + timedelta(days=20) - timedelta(days=730),
        renews_on=NOW.date() + timedelta(days=20),
    )


def test_the_list_has_a_chance_and_the_week_is_kept_once(people, upcoming):
    refresh_revenue(people.system, now=NOW)
    row = Renewal.objects.get(contract=upcoming)
    assert row.chance > 0.9
    assert row.chance_low < row.chance < row.chance_high
    total = ForecastModel.objects.get().totals[0]
    assert total["low"] <= total["expected"] <= total["high"] <= total["due"]
    refresh_revenue(people.system, now=NOW + timedelta(hours=3))
    assert ForecastWeek.objects.count() == 1
    assert FrozenForecast.objects.get(renewal=row).chance == row.chance


def test_what_was_said_is_held_against_what_came(people, upcoming):
    refresh_revenue(people.system, now=NOW)
    row = Renewal.objects.get(contract=upcoming)
    note_outcome(people.system, row.pk, Ended(outcome="lost", reason="Price"), now=NOW)
    refresh_revenue(people.system, now=NOW + timedelta(days=1))
    assert FrozenForecast.objects.get(renewal=row).stayed is False


def test_a_call_is_kept_and_changes_do_not_rewrite_the_week(people, upcoming):
    refresh_revenue(people.system, now=NOW)
    row = Renewal.objects.get(contract=upcoming)
    note_call(people.system, row.pk, call="risk", now=NOW)
    refresh_revenue(people.system, now=NOW + timedelta(hours=1))
    assert FrozenForecast.objects.get(renewal=row).call == ""
    refresh_revenue(people.system, now=NOW + timedelta(days=7))
    later = FrozenForecast.objects.filter(renewal=row).order_by("-pk").first()
    assert (later.call, later.call_means) == ("risk", 0.4)


def test_the_contract_tells_how_a_renewal_ended(people, upcoming):
    refresh_revenue(people.system, now=NOW)
    later = NOW + timedelta(days=40)
    refresh_revenue(people.system, now=later)
    row = Renewal.objects.get(contract=upcoming, due_on=upcoming.renews_on)
    assert (row.is_open, row.stayed) == (True, None)  # a day was agreed, and nobody moved it
    upcoming.renews_on += timedelta(days=365)
    upcoming.save()
    refresh_revenue(people.system, now=later)
    row.refresh_from_db()
    assert (row.is_open, row.stayed) == (False, True)


def test_members_and_model_are_judged_side_by_side(people, upcoming):
    refresh_revenue(people.system, now=NOW)
    week = ForecastWeek.objects.get()
    row = Renewal.objects.get(contract=upcoming)
    FrozenForecast.objects.all().delete()
    for number in range(20):
        one = Renewal.objects.create(
            workspace=people.workspace,
            contract=upcoming,
            due_on=row.due_on + timedelta(days=number + 1),
            period="year",
            currency="JPY",
        )
        FrozenForecast.objects.create(
            workspace=people.workspace, forecast_week=week, renewal=one, due_on=one.due_on,
            days_ahead=40, value=1, currency="JPY", chance=0.5, call="commit", call_means=0.9,
            called_by=people.bob, stayed=number != 0,
        )  # fmt: skip
    model, members, bob = accuracy(people.system, lead=30)
    assert (model.told["score"], model.n) == (0.25, 20)
    assert members.told["score"] == pytest.approx((19 * 0.01 + 0.81) / 20)
    assert members.gap["high"] < 0
    assert bob.who == str(people.bob)
    assert accuracy(people.system, lead=60)[0].told is None
    assert accuracy_counted(people.system, lead=30)[0][0].n == 0  # as it was counted
    refresh_revenue(people.system, now=NOW + timedelta(hours=1))
    for lead in (30, 60):
        kept, as_of = accuracy_counted(people.system, lead=lead)
        assert (kept, as_of) == (accuracy(people.system, lead=lead), NOW.date())
    assert accuracy_counted(people.system, lead=7)[1] is None  # not kept: judged anew


def test_a_count_that_was_interrupted_is_finished_by_the_next(people, upcoming, monkeypatch):
    for _each in range(3):
        make_order(upcoming.person, ordered_at=NOW)

    def killed(*_given, **_named):
        raise RuntimeError

    for name in ("store_renewals", "freeze_week", "store_projects", "store_buyers"):
        with monkeypatch.context() as patched:
            patched.setattr(refresh, name, killed)
            with pytest.raises(RuntimeError):
                refresh_revenue(people.system, now=NOW)
        assert RevenueSetting.objects.get().computed_at is None
    refresh_revenue(people.system, now=NOW)
    kept = [
        (Renewal.objects.count(), RevenueMonth.objects.count()),
        (ForecastWeek.objects.count(), FrozenForecast.objects.count()),
        (BuyerReading.objects.count(), RevenueReport.objects.count()),
    ]
    refresh_revenue(people.system, now=NOW)
    assert kept == [
        (Renewal.objects.count(), RevenueMonth.objects.count()),
        (ForecastWeek.objects.count(), FrozenForecast.objects.count()),
        (BuyerReading.objects.count(), RevenueReport.objects.count()),
    ]
    assert kept[1][0] == 1
    assert kept[1][1] > 0
    assert RevenueSetting.objects.get().computed_at == NOW


def test_buyers_are_written_in_place_and_who_buys_no_more_goes(people):
    firm, person = make_company(people.workspace), make_person(people.workspace)
    rows = [reading_for(people, company=firm), reading_for(people, person=person)]
    keep_buyers(people.system, ReadingKind.REPEAT, rows)
    first = set(BuyerReading.objects.values_list("pk", flat=True))
    other = BuyerReading.objects.create(**plain_reading(people, person=person, kind="project"))
    keep_buyers(people.system, ReadingKind.REPEAT, [reading_for(people, person=person, times=9)])
    row = BuyerReading.objects.get(kind="repeat")
    assert row.pk in first
    assert row.times == 9
    assert BuyerReading.objects.filter(pk=other.pk).exists()


def plain_reading(people, **fields):
    day = NOW.date()
    told = {"workspace": people.workspace, "times": 2, "first_on": day, "last_on": day}
    return {**told, "as_of": day, "kind": "repeat", **fields}


def reading_for(people, **fields):
    return BuyerReading(**plain_reading(people, **fields))
