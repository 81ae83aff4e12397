"""Customers and cases by how they are looked after: known by a neighbour, told apart here."""

from datetime import date

import pytest
from django.utils import translation

from emptychair.explore.queries.customers.behind import customers_behind
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.queries.questions import read_question
from emptychair.explore.queries.tables import table_of
from emptychair.touch.models import CustomerTouch
from emptychair.touch.services.proposals import set_tier_of_group
from emptychair.touch.types import GroupKey, Tier
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.loop import make_case
from tests.people import NOW

TIERS = ("high", "tech", "low", "")


def ask(access, **given):
    catalogue = catalogue_for(access, given["metric"])
    plain = {"period": "2026-10", **given}
    question = read_question(access, plain, now=NOW, catalogue=catalogue)
    return table_of(access, question, now=NOW, catalogue=catalogue)


@pytest.fixture
def customers(people):
    """Eight companies with a contract, two of each tier and two of none, and a buyer."""
    place, found, since = people.workspace, [], date(2026, 2, 1)
    for number in range(8):
        firm = make_company(place, name=f"Firm {number}")
        member = make_person(place, company=firm)
        make_contract(member, amount=1_000, starts_on=since)
        CustomerTouch.objects.create(
            workspace=place, company=firm, kind="company", tier=TIERS[number % 4]
        )
        found.append(firm)
    alone = make_person(place)
    make_contract(alone, amount=500, starts_on=since)
    CustomerTouch.objects.create(workspace=place, person=alone, kind="person", tier="tech")
    return found


def test_customers_stand_by_tier_in_its_order(people, customers):
    with translation.override("en"):
        table = ask(people.system, metric="customers", rows="touch")
    assert [one.token for one in table.rows] == ["high", "low", "tech", "-"]
    assert [one.words for one in table.rows][:3] == ["high touch", "low touch", "tech touch"]
    told = {one.token: table.cells[one.token, ""].figure.value for one in table.rows}
    assert told == {"high": 2, "low": 2, "tech": 3, "-": 2}


def test_a_figure_of_a_tier_leads_to_its_customers(people, customers):
    given = {"metric": "mrr", "period": "2026-10", "touch": "low"}
    catalogue = catalogue_for(people.system, "mrr")
    question = read_question(people.system, given, now=NOW, catalogue=catalogue)
    rows = customers_behind(people.system, catalogue, question, now=NOW)[0:10]
    assert {one.name for one in rows} == {"Firm 2", "Firm 6"}


def test_the_table_follows_when_a_group_moves(people, customers):
    assert ask(people.system, metric="customers", touch="high").total.figure.value == 2
    set_tier_of_group(people.system, GroupKey("company", "", ""), Tier.HIGH.value)
    assert ask(people.system, metric="customers", touch="high").total.figure.value == 8
    assert ask(people.system, metric="customers", touch="tech").total.figure.value == 1


def test_cases_stand_by_the_tier_of_their_customer(people, customers):
    for firm in customers[:3]:
        member = make_person(people.workspace, company=firm)
        make_case(people.workspace, person=member, opened_at=NOW.replace(month=10, day=5))
    table = ask(people.system, metric="cases", rows="touch")
    told = {one.token: table.cells[one.token, ""].figure.value for one in table.rows}
    assert told == {"high": 1, "tech": 1, "low": 1}


def test_where_no_tier_is_known_it_is_not_offered(people, customers):
    CustomerTouch.objects.update(tier="")
    assert "touch" not in catalogue_for(people.system, "customers")
    CustomerTouch.objects.all().delete()
    assert "touch" not in catalogue_for(people.system, "cases")
