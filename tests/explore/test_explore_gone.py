"""What was there in the earlier period and is no more stands in the table too."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from emptychair.explore.sentences import change_sentence
from tests.explore.asked import ask
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW


def make_closing(people, now=NOW):
    """A touchpoint that is asked at no more, and one that is."""
    survey, spots = make_survey(people.workspace), []
    for days in ((130,), (130, 10)):
        spots.append(make_touchpoint(people.workspace))
        for before in days:
            moment = now - timedelta(days=before)
            for _ in range(31):
                make_response(survey, None, score=9, touchpoint=spots[-1], answered_at=moment)
    return spots


def test_what_was_there_before_and_is_no_more_stands_in_the_table_with_its_earlier_figure(people):
    closed, open_still = make_closing(people)
    table = ask(people.system, period="90", rows="touchpoint", against="before")
    assert {one.token for one in table.rows} == {str(closed.pk), str(open_still.pk)}
    cell = table.cells[str(closed.pk), ""]
    assert (cell.figure.value, cell.figure.n, cell.level, cell.change) == (None, 0, None, None)
    assert (cell.before.value, cell.before.n) == (100, 31)
    assert cell.is_gone
    assert not table.cells[str(open_still.pk), ""].is_gone
    assert "31" in change_sentence(table, cell)
    counted = ask(people.system, metric="answers", rows="touchpoint", period="90", against="before")
    assert counted.cells[str(closed.pk), ""].figure.value == 0
    alone = ask(people.system, period="90", rows="touchpoint")
    assert [one.token for one in alone.rows] == [str(open_still.pk)]


def test_months_to_come_are_not_gone(people):
    survey = make_survey(people.workspace)
    for month in (9, 10, 11, 12):
        make_response(survey, None, score=9, answered_at=datetime(2025, month, 9, tzinfo=UTC))
    make_response(survey, None, score=9, answered_at=datetime(2026, 10, 9, tzinfo=UTC))
    asked = {"period": "2026-09-01..2026-12-31", "against": "year", "which": "all"}
    table = ask(people.system, cols="month", **asked)
    assert [one.token[:7] for one in table.cols] == ["2026-09", "2026-10", "2026-11"]
    told = [
        (table.cells["", one.token].is_gone, table.cells["", one.token].was) for one in table.cols
    ]
    assert told == [(True, ("", "2025-09-01")), (False, None), (True, ("", "2025-11-01"))]


def test_it_leads_to_who_stood_behind_the_earlier_figure(people, client):
    closed, _open_still = make_closing(people, now=timezone.now())
    client.force_login(people.alice)
    asked = {"rows": "touchpoint", "against": "before", "period": "90"}
    page = client.get("/explore/", asked)
    (row,) = [one for one in page.context["shown"].rows if one.name == closed.name]
    (cell,) = row.cells
    assert cell.value == "–"
    assert "100" in cell.small
    figure = client.get(cell.address)
    assert figure.context["n"] == 31
