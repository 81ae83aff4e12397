"""Of many customers figures are read once a day; the page tells what was read, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from emptychair.metrics.figures import figures_known
from emptychair.scorecard import jobs
from emptychair.scorecard.models import KeptReading
from emptychair.scorecard.queries import kept
from emptychair.scorecard.queries.card import scorecard_lines
from emptychair.scorecard.rules.periods import AGAINST, PERIODS, windows_for
from emptychair.scorecard.services import keeping
from emptychair.scorecard.services.keeping import keep_readings
from emptychair.scorecard.services.outside import define_figure, enter_values
from emptychair.scorecard.types import Definition, GivenValue
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.people import NOW

TODAY = date(2026, 11, 22)


def windows(name="3", against="before", today=TODAY):
    return windows_for(name, against, today=today, first_month=4)


def plain(lines):
    return [
        (one.figure.key, one.before, one.after, one.change, one.verdict, one.why, one.months)
        for one in lines
    ]


@pytest.fixture
def busy(people):
    survey = make_survey(people.workspace)
    for month, scores in ((6, [10, 2] * 30), (9, [10] * 50 + [2] * 9)):
        moment = datetime(2026, month, 15, tzinfo=UTC)
        for score in scores:
            person = make_person(people.workspace)
            asked = make_invitation(survey, person, asked_at=moment, answered_at=moment)
            make_response(survey, person, score=score, answered_at=moment, invitation=asked)
    make_contract(make_person(people.workspace, company=make_company(people.workspace)))
    make_case(people.workspace, person=make_person(people.workspace))
    return people


def test_what_is_kept_is_what_the_figures_tell_for_all_months_one_may_choose(busy):
    asked = [windows(name, against) for name in PERIODS for against in AGAINST]
    before = [plain(scorecard_lines(busy.system, one)) for one in asked]
    assert keep_readings(busy.system, today=TODAY, now=NOW)
    lines = [scorecard_lines(busy.system, one) for one in asked]
    assert [plain(one) for one in lines] == before
    assert {line.read_at for some in lines for line in some} == {NOW}


def test_the_figures_are_not_asked_again_until_the_next_reading(busy, monkeypatch):
    keep_readings(busy.system, today=TODAY, now=NOW)
    line = next(one for one in scorecard_lines(busy.system, windows()) if one.figure.key == "nps")
    make_response(
        make_survey(busy.workspace), None, score=0, answered_at=datetime(2026, 9, 2, tzinfo=UTC)
    )
    again = next(one for one in scorecard_lines(busy.system, windows()) if one.figure.key == "nps")
    assert plain([again]) == plain([line])
    keep_readings(busy.system, today=TODAY, now=NOW + timedelta(days=1))
    again = next(one for one in scorecard_lines(busy.system, windows()) if one.figure.key == "nps")
    assert again.after.n == line.after.n + 1
    assert again.read_at == NOW + timedelta(days=1)


def test_figures_from_outside_are_never_kept(busy):
    leads = Definition(key="leads", name="Leads", unit="number", group="funnel", horizon="short")
    figure, _new = define_figure(busy.system, leads)
    keep_readings(busy.system, today=TODAY, now=NOW)
    given = GivenValue(grain="month", day=date(2026, 10, 1), value=7)
    enter_values(busy.system, figure, [given], today=TODAY)
    line = next(one for one in scorecard_lines(busy.system, windows()) if one.figure.key == "leads")
    assert dict(line.months)[date(2026, 10, 1)].value == 7
    assert line.read_at is None


def test_months_that_were_not_over_at_the_reading_are_counted_now(busy):
    keep_readings(busy.system, today=date(2026, 10, 31), now=NOW)
    lines = scorecard_lines(busy.system, windows())
    assert {line.read_at for line in lines} == {None}


def test_another_version_of_a_figure_is_counted_now(busy):
    keep_readings(busy.system, today=TODAY, now=NOW)
    KeptReading.objects.filter(figure_key="nps").update(version=0)
    read = {one.figure.key: one.read_at for one in scorecard_lines(busy.system, windows())}
    assert read.pop("nps") is None
    assert set(read.values()) == {NOW}


def test_a_partner_is_told_nothing_that_was_kept_for_all(busy):
    keep_readings(busy.system, today=TODAY, now=NOW)
    figures = list(figures_known(busy.system).values())
    partner = replace(busy.system, assigned_only=True)
    assert kept.kept_figures(partner, figures, windows()).rows == {}


def test_few_customers_are_counted_at_once_and_many_once_a_day(busy, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "enqueue", lambda name, **given: asked.append((name, given)))
    jobs.keep_every_day()
    assert asked == []
    monkeypatch.setattr(kept, "MANY", 3)
    jobs.keep_every_day()
    assert asked == [("scorecard.keep_readings", {"workspace_id": busy.workspace.pk})]
    jobs.keep_of_one(workspace_id=busy.workspace.pk)
    jobs.keep_every_day()
    assert len(asked) == 1


def test_the_page_tells_when_it_was_read(client, busy):
    moment = timezone.now() - timedelta(hours=3)
    today = timezone.localdate(timezone=busy.workspace.zone)
    keep_readings(busy.system, today=today, now=moment)
    client.force_login(busy.alice)
    page = client.get("/scorecard/")
    assert page.context["as_of"] == moment


@pytest.fixture
def asked_for(monkeypatch):
    """A workspace counts as one of many customers; what jobs were asked for."""
    asked = []
    monkeypatch.setattr(kept, "MANY", 3)
    monkeypatch.setattr(keeping, "_ASKED", {})
    monkeypatch.setattr(keeping, "enqueue", lambda name, **given: asked.append((name, given)))
    return asked


def figure_of(page, key):
    lines = [shown for group in page.context["groups"] for shown in group.lines]
    return next(shown for shown in lines if shown.line.figure.key == key)


def test_of_many_customers_nobody_waits_for_what_was_not_read(client, busy, asked_for):
    client.force_login(busy.alice)
    page = client.get("/scorecard/")
    assert (figure_of(page, "nps").line.after.value, figure_of(page, "nps").line.why) == (
        None,
        "reading",
    )
    client.get("/scorecard/")
    wanted = ("scorecard.keep_readings", {"workspace_id": busy.workspace.pk})
    assert asked_for == [wanted]  # a second look asks nothing new
    jobs.keep_of_one(workspace_id=busy.workspace.pk)
    page = client.get("/scorecard/")
    assert not page.context["reading"]
    today = timezone.localdate(timezone=busy.workspace.zone)
    counted = {one.figure.key: one for one in scorecard_lines(busy.system, windows(today=today))}
    assert figure_of(page, "nps").line.after == counted["nps"].after


def test_until_a_month_that_ended_is_read_the_one_before_stands_there(client, busy, asked_for):
    today = timezone.localdate(timezone=busy.workspace.zone)
    last = today.replace(day=1) - timedelta(days=1)
    moment = timezone.now() - timedelta(days=today.day)
    keep_readings(busy.system, today=last, now=moment)
    client.force_login(busy.alice)
    page = client.get("/scorecard/")
    assert page.context["as_of"] == moment
    assert page.context["reading"]
    assert figure_of(page, "nps").line.compared == windows(today=last)
    assert len(asked_for) == 1
    jobs.keep_of_one(workspace_id=busy.workspace.pk)
    assert figure_of(client.get("/scorecard/"), "nps").line.compared == windows(today=today)


def test_a_job_reads_only_what_was_not_read_that_day(busy):
    keep_readings(busy.system, today=TODAY, now=NOW)
    KeptReading.objects.filter(figure_key="nps").update(version=0)
    later = NOW + timedelta(hours=1)
    assert keep_readings(busy.system, today=TODAY, now=later, again=False)
    read = {one.figure.key: one.read_at for one in scorecard_lines(busy.system, windows())}
    assert read.pop("nps") == later
    assert set(read.values()) == {NOW}


def test_a_partner_and_few_customers_are_counted_for_today(busy, monkeypatch):
    keep_readings(busy.system, today=date(2026, 10, 31), now=NOW)
    assert kept.day_on_show(busy.system, today=TODAY) == TODAY
    monkeypatch.setattr(kept, "MANY", 3)
    assert kept.day_on_show(busy.system, today=TODAY) == date(2026, 10, 31)
    assert kept.day_on_show(replace(busy.system, assigned_only=True), today=TODAY) == TODAY


def test_figures_that_are_gone_are_not_kept(busy, monkeypatch):
    keep_readings(busy.system, today=TODAY, now=NOW)
    left = {"nps": figures_known(busy.system)["nps"]}
    monkeypatch.setattr(keeping, "figures_known", lambda _access: left)
    keep_readings(busy.system, today=TODAY, now=NOW)
    assert set(KeptReading.objects.values_list("figure_key", flat=True)) == {"nps"}
