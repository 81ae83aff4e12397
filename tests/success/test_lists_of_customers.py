"""Lists of customers by health: who is found, and in which order, however many there are."""

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.queries import finding
from emptychair.success.models import CustomerHealth
from emptychair.success.queries.listing import (
    RiskFilters,
    customers_at_risk,
    customers_by_quadrant,
    totals_at_risk,
)
from tests.factories.customers import make_company, make_person
from tests.people import NOW

pytestmark = pytest.mark.django_db
MANY = (500, 0)  # up to which customers are found first; with none every list is walked


def listed(workspace, company=None, person=None, **fields):
    plain = {
        "unit": company.pk if company else -person.pk, "as_of": NOW.date(), "looked_at": NOW,
        "quadrant": "unknown", "is_listed": True, "codes": " silent ",
    }  # fmt: skip
    return CustomerHealth.objects.create(
        workspace=workspace, company=company, person=person, **(plain | fields)
    )


def names(rows, most=50):
    return [row.name for row in rows[0:most]]


@pytest.fixture
def customers(people):
    place = people.workspace
    for rank, name in enumerate(("大和設備", "Sora Foods", "Sora Trading")):
        listed(place, make_company(place, name=name, owner=people.bob), rank=rank)
    alone = make_person(place, name="大和 花子", external_id="P-1", owner=people.maya)
    listed(place, person=alone, rank=9)
    gone = make_person(place, name="大和 旧", merged_into=alone)
    listed(place, person=gone, rank=8)
    other = make_company(people.neighbours, name="Sora Elsewhere")
    listed(people.neighbours, other, rank=7)
    return people


@pytest.mark.parametrize("many", MANY)
def test_a_name_finds_the_same_customers_whether_few_or_many_have_it(customers, monkeypatch, many):
    monkeypatch.setattr(finding, "_MANY", many)
    access = customers.system

    def found(text):
        return names(customers_at_risk(access, RiskFilters(text=text)))

    assert found("sora") == ["Sora Trading", "Sora Foods"]
    assert found("ｓｏｒａ　foods") == ["Sora Foods"]
    assert found("大和") == ["大和 花子 様", "大和設備"]
    assert found("nobody") == []
    assert totals_at_risk(access, RiskFilters(text="sora")).customers == 2


@pytest.mark.parametrize("many", MANY)
def test_who_may_not_see_names_finds_nobody_by_theirs(customers, monkeypatch, many):
    monkeypatch.setattr(finding, "_MANY", many)
    ana = access_of_user(customers.ana, slug="kitchen")
    assert len(customers_at_risk(ana, RiskFilters(text="花子"))[0:9]) == 0
    assert len(customers_at_risk(ana, RiskFilters(text="P-1"))[0:9]) == 1
    assert names(customers_at_risk(ana, RiskFilters(text="設備"))) == ["大和設備"]


@pytest.mark.parametrize("many", MANY)
def test_the_customers_of_a_colleague_are_found_alike(customers, monkeypatch, many):
    monkeypatch.setattr(finding, "_MANY", many)
    access = customers.system
    maya, bob = (RiskFilters(owner_id=one.pk) for one in (customers.maya, customers.bob))
    assert names(customers_at_risk(access, maya)) == ["大和 花子 様"]
    assert names(customers_at_risk(access, bob)) == ["Sora Trading", "Sora Foods", "大和設備"]


@pytest.mark.parametrize("sort", ["worth", "risk", "renewal"])
def test_what_is_not_known_comes_last(people, sort):
    place = people.workspace
    for name, value in (("Unknown", None), ("Low", 1), ("High", 3), ("Middle", 2)):
        known = {"worth": value, "risk_90": value, "renews_in": value and 4 - value}
        listed(place, make_company(place, name=name), **known)
    rows = customers_at_risk(people.system, RiskFilters(sort=sort))
    assert names(rows) == ["High", "Middle", "Low", "Unknown"]
    assert [row.name for row in rows[2:4]] == ["Low", "Unknown"]


def test_those_of_whom_both_halves_are_known_are_drawn_however_dear_the_others(people):
    place = people.workspace
    for n in range(5):
        listed(place, make_company(place, name=f"Dear {n}"), worth=1000.0)
    known = {"outcome": 80.0, "experience": 90.0, "quadrant": "both"}
    listed(place, make_company(place, name="Known"), worth=1.0, **known)
    assert names(customers_by_quadrant(people.system, RiskFilters()).both_known()) == ["Known"]
