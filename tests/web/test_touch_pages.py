"""Pages of touch, capacity and the organisation, through requests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.metrics.words import day_words
from emptychair.touch.models import CustomerTouch, MemberHours, OrgDesign, OrgReading, TouchRule
from emptychair.touch.services import refresh_touch
from tests.factories.customers import make_company, make_contract, make_person
from tests.people import NOW

COSTS = {
    "hourly_cost": "5000",
    "contact_cost": "0",
    "service_share": "100",
    "high": "40",
    "low": "8",
    "tech": "0.5",
}


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def make_firm(people, name="Yamato", amount=20_000):
    company = make_company(people.workspace, name=name, joined_on=NOW.date() - timedelta(days=700))
    person = make_person(people.workspace, company=company, segment="clinics")
    make_contract(person, plan="Basic", amount=amount, starts_on=NOW.date() - timedelta(days=90))
    return company


def test_from_costs_to_a_move_and_back(alice, people):
    make_firm(people)
    assert "We do not guess it" in text(alice.get("/touch/"))
    assert alice.post("/touch/settings/", COSTS).status_code == 302
    assert alice.post("/touch/settings/margins/", {"margin-0": "50"}).status_code == 302
    page = text(alice.get("/touch/"))
    assert "from not chosen yet to low touch" in page
    group = TouchRule.objects.get()
    page = text(alice.get(f"/touch/groups/{group.pk}/"))
    assert "24.0 h" in page
    assert alice.post(f"/touch/groups/{group.pk}/accept/", {"to": "low"}).status_code == 302
    assert CustomerTouch.objects.get().tier == "low"
    page = text(alice.get("/touch/"))
    assert "Every group is looked after" in page
    (undo,) = {line for line in page.split('"') if line.startswith("/touch/decisions/")}
    alice.post(undo)
    assert CustomerTouch.objects.get().tier == ""


def test_a_move_is_declined_with_a_reason_and_not_without(alice, people):
    make_firm(people)
    alice.post("/touch/settings/", COSTS)
    alice.post("/touch/settings/margins/", {"margin-0": "50"})
    group = TouchRule.objects.get()
    address = f"/touch/groups/{group.pk}/decline/"
    assert "Say in a few words why" in text(alice.post(address, {"to": "low"}, follow=True))
    page = text(alice.post(address, {"to": "low", "reason": "First year"}, follow=True))
    assert "First year" in page
    assert f"touch/groups/{group.pk}/accept" not in page


def test_a_margin_that_is_no_number_is_refused_in_words(alice, people):
    page = text(alice.post("/touch/settings/margins/", {"margin-0": "half"}, follow=True))
    assert "number of percent" in page


def test_hours_of_tiers_in_the_wrong_order_stay_in_the_form(alice):
    page = text(alice.post("/touch/settings/", {**COSTS, "low": "50"}))
    assert "gets more hours than one in low" in page


def test_one_customer_is_looked_after_otherwise(alice, people):
    company = make_firm(people)
    refresh_touch(people.system, now=NOW)
    row = CustomerTouch.objects.get()
    address = f"/touch/customers/{row.pk}/"
    alice.post(address + "override/", {"tier": "high", "reason": "Our reference"})
    assert "Our reference" in text(alice.get(address))
    assert "Our reference" in text(alice.get(f"/customers/companies/{company.pk}/"))
    page = text(alice.get("/touch/customers/?tier=high&overridden=1"))
    assert "Yamato" in page
    assert "Yamato" not in text(alice.get("/touch/customers/?tier=low"))
    alice.post(address + "drop/")
    assert not CustomerTouch.objects.get().is_overridden


def test_handing_over_can_be_taken_back(alice, people):
    company = make_firm(people)
    refresh_touch(people.system, now=NOW)
    row = CustomerTouch.objects.get()
    address = f"/touch/customers/{row.pk}/hand/"
    page = text(alice.post(address, {"owner": people.bob.pk}, follow=True))
    company.refresh_from_db()
    assert company.owner == people.bob
    assert f"{address}?owner=" in page
    alice.post(f"{address}?owner=")
    company.refresh_from_db()
    assert company.owner is None


def test_the_list_as_a_file_computes_nothing_in_a_spreadsheet(alice, people):
    make_firm(people, name="=1+1")
    refresh_touch(people.system, now=NOW)
    file = alice.get("/touch/customers/table.csv").content.decode()
    assert "'=1+1" in file


def test_hours_and_days_away_are_entered(alice, people):
    address = f"/touch/capacity/{people.bob.pk}/"
    alice.post(address + "hours/", {"weekly": "30"})
    assert MemberHours.objects.get().weekly == 30
    page = text(alice.post(address + "hours/", {"weekly": "300"}, follow=True))
    assert "80" in page
    alice.post(address + "off/", {"first": "2030-01-07", "last": "2030-01-09", "note": "skiing"})
    assert "skiing" in text(alice.get("/touch/capacity/"))


def test_six_steps_in_the_browser_with_a_warning_for_revenue(alice, people):
    answer = alice.post("/organisation/", {"name": "Hiring"})
    design = OrgDesign.objects.get()
    here = f"/organisation/{design.pk}/"
    assert answer.url == f"{here}steps/1/"
    assert "First confirm the step above" in text(alice.get(f"{here}steps/2/"))
    steps = {
        1: {"customer_kpi": "Days to hire", "kpi_unit": "d", "kpi_seen": "told", "job": "Better"},
        2: {"tier": "low", "decider": "desk", "touch_why": "It carries it"},
        3: {"activities": "Call", "resources": "An hour"},
        4: {"people": "Sato", "skills": "Asking"},
    }
    for number, values in steps.items():
        alice.post(f"{here}steps/{number}/", {**values, "confirm": "1"})
    own = {
        "own_kpi": "Revenue",
        "own_unit": "percent",
        "own_better": "higher",
        "own_source": "entered",
        "causes": "so",
        "confirm": "1",
    }
    page = text(alice.post(f"{here}steps/5/", own))
    assert "vague number" in page
    assert "Days to hire" in page
    alice.post(f"{here}steps/5/", {**own, "own_kpi": "Customers who post in 14 days"})
    aimed = {"read_day": "5", "owner": people.bob.pk, "confirm": "1"}
    odd = alice.post(f"{here}steps/6/", {**aimed, "target": "as good as can be"})
    assert "Write a number, such as 60." in text(odd)
    undated = alice.post(f"{here}steps/6/", {**aimed, "target": "60%"})
    assert "needs the day by which" in text(undated)
    past = {"target": "60%", "target_day": "2020-01-31"}
    assert "lies ahead" in text(alice.post(f"{here}steps/6/", {**aimed, **past}))
    by_day = timezone.now().date() + timedelta(days=200)
    alice.post(f"{here}steps/6/", {**aimed, "target": "60%", "target_day": by_day.isoformat()})
    page = text(alice.get(here))
    assert "measured" in page
    assert day_words(by_day) in page
    month = (NOW - timedelta(days=40)).strftime("%Y-%m")
    alice.post(f"{here}readings/", {"month": month, "value": "41.5"})
    assert OrgReading.objects.get().value == 41.5
    assert f"41.5%. It should be 60% by {day_words(by_day)}." in text(alice.get(here))
    card = text(alice.get("/scorecard/"))
    assert f"60% by {day_words(by_day)}" in card
    form = text(alice.get("/scorecard/rows/organisation_1/"))
    assert "stands in step 6" in form
    assert "To reach" not in form
    assert "Days to hire" in alice.get(f"{here}design.md").content.decode()


def test_a_value_that_is_no_number_is_refused_in_words(alice, people):
    alice.post("/organisation/", {"name": "Hiring"})
    here = f"/organisation/{OrgDesign.objects.get().pk}/"
    page = text(alice.post(f"{here}readings/", {"month": "2026-10", "value": "x"}, follow=True))
    assert "as a number" in page


def test_a_long_list_of_customers_takes_few_queries(alice, people, django_assert_max_num_queries):
    for number in range(60):
        make_firm(people, name=f"Firm {number}")
    refresh_touch(people.system, now=NOW)
    alice.get("/touch/customers/")
    with django_assert_max_num_queries(25):
        page = text(alice.get("/touch/customers/"))
    assert page.count('<th scope="row">') == 50
