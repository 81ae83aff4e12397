"""The pages of renewals and revenue, as members use them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from emptychair.agenda.queries import today as agenda_of
from emptychair.kit.agenda import gather
from emptychair.kit.cards import Customer, cards_of
from emptychair.renewals.models import Renewal, RevenueMonth
from emptychair.renewals.services.refresh import refresh_revenue
from tests.factories.customers import (
    make_company,
    make_contract,
    make_event,
    make_order,
    make_person,
)
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey

DAYS = 20


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def renewal(people, now):
    """A yearly contract of a company that renews in twenty days."""
    company = make_company(people.workspace, name="Yamato Setsubi", owner=people.bob)
    person = make_person(people.workspace, company=company)
    due = now.date() + timedelta(days=DAYS)
    make_contract(
        person,
        amount=120_000,
        period="year",
        starts_on=due - timedelta(days=730),
        renews_on=due,
    )
    refresh_revenue(people.system, now=now)
    return Renewal.objects.get()


@pytest.fixture
def bob(client, people):
    client.force_login(people.bob)
    return client


@pytest.fixture
def maya(client, people):
    client.force_login(people.maya)
    return client


def test_the_list_shows_what_renews_and_its_signs(bob, people, renewal, now):
    survey = make_survey(people.workspace)
    person = renewal.contract.person
    make_response(
        survey, person, company=renewal.company, score=3, answered_at=now - timedelta(days=4)
    )
    page = bob.get("/renewals/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Yamato Setsubi" in page
    assert "NPS 3, 4 days ago" in page
    assert f"renews in {DAYS} days" in page or f"renews in {DAYS - 1} days" in page


def test_filters_and_search_find_it_and_leave_it_out(bob, renewal):
    assert "Yamato" in bob.get("/renewals/?q=yamato&mine=on&sort=value").content.decode()
    assert "Yamato" not in bob.get("/renewals/?q=nobody").content.decode()
    assert "Yamato" not in bob.get("/renewals/?period=month").content.decode()
    assert "Yamato" not in bob.get("/renewals/?view=passed").content.decode()


def test_a_member_says_what_they_expect_and_how_it_ended(bob, renewal):
    address = f"/renewals/{renewal.pk}/"
    bob.post(f"{address}call/", {"call": "risk"})
    bob.post(f"{address}step/", {"next_step": "Call Ms Sato", "next_on": "2030-01-10"})
    refused = bob.post(f"{address}outcome/", {"outcome": "lost"})
    assert refused.status_code == 422
    bob.post(f"{address}outcome/", {"outcome": "lost", "reason": "Too dear", "competitor": "X"})
    renewal.refresh_from_db()
    assert (renewal.call, renewal.next_step) == ("risk", "Call Ms Sato")
    assert (renewal.outcome, renewal.stayed, renewal.is_open) == ("lost", False, False)
    assert renewal.calls.count() == 1
    bob.post(f"{address}reopen/")
    renewal.refresh_from_db()
    assert (renewal.outcome, renewal.stayed, renewal.is_open) == ("", None, True)


def test_what_a_member_said_stands_after_the_next_count(bob, people, renewal, now):
    bob.post(f"/renewals/{renewal.pk}/outcome/", {"outcome": "renewed"})
    refresh_revenue(people.system, now=now + timedelta(hours=1))
    renewal.refresh_from_db()
    assert (renewal.outcome, renewal.stayed, renewal.is_open) == ("renewed", True, False)


def test_a_renewal_with_a_bad_sign_stands_on_today(people, renewal, now):
    make_case(people.workspace, company=renewal.company, opened_at=now)
    items = [one for one in gather(people.system, now=now, limit=50) if "renewal:" in one.key]
    (item,) = items
    assert (item.tone, item.subject) == ("bad", ("renewal", renewal.pk))
    assert item.value == 120_000
    assert any(one.key == item.key for one in agenda_of(people.system, now=now).contact)


def test_a_renewal_that_passed_without_a_word_is_to_be_decided(people, renewal, now):
    later = now + timedelta(days=DAYS + 20)
    refresh_revenue(people.system, now=later)
    keys = {one.key for one in gather(people.system, now=later, limit=50)}
    assert f"renewal-passed:{renewal.pk}" in keys


def test_a_failed_payment_stands_on_today(people, renewal, now):
    make_event(renewal.contract.person, name="payment_failed", occurred_at=now)
    keys = {one.key for one in gather(people.system, now=now, limit=50)}
    assert any(key.startswith(f"payment:company:{renewal.company_id}") for key in keys)


def test_the_customers_page_says_what_renews(people, renewal, now):
    cards = cards_of(people.system, Customer(company_id=renewal.company_id), now=now)
    (card,) = [one for one in cards if one.rows and f"/renewals/{renewal.pk}/" in
               {row.address for row in one.rows}]  # fmt: skip
    assert card.tone == "wait"


def test_months_lead_to_their_customers_and_are_published(maya, people, renewal, now):
    assert "Yamato" not in maya.get("/renewals/revenue/").content.decode()
    begun = renewal.contract.starts_on
    month = RevenueMonth.objects.get(month=begun.replace(day=1))
    address = f"/renewals/revenue/{month.month:%Y-%m}/JPY/"
    assert "Yamato Setsubi" in maya.get(address).content.decode()
    maya.post(f"/renewals/revenue/{month.month:%Y-%m}/publish/now/", {"currency": "JPY"})
    kept = RevenueMonth.objects.get(month=month.month, edition=1)
    assert (kept.new, kept.published_by) == (month.new, people.maya)
    again = maya.post(
        f"/renewals/revenue/{month.month:%Y-%m}/publish/now/", {"currency": "JPY"}, follow=True
    )
    assert again.status_code == 200
    assert RevenueMonth.objects.filter(month=month.month).count() == 2


def test_a_month_that_is_none_is_not_found(maya, renewal):
    assert maya.get("/renewals/revenue/2026-99/JPY/").status_code == 404


def test_another_definition_needs_a_reason(maya, people, renewal):
    form = {
        "leaves_at": "term_end", "gap_days": 10, "once_months": 0, "rates": "USD 150.5",
        "buyer_gaps": 3, "commit_means": 0.9, "likely_means": 0.7, "risk_means": 0.4,
    }  # fmt: skip
    page = maya.post("/renewals/definitions/", form)
    assert page.status_code == 200
    answer = maya.post("/renewals/definitions/", {**form, "reason": "As the bank counts"})
    assert answer.status_code == 302
    assert RevenueMonth.objects.filter(edition=0).first().definition.version == 2


def test_the_rhythm_of_orders_is_shown(bob, people, now):
    for _each in range(12):
        person = make_person(people.workspace)
        for back in range(4):
            make_order(person, ordered_at=now - timedelta(days=30 * back + 25))
    silent = make_person(people.workspace, name="Silent Sato")
    for back in range(4):
        make_order(silent, ordered_at=now - timedelta(days=200 + 30 * back))
    refresh_revenue(people.system, now=now)
    assert "Silent Sato" in bob.get("/renewals/repeat/?view=gone").content.decode()
    assert "Silent Sato" not in bob.get("/renewals/repeat/?view=due").content.decode()


def test_projects_are_followed_up(bob, people, now):
    person = make_person(people.workspace, name="Builder Ito")
    make_contract(
        person, period="once", amount=500_000, starts_on=date(2025, 1, 10),
        cancelled_on=date(2025, 6, 1),
    )  # fmt: skip
    refresh_revenue(people.system, now=now)
    assert "Builder Ito" in bob.get("/renewals/repeat/?kind=project").content.decode()


@pytest.mark.parametrize("path", ["", "revenue/", "repeat/", "accuracy/", "definitions/"])
def test_each_page_says_what_to_do_when_there_is_nothing(bob, path):
    assert bob.get(f"/renewals/{path}").status_code == 200


def test_a_long_list_takes_few_queries(bob, people, now, django_assert_max_num_queries):
    due = now.date() + timedelta(days=30)
    for number in range(40):
        company = make_company(people.workspace, name=f"Firm {number}")
        make_contract(
            make_person(people.workspace, company=company),
            period="year", starts_on=due - timedelta(days=365), renews_on=due,
        )  # fmt: skip
    refresh_revenue(people.system, now=now)
    bob.get("/renewals/")
    with django_assert_max_num_queries(45):
        page = bob.get("/renewals/").content.decode()
    assert page.count("Firm ") >= 40
