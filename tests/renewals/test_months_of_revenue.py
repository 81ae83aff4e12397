"""Monthly movements: every euro of change has its customer, and a published month stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from emptychair.customers.models import Contract
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.runs import runs_of
from emptychair.customers.services.bulk import add_contracts
from emptychair.renewals.errors import MonthNotOver, NothingToPublish, ReasonNeeded
from emptychair.renewals.models import RevenueMonth, RevenueMovement
from emptychair.renewals.queries.months import month_of_revenue
from emptychair.renewals.rules.bridge import bridges
from emptychair.renewals.services.definition import Chosen, define_revenue
from emptychair.renewals.services.months import publish_month
from emptychair.renewals.services.refresh import refresh_revenue
from emptychair.renewals.types import MovementKind as Kind
from tests.factories.customers import make_contract, make_person
from tests.people import NOW
from tests.renewals.contracts import terms

TODAY = date(2026, 11, 22)
MEANING = Meaning(currency="JPY")


def bridge(now, before=(), month=date(2026, 10, 1), meaning=MEANING):
    (found,) = bridges(runs_of(now, before, meaning), [month], today=TODAY)
    return found


def test_each_kind_of_movement_has_its_customer_and_the_bridge_closes():
    now = [
        terms(1, 1, 100, date(2025, 1, 1)),  # stays
        terms(2, 2, 150, date(2025, 1, 1)),  # grew from 100 on 10 October
        terms(3, 3, 40, date(2025, 1, 1)),  # shrank from 100
        terms(4, 4, 70, date(2025, 1, 1), end=date(2026, 10, 5)),  # left
        terms(5, 5, 30, date(2026, 10, 7)),  # came
        terms(6, 6, 20, date(2025, 1, 1), end=date(2026, 3, 1)),  # had left in March
        terms(7, 6, 25, date(2026, 10, 9)),  # and came back
    ]
    before = [
        terms(2, 2, 100, date(2025, 1, 1), until=date(2026, 10, 10)),
        terms(3, 3, 100, date(2025, 1, 1), until=date(2026, 10, 10)),
    ]
    found = bridge(now, before)
    moved = {(one.unit, one.kind): one.size for one in found.movements}
    assert moved == {
        (2, Kind.EXPANSION): 50,
        (3, Kind.CONTRACTION): 60,
        (4, Kind.LOST): 70,
        (5, Kind.NEW): 30,
        (6, Kind.REACTIVATION): 25,
    }
    up = sum(found.sum_of(kind) for kind in (Kind.NEW, Kind.REACTIVATION, Kind.EXPANSION))
    down = found.sum_of(Kind.CONTRACTION) + found.sum_of(Kind.LOST)
    assert found.starting + up - down == found.ending


def test_a_yearly_amount_is_spread_over_twelve_months():
    found = bridge([terms(1, 1, 1200, date(2025, 1, 1), period="year")])
    assert (found.starting, found.ending) == (100, 100)


def test_a_late_signature_is_no_loss_but_a_long_gap_is():
    def two(days):
        end = date(2026, 9, 25)
        later = terms(2, 1, 100, end + timedelta(days=days))
        return [terms(1, 1, 100, date(2025, 1, 1), end=end), later]

    assert bridge(two(20)).movements == ()
    lost = bridge(two(40), month=date(2026, 9, 1))
    assert [one.kind for one in lost.movements] == [Kind.LOST]


def test_amounts_of_two_currencies_are_added_up_only_with_a_rate():
    now = [
        terms(1, 1, 100, date(2025, 1, 1)),
        terms(2, 2, 2, date(2025, 1, 1), currency="USD"),
    ]
    apart = list(bridges(runs_of(now, (), MEANING), [date(2026, 10, 1)], today=TODAY))
    assert [(one.currency, one.ending) for one in apart] == [("JPY", 100), ("USD", 2)]
    rated = Meaning(currency="JPY", rates={"USD": 150.0})
    assert bridge(now, meaning=rated).ending == 400


def test_a_cancelled_contract_leaves_when_the_definition_says_so():
    now = [terms(1, 1, 1200, date(2025, 12, 1), end=date(2026, 10, 5), period="year")]
    assert bridge(now).ending == 0
    at_end = Meaning(currency="JPY", leaves_at="term_end")
    assert bridge(now, meaning=at_end).ending == 100


@pytest.mark.parametrize(("is_gone", "kind"), [(True, Kind.LOST), (False, Kind.CONTRACTION)])
def test_a_paused_contract_counts_as_defined(is_gone, kind):
    now = [terms(1, 1, 0, date(2025, 1, 1))]
    before = [terms(1, 1, 100, date(2025, 1, 1), until=date(2026, 10, 10))]
    found = bridge(now, before, meaning=Meaning(currency="JPY", zero_is_gone=is_gone))
    assert [one.kind for one in found.movements] == [kind]


def contract_row(person, **fields):
    return {
        "external_id": "K1",
        "person_id": person.pk,
        "plan": "Team",
        "amount": Decimal(100),
        "currency": "JPY",
        "period": "month",
        "starts_on": date(2025, 1, 1),
        **fields,
    }


def test_an_import_that_changes_an_amount_leaves_past_months_alone(people):
    person = make_person(people.workspace)
    add_contracts(people.system, [contract_row(person)], now=NOW - timedelta(days=40))
    add_contracts(people.system, [contract_row(person, amount=Decimal(160))], now=NOW)
    refresh_revenue(people.system, now=NOW)
    rows = RevenueMonth.objects.filter(edition=0).order_by("-month")
    assert [row.ending for row in rows[:3]] == [160, 100, 100]
    assert rows[0].expansion == 60
    move = RevenueMovement.objects.get(revenue_month=rows[0])
    assert (move.person_id, move.kind) == (person.pk, "expansion")


def test_the_new_terms_count_from_the_day_that_is_given(people):
    person = make_person(people.workspace)
    add_contracts(people.system, [contract_row(person)])
    changed = contract_row(person, amount=Decimal(160), counts_from=date(2026, 9, 10))
    add_contracts(people.system, [changed])
    refresh_revenue(people.system, now=NOW)
    rows = RevenueMonth.objects.filter(edition=0).order_by("-month")
    assert [row.ending for row in rows[:4]] == [160, 160, 160, 100]


def test_a_published_month_stays_and_is_restated_only_with_a_reason(people):
    person = make_person(people.workspace)
    contract = make_contract(person, amount=100, starts_on=date(2025, 1, 1))
    refresh_revenue(people.system, now=NOW)
    october = date(2026, 10, 1)
    (first,) = publish_month(people.system, october, now=NOW)
    assert (first.edition, first.ending) == (1, 100)
    with pytest.raises(NothingToPublish):
        publish_month(people.system, october, now=NOW)
    Contract.objects.filter(pk=contract.pk).update(amount=130)
    refresh_revenue(people.system, now=NOW)
    found = month_of_revenue(people.system, october, "JPY")
    assert found.has_drifted
    assert (found.stands.ending, found.live.ending) == (100, 130)
    with pytest.raises(ReasonNeeded):
        publish_month(people.system, october, now=NOW)
    (second,) = publish_month(people.system, october, reason="Wrong invoice", now=NOW)
    assert (second.edition, second.ending, second.reason) == (2, 130, "Wrong invoice")
    assert RevenueMonth.objects.get(pk=first.pk).ending == 100


def test_a_published_month_keeps_its_definition(people):
    make_contract(make_person(people.workspace), starts_on=date(2025, 1, 1))
    refresh_revenue(people.system, now=NOW)
    publish_month(people.system, date(2026, 10, 1), now=NOW)
    define_revenue(people.system, Chosen(gap_days=10), reason="Stricter", now=NOW)
    refresh_revenue(people.system, now=NOW)
    found = month_of_revenue(people.system, date(2026, 10, 1), "JPY")
    assert (found.stands.definition.version, found.live.definition.version) == (1, 2)
    assert found.is_other_definition


def test_the_running_month_cannot_be_published(people):
    make_contract(make_person(people.workspace), starts_on=date(2025, 1, 1))
    refresh_revenue(people.system, now=NOW)
    with pytest.raises(MonthNotOver):
        publish_month(people.system, date(2026, 11, 1), now=NOW)


def test_counting_twice_changes_nothing(people):
    make_contract(make_person(people.workspace), starts_on=date(2025, 1, 1))
    refresh_revenue(people.system, now=NOW)
    before = list(RevenueMonth.objects.order_by("pk").values_list("pk", "checksum", "changed_at"))
    refresh_revenue(people.system, now=NOW + timedelta(hours=1))
    after = list(RevenueMonth.objects.order_by("pk").values_list("pk", "checksum", "changed_at"))
    assert before == after


def test_who_is_erased_leaves_the_amount_of_a_published_month_behind(people):
    person = make_person(people.workspace)
    make_contract(person, amount=100, starts_on=date(2026, 10, 3))
    refresh_revenue(people.system, now=NOW)
    (row,) = publish_month(people.system, date(2026, 10, 1), now=NOW)
    person.delete()
    move = RevenueMovement.objects.get(revenue_month=row)
    assert (move.person_id, move.size, RevenueMonth.objects.get(pk=row.pk).new) == (None, 100, 100)


def test_a_workspace_goes_with_all_its_revenue(people):
    make_contract(make_person(people.workspace), starts_on=date(2025, 1, 1))
    refresh_revenue(people.system, now=NOW)
    publish_month(people.system, date(2026, 10, 1), now=NOW)
    people.workspace.delete()
    assert not RevenueMonth.objects.exists()
