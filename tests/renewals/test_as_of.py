"""Revenue as of a day knows nothing of later days; and who left."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.services.bulk import add_contracts
from emptychair.kit.errors import Refused
from emptychair.renewals.queries import churned_between, people_revenue_asof, revenue_asof
from emptychair.renewals.types import BusinessKind
from tests.factories.customers import (
    make_company,
    make_contract,
    make_event,
    make_order,
    make_person,
)
from tests.people import NOW

DAY = date(2026, 6, 1)


def company_with_contract(people, **fields):
    company = make_company(people.workspace)
    person = make_person(people.workspace, company=company)
    plain = {"amount": 1200, "period": "year", "starts_on": date(2024, 9, 10)}
    contract = make_contract(person, **(plain | fields))
    contract.person = None
    contract.save()
    return company, person, contract


def test_later_rows_do_not_change_what_was_true_on_a_day(people):
    company, person, contract = company_with_contract(people, seats=5)
    known = revenue_asof(people.system, DAY)
    assert known[company.pk].mrr == 100
    assert known[company.pk].renews_on == date(2026, 9, 10)
    changed = {
        "external_id": contract.external_id,
        "amount": Decimal(2400),
        "seats": 9,
        "cancelled_on": date(2026, 8, 1),
        "renews_on": date(2027, 9, 10),
        "counts_from": DAY + timedelta(days=1),
    }
    add_contracts(people.system, [changed])
    make_contract(person, starts_on=DAY + timedelta(days=10))
    assert revenue_asof(people.system, DAY) == known


def test_the_changes_of_the_year_before_are_told(people):
    company, _person, contract = company_with_contract(people)
    changed = {
        "external_id": contract.external_id,
        "amount": Decimal(1800),
        "counts_from": date(2026, 5, 1),
    }
    add_contracts(people.system, [changed])
    (change,) = revenue_asof(people.system, DAY)[company.pk].changes
    assert (change.changed_on, change.before, change.after) == (date(2026, 5, 1), 100, 150)
    assert revenue_asof(people.system, date(2026, 4, 1))[company.pk].changes == ()


def test_a_failed_payment_is_known_from_its_day_on(people):
    company, person, _contract = company_with_contract(people)
    make_event(person, name="payment_failed", occurred_at=NOW)
    assert revenue_asof(people.system, NOW.date())[company.pk].payment_failed_on == NOW.date()
    assert revenue_asof(people.system, DAY)[company.pk].payment_failed_on is None


def test_people_with_contracts_of_their_own_stand_apart(people):
    person = make_person(people.workspace)
    make_contract(person, amount=500, starts_on=date(2025, 1, 1))
    assert revenue_asof(people.system, DAY) == {}
    assert people_revenue_asof(people.system, DAY)[person.pk].mrr == 500


def test_who_ended_and_did_not_come_back_has_left(people):
    gone, _person, _contract = company_with_contract(people, cancelled_on=date(2026, 5, 10))
    _back, person, _contract = company_with_contract(people, cancelled_on=date(2026, 5, 10))
    make_contract(person, starts_on=date(2026, 5, 25))
    _stays, _person, _contract = company_with_contract(people)
    (left,) = churned_between(people.system, date(2026, 5, 1), date(2026, 5, 31))
    assert (left.company_id, left.left_on) == (gone.pk, date(2026, 5, 10))
    assert (left.amount, left.kind) == (1200, BusinessKind.SUBSCRIPTION)
    assert churned_between(people.system, date(2026, 6, 1), date(2026, 6, 30)) == []


def test_a_buyer_has_left_after_three_own_gaps_of_silence(people):
    for _each in range(12):
        steady = make_person(people.workspace)
        for back in range(8):
            make_order(steady, ordered_at=NOW - timedelta(days=30 * back + 1))
    silent = make_person(people.workspace)
    for back in range(8):
        make_order(silent, ordered_at=NOW - timedelta(days=120 + 30 * back))
    today = NOW.date()
    found = churned_between(people.system, today - timedelta(days=60), today)
    assert [(one.person_id, one.kind) for one in found] == [(silent.pk, BusinessKind.REPEAT)]
    assert found[0].left_on == today - timedelta(days=30)


def test_a_partner_sees_nothing(people):
    company_with_contract(people, cancelled_on=date(2026, 5, 10))
    access = access_of_user(people.paul)
    with pytest.raises(Refused):
        revenue_asof(access, DAY)
    with pytest.raises(Refused):
        churned_between(access, DAY, NOW.date())
