"""The scorecard and what hangs on it, through requests."""

import io
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import emptychair
from emptychair.accounts.models import AuditEntry
from emptychair.kit.periods import month_of, months_later
from emptychair.loop.models import Initiative
from emptychair.metrics.models import Target
from emptychair.scorecard.models import GuardWarning, OutsideFigure, OutsideValue, ScorecardRow
from emptychair.stats import median_time
from emptychair.web.scorecard.lines import PLACES
from tests.architecture.permission_table import scorecard as table
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team

LEADS = {
    "name": "Leads",
    "key": "leads",
    "group": "funnel",
    "horizon": "short",
    "unit": "number",
    "better": "higher",
    "combining": "sum",
    "definition": "Who asked for an offer.",
    "source": "CRM",
}


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def last_month(back=1):
    return months_later(month_of(timezone.localdate()).first, -back)


def answers(people, scores, *, back):
    survey = make_survey(people.workspace)
    moment = timezone.now() - timedelta(days=back)
    for score in scores:
        make_response(survey, None, score=score, answered_at=moment)


def test_an_empty_scorecard_says_what_is_missing_and_where_it_comes_from(alice):
    page = text(alice.get("/scorecard/"))
    assert "Brand and funnel are still empty" in page
    assert "/scorecard/rows/" in page
    assert "Customers heard" in page


def test_a_score_stands_with_interval_verdict_and_the_critics(alice, people):
    middle = last_month() + timedelta(days=10)
    back = (timezone.localdate() - middle).days
    answers(people, [10] * 55 + [2] * 5, back=back)
    answers(people, [10] * 30 + [2] * 30, back=back + 92)
    page = text(alice.get("/scorecard/"))
    assert ">better<" in page
    assert "metric=nps&amp;band=bad" in page
    assert "n = 60" in page
    assert "<svg" in page


def test_the_page_is_sent_in_parts_when_htmx_asks(alice):
    part = text(alice.get("/scorecard/?period=12", headers={"HX-Request": "true"}))
    assert part.lstrip().startswith('<div id="scorecard"')


def test_rows_are_filtered_by_horizon_and_team(alice, people):
    team = make_team(people.workspace)
    page = text(alice.get(f"/scorecard/?team={team.pk}"))
    assert "No row is like that" in page
    assert "Customers heard" not in text(alice.get("/scorecard/?horizon=short"))


def test_a_figure_is_defined_from_a_kind_and_entered_several_months_at_once(alice, people):
    form = text(alice.get("/scorecard/figures/new/?kind=leads"))
    assert 'value="leads"' in form
    assert alice.post("/scorecard/figures/new/", LEADS).status_code == 302
    first, second = f"{last_month():%Y-%m}", f"{last_month(2):%Y-%m}"
    given = {f"value-{first}": "120", f"value-{second}": "100", f"error-{second}": "3.5"}
    assert alice.post("/scorecard/figures/leads/", given).status_code == 302
    assert OutsideValue.objects.count() == 2
    page = text(alice.get("/scorecard/figures/leads/"))
    assert f'name="value-{first}" value="120"' in page
    assert "CRM" in page
    alice.post("/scorecard/figures/leads/", {f"value-{first}": "130", "source": "by hand"})
    page = text(alice.get("/scorecard/figures/leads/"))
    assert f"{last_month():%b %Y}: was 120" in page
    assert "by hand" in page


def test_a_value_entered_for_the_wrong_month_is_taken_away_and_another_only_by_its_number(alice):
    alice.post("/scorecard/figures/new/", LEADS)
    alice.post("/scorecard/figures/leads/", {f"value-{last_month():%Y-%m}": "120"})
    assert alice.post("/scorecard/figures/leads/", {f"value-{last_month():%Y-%m}": ""}).url
    value = OutsideValue.objects.get()
    assert alice.post("/scorecard/figures/leads/", {"take_away": value.pk + 1}).status_code == 404
    gone = alice.post("/scorecard/figures/leads/", {"take_away": value.pk}, follow=True)
    assert f"The value of {last_month():%b %Y} (120) is taken away." in text(gone)
    assert not OutsideValue.objects.exists()
    kept = AuditEntry.objects.get(action="figure.value_removed")
    assert kept.before["value"] == 120.0


def test_a_value_that_cannot_be_is_refused_with_its_reason(alice):
    alice.post("/scorecard/figures/new/", LEADS)
    page = text(alice.post("/scorecard/figures/leads/", {f"value-{last_month():%Y-%m}": "-4"}))
    assert "cannot have this value" in page
    assert not OutsideValue.objects.exists()


def test_the_key_of_a_figure_of_ours_is_refused(alice):
    page = text(alice.post("/scorecard/figures/new/", {**LEADS, "key": "coverage"}))
    assert "worked out here already" in page


def test_a_definition_is_changed_and_a_figure_taken_away(alice):
    alice.post("/scorecard/figures/new/", LEADS)
    changed = {**LEADS, "definition": "Only calls."}
    assert alice.post("/scorecard/figures/leads/edit/", changed).status_code == 302
    assert OutsideFigure.objects.get().version == 2
    assert alice.post("/scorecard/figures/leads/remove/").status_code == 302
    assert not OutsideFigure.objects.exists()


def test_the_month_that_is_missing_leads_to_its_form(alice):
    alice.post("/scorecard/figures/new/", LEADS)
    alice.post("/scorecard/figures/leads/", {f"value-{last_month(2):%Y-%m}": "100"})
    page = text(alice.get("/scorecard/"))
    assert "is missing" in page
    assert "/scorecard/figures/leads/#enter" in page


def test_a_row_gets_an_owner_and_a_target_and_is_left_off(alice, people):
    given = {
        "horizon": "long",
        "owner_id": people.bob.pk,
        "aim_value": "50",
        "aim_day": "2031-03-31",
    }
    assert alice.post("/scorecard/rows/coverage/", given).status_code == 302
    page = text(alice.get("/scorecard/"))
    assert "Bob" in page
    assert "50% by 31 Mar 2031" in page
    assert "not reached" in page or "no value yet" in page
    alice.post("/scorecard/rows/coverage/hide/")
    assert "Customers heard" not in text(alice.get("/scorecard/"))
    alice.post("/scorecard/rows/coverage/show/")
    alice.post("/scorecard/rows/coverage_revenue/up/")
    keys = ScorecardRow.objects.order_by("position").values_list("figure_key", flat=True)
    assert list(keys).index("coverage_revenue") < list(keys).index("coverage")
    assert alice.post("/scorecard/rows/coverage/sideways/").status_code == 404


def test_the_target_of_a_score_is_not_set_here(alice, people):
    answers(people, [10] * 40, back=40)
    page = text(alice.get("/scorecard/rows/nps/"))
    assert "aim_value" not in page
    assert "/programme/targets/new/" in page
    assert not Target.objects.exists()


def test_a_published_level_stands_beside_the_nps_with_its_source(alice, people):
    answers(people, [10] * 40, back=40)
    assert "NTT Com Online" not in text(alice.get("/scorecard/"))
    alice.post("/scorecard/sector/", {"sector": "banks"})
    page = text(alice.get("/scorecard/"))
    assert "banks: mean" in page
    assert "NTT Com Online" in page
    assert alice.post("/scorecard/sector/", {"sector": "moon mining"}).status_code == 422


def test_the_rows_go_out_as_csv_and_as_a_workbook(alice):
    alice.post("/scorecard/figures/new/", {**LEADS, "name": "=cmd()"})
    alice.post("/scorecard/figures/leads/", {f"value-{last_month():%Y-%m}": "120"})
    csv = alice.get("/scorecard/table.csv?period=1").content.decode("utf-8-sig")
    assert "'=cmd()" in csv
    assert "120" in csv
    book = openpyxl.load_workbook(io.BytesIO(alice.get("/scorecard/table.xlsx?period=1").content))
    rows = list(book["Scorecard"].iter_rows(values_only=True))
    assert rows[1][1] == "=cmd()"
    assert rows[1][5] == 120
    assert len(book["Month by month"]["A"]) == len(rows)


def test_a_warning_is_read_and_decided(alice, people):
    table.make(people)
    warning = GuardWarning.objects.get()
    page = text(alice.get("/scorecard/"))
    assert "Leads rose while NPS fell" in page
    address = f"/scorecard/warnings/{warning.pk}/"
    assert "nobody answers for it yet" in text(alice.get(address))
    alice.post(f"{address}accept/", {"reason": ""})
    warning.refresh_from_db()
    assert warning.state == "open"
    alice.post(f"{address}dismiss/", {"reason": "The survey changed."})
    warning.refresh_from_db()
    assert (warning.state, warning.decided_by) == ("dismissed", people.alice)
    assert "Leads rose" not in text(alice.get("/scorecard/"))
    assert "The survey changed." in text(alice.get("/scorecard/warnings/"))
    alice.post(f"{address}reopen/")
    begun = alice.post(f"{address}improve/", {"title": "Answer customers first"})
    assert begun.status_code == 302
    assert Initiative.objects.get().title == "Answer customers first"
    assert "To the improvement" in text(alice.get(address))
    assert alice.post(f"{address}shout/").status_code == 404


def test_a_warning_leads_to_an_improvement_with_somebody_and_a_day(alice, people):
    table.make(people)
    warning = GuardWarning.objects.get()
    warning.facts["customer"]["owner_id"] = people.bob.pk
    warning.save()
    address = f"/scorecard/warnings/{warning.pk}/"
    asked = alice.get(address).context["improve"]
    assert asked["owner"].value() == people.bob.pk
    given = {"title": "Answer customers first", "owner": people.maya.pk, "due_on": "2027-01-31"}
    odd = alice.post(f"{address}improve/", given | {"owner": people.charlie.pk})
    assert odd.status_code == 422
    alice.post(f"{address}improve/", given)
    made = Initiative.objects.get()
    assert (made.owner, made.due_on) == (people.maya, date(2027, 1, 31))


def test_an_improvement_shows_the_warning_it_began_with(alice, people):
    table.make(people)
    address = f"/scorecard/warnings/{GuardWarning.objects.get().pk}/"
    sides = alice.get(address).context["warning"].sides
    alice.post(f"{address}improve/", {"title": "Answer customers first"})
    page = text(alice.get(f"/initiatives/{Initiative.objects.get().number}/"))
    assert address in page
    for side in sides:
        assert f"{side.was} → {side.now}, {side.change}" in page


def test_a_member_reads_and_is_offered_nothing_to_change(client, people):
    table.make(people)
    client.force_login(people.bob)
    client.cookies["emptychair_language"] = "en"
    page = text(client.get("/scorecard/"))
    assert "Choose the rows" not in page
    assert "Download" not in page
    warning = GuardWarning.objects.get()
    assert "Owner and manager" in text(client.get(f"/scorecard/warnings/{warning.pk}/"))
    figure = text(client.get("/scorecard/figures/leads/"))
    assert "Save the months" not in figure
    assert client.post("/scorecard/figures/leads/", {}).status_code == 403


def test_today_leads_to_the_month_that_is_missing(alice, people):
    found = table.make(people)
    answer = alice.get(f"/scorecard/figures/by-number/{found['figure']}/")
    assert answer["Location"] == "/scorecard/figures/leads/#enter"


def test_a_middle_of_which_only_one_limit_is_known_has_a_line_without_a_band(alice, people):
    """Of few cases, most of them still waiting, the middle time is so much or more."""
    for back in (1, 2):
        begun = timezone.make_aware(datetime.combine(last_month(back), time(3))) + timedelta(days=2)
        for number in range(9):
            replied = begun + timedelta(hours=1 + number) if number < 5 else None
            make_case(people.workspace, opened_at=begun, first_reply_at=replied)
    middle = median_time([1, 2, 3, 4, 5], unfinished=4)
    assert middle.low is not None
    assert middle.high is None
    assert "first_answer" in text(alice.get("/scorecard/"))


def test_every_figure_of_ours_leads_to_where_something_can_be_done(alice, people):
    places = set()
    for one in Path(emptychair.__file__).parent.glob("*/figure_source.py"):
        places |= set(re.findall(r'leads_to="(.+?)"', one.read_text()))
    assert places - {"enter"} <= PLACES.keys()  # figures from outside are opened by their name
    for name, (route, _needs) in PLACES.items():
        assert alice.get(reverse(route)).status_code == 200, name


def test_one_page_asks_once_which_surveys_are_private(alice, people):
    answers(people, [9, 10, 3], back=70)
    with CaptureQueriesContext(connection) as asked:
        assert "Customers heard" in text(alice.get("/scorecard/"))
    private = [one["sql"] for one in asked.captured_queries if "smallest_group" in one["sql"]]
    assert len(private) <= 1


def test_what_became_worse_is_known_to_the_form_of_the_improvement(alice, people):
    answers(people, [9] * 60, back=130)
    answers(people, [2] * 60, back=40)
    page = text(alice.get("/scorecard/"))
    assert "worse" in page
    assert "/initiatives/new/?hypothesis=NPS%3A+" in page


def test_a_file_of_another_kind_is_not_there(alice):
    assert alice.get("/scorecard/table.xls").status_code == 404
