"""Cases on the pages of Explore: chosen, shown, led from and acted on, kept, exported, by API."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.explore.models import SavedView
from emptychair.web.explore.embedded import view_embedded
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case
from tests.people import make_secret


@pytest.fixture
def cases(people):
    """Forty cases of three weeks ago; every fourth is still without an answer, the last closed."""
    begun, found = timezone.now() - timedelta(days=21), []
    for number in range(40):
        firm = make_company(people.workspace, name=f"Firm {number}", region="East")
        person = make_person(people.workspace, company=firm, name=f"Person {number}")
        replied = None if number % 4 == 0 else begun + timedelta(minutes=1)
        found.append(
            make_case(
                people.workspace, person=person, company=firm, opened_at=begun,
                first_reply_at=replied, due_at=begun + timedelta(days=3),
                state="open" if replied is None else "waiting", root_cause="Slow desk",
            )
        )  # fmt: skip
    found[-1].state = "closed"
    found[-1].save()
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


def test_measures_of_cases_are_offered_and_their_table_says_how_it_is_counted(visit, people, cases):
    told = visit(people.alice, metric="overdue", rows="cause", cols="urgency")
    for words in (
        "Answered too late", "25.0%", "Slow desk", "95%, by Wilson", "single cases",
        "Time to the first answer", "Cases opened", "A figure leads to its interval and its cases.",
    ):  # fmt: skip
        assert words in told
    assert "the latest of each person" not in told
    assert "The SQL" not in told


def test_a_time_is_told_in_hours_and_counts_are_whole(visit, people, cases):
    told = visit(people.alice, metric="first_answer", rows="region")
    assert "0.0 h" in told
    assert "waits" in told or "longer than all others" in told
    told = visit(people.alice, metric="cases", rows="week", against="before")
    assert ">40<" in told
    assert "All cases are counted" in told


def test_each_case_tells_how_long_its_customer_waited_where_the_figure_does(visit, people, cases):
    told = visit(people.alice, "/explore/figure/", metric="overdue", region="East")
    assert told.count("over the deadline") == 10
    assert "waiting for" in told
    told = visit(people.alice, "/explore/figure/", metric="first_answer")
    assert "answered after 0.0 working hours" in told
    told = visit(people.alice, "/explore/figure/", metric="cases")
    assert "working hours" not in told


def test_a_figure_leads_to_its_cases_which_can_be_acted_on(client, visit, people, cases):
    told = visit(people.alice, "/explore/figure/", metric="overdue", region="East")
    assert told.index(f"/cases/{cases[0].number}/") < told.index(f"/cases/{cases[1].number}/")
    assert "From 40 cases." in told
    assert 'name="number"' in told
    assert "Hand over" in told
    assert "The people who were answered too late" in told
    back = "/explore/figure/?metric=overdue&region=East"
    given = {
        "number": [cases[0].number], "act": "assign", "user": people.bob.pk, "next": back,
        "outcome": "", "until": "", "team": "", "root_cause": "",
    }  # fmt: skip
    answer = client.post("/cases/change/", given)
    assert answer.url == back
    cases[0].refresh_from_db()
    assert cases[0].assignee == people.bob


def test_an_analyst_reads_the_cases_and_changes_none(visit, people, cases):
    told = visit(people.ana, "/explore/figure/", metric="cases")
    assert f"/cases/{cases[0].number}/" in told
    assert "Hand over" not in told
    assert "Make the segment" not in told


def test_a_partner_does_not_explore(client, people, cases):
    client.force_login(people.paul)
    assert client.get("/explore/", {"metric": "cases"}).status_code in {403, 404}


def test_nothing_to_count_says_what_to_do(visit, people):
    told = visit(people.alice, metric="first_answer", rows="team")
    assert "No case was opened here" in told
    assert "Owner</option>" in told
    told = visit(people.alice, "/explore/figure/", metric="first_answer")
    assert "No case stands here" in told


def test_it_is_exported_and_stands_in_notes(client, people, cases):
    client.force_login(people.alice)
    answer = client.get("/explore/table.xlsx", {"metric": "cases", "rows": "region"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert list(sheet.iter_rows(values_only=True))[1][:2] == ("East", 40)
    assert client.get("/explore/table.csv", {"metric": "overdue", "rows": "owner"}).content
    assert client.get("/explore/table.svg", {"metric": "first_answer", "rows": "owner"}).content
    view = SavedView.objects.create(
        workspace=people.workspace, name="Cases by region", question="metric=cases&rows=region"
    )
    assert ">East<" in str(view_embedded(people.system, view.pk))


def test_the_api_tells_them_to_whoever_may_read_cases(client, people, cases):
    now, given = timezone.now(), {"metric": "overdue", "rows": "region"}
    both = make_secret(people.workspace, Permission.SCORE_READ, Permission.CASE_READ, now=now)
    told = client.get("/api/v1/explore", given, headers={"Authorization": f"Bearer {both}"}).json()
    (whole,) = [one for one in told["figures"] if not one["row"]]
    assert (whole["value"], whole["n"], whole["too_few"]) == (25, 40, False)
    one = make_secret(people.workspace, Permission.SCORE_READ, now=now)
    answer = client.get("/api/v1/explore", given, headers={"Authorization": f"Bearer {one}"})
    assert answer.status_code == 403
