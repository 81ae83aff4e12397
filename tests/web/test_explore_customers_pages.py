"""Customers and what they pay on the pages of Explore: chosen, shown, led from, kept, exported."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract
from emptychair.explore.models import SavedView
from emptychair.web.explore.embedded import view_embedded
from tests.factories.customers import make_company, make_person
from tests.people import make_secret


@pytest.fixture
def firms(people):
    """Forty companies that came two hundred days ago; the first left a week ago."""
    today, found = timezone.localdate(), []
    for number in range(40):
        firm = make_company(people.workspace, name=f"Firm {number}", region="East")
        make_person(people.workspace, company=firm, email=f"p{number}@firm.example")
        gone = {"cancelled_on": today - timedelta(days=7)} if number == 0 else {}
        Contract.objects.create(
            workspace=people.workspace, company=firm, external_id=f"c{number}", plan="Team",
            amount=5000, currency="JPY", period="month",
            starts_on=today - timedelta(days=200), **gone,
        )  # fmt: skip
        found.append(firm)
    return found


@pytest.fixture
def visit(client, people):
    client.cookies["emptychair_language"] = "en"

    def go(user, address="/explore/", **given):
        client.force_login(user)
        answer = client.get(address, {"period": "90", **given})
        assert answer.status_code == 200
        return answer.content.decode()

    return go


def test_measures_of_customers_are_offered_and_their_table_says_how_it_is_counted(
    visit, people, firms
):
    told = visit(people.alice, metric="logo_churn", rows="region")
    for words in (
        "Customers lost", "2.5%", "East", "95%, by Wilson", "The SQL", "definition of revenue",
        "Monthly recurring revenue (MRR)", "contracts",
    ):  # fmt: skip
        assert words in told
    assert "Touchpoint</option>" not in told
    assert "the latest of each person" not in told


def test_money_is_written_as_money_and_a_comparison_shows_the_difference(visit, people, firms):
    told = visit(people.alice, metric="mrr", rows="region", against="before")
    assert "¥195,000" in told
    assert "−¥5,000 · 39" in told
    assert "Counted in full, so nothing is said of chance." in told


def test_a_figure_leads_to_who_left_their_page_and_a_case(visit, people, firms):
    told = visit(people.alice, "/explore/figure/", metric="logo_churn", region="East")
    assert told.index("Firm 0") < told.index("Firm 12")
    assert f"/customers/companies/{firms[0].pk}/" in told
    assert f"/cases/new/?company={firms[0].pk}" in told
    assert f"/cases/new/?company={firms[1].pk}" not in told
    assert "The people of those who left" in told
    assert "From 40 customers." in told
    assert "?metric=logo_churn&amp;region=East" in told or "page=2" in told


def test_an_analyst_opens_no_case_and_makes_no_segment(visit, people, firms):
    told = visit(people.ana, "/explore/figure/", metric="logo_churn")
    assert "Firm 0" in told
    assert "/cases/new/" not in told
    assert "Make the segment" not in told


def test_a_partner_sees_no_money(client, people, firms):
    client.force_login(people.paul)
    assert client.get("/explore/", {"metric": "mrr"}).status_code in {403, 404}


def test_nothing_to_count_says_what_to_do(visit, people):
    told = visit(people.alice, metric="nrr")
    assert "No customer had a contract here" in told
    assert "Bring contracts in" in told


def test_wrong_days_and_what_cannot_be_asked_are_told(visit, people, firms):
    told = visit(people.alice, metric="nrr", rows="touchpoint", **{"from": "2026-02-30", "to": "x"})
    assert "are no days in order" in told
    assert "cannot be told apart by “Touchpoint”" in told
    told = visit(people.alice, metric="rate", rows="segment")
    assert "is not known of invitations" in told


def test_it_is_exported_and_stands_in_notes(client, visit, people, firms):
    client.force_login(people.alice)
    answer = client.get(
        "/explore/table.xlsx", {"metric": "mrr", "rows": "region", "against": "before"}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:2] == ("East", 195000)
    assert rows[1][-2] == -5000
    view = SavedView.objects.create(
        workspace=people.workspace, name="Money by region", question="metric=mrr&rows=region"
    )
    told = str(view_embedded(people.system, view.pk))
    assert "Money by region" in told
    assert ">East<" in told


def test_the_api_tells_amounts_their_currency_and_what_was_left_out(client, people, firms):
    now, both = timezone.now(), (Permission.SCORE_READ, Permission.CUSTOMER_READ)
    secret = make_secret(people.workspace, *both, now=now)
    given = {"metric": "mrr", "rows": "region", "cols": "touchpoint", "against": "before"}
    headers = {"Authorization": f"Bearer {secret}"}
    told = client.get("/api/v1/explore", given, headers=headers).json()
    (whole,) = [one for one in told["figures"] if not one["row"] and not one["col"]]
    assert (whole["value"], whole["n"], whole["change"]) == (195_000, 39, -5_000)
    assert whole["low"] is None
    assert told["currency"] == "JPY"
    assert any("接点" in one or "Touchpoint" in one for one in told["notes"])


def test_a_token_that_may_not_read_customers_is_told_no_money(client, people, firms):
    secret = make_secret(people.workspace, Permission.SCORE_READ, now=timezone.now())
    headers = {"Authorization": f"Bearer {secret}"}
    answer = client.get("/api/v1/explore", {"metric": "mrr"}, headers=headers)
    assert answer.status_code == 403
