"""Cases in Explore: the same figures as on the scorecard, by what is known of the case and of the
customer.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from emptychair.accounts.access import Actor, ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import AttributeDefinition, Contract, Segment
from emptychair.customers.queries import people_in_segment
from emptychair.explore.queries.cases.behind import cases_behind
from emptychair.explore.queries.definitions import definition_of
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.queries.questions import read_question
from emptychair.explore.queries.remarks import remarks_on
from emptychair.explore.queries.tables import table_of
from emptychair.explore.rules.plain_words import measure_in
from emptychair.explore.sentences import change_sentence, compared_words, notes_of
from emptychair.explore.services.segments import make_segment
from emptychair.kit.errors import Refused
from emptychair.kit.periods import Period
from emptychair.loop.figure_source import cases as figures_of_cases
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

MONDAY = datetime(2026, 10, 5, 0, tzinfo=UTC)  # nine o'clock in Tokyo
PERIOD = "2026-10-01..2026-10-31"
REGIONS = ("Kanto", "Kansai", "")


def asked(access, **given):
    plain = {"period": PERIOD, **{name.replace("__", "."): one for name, one in given.items()}}
    catalogue = catalogue_for(access, measure_in(plain))
    return read_question(access, plain, now=NOW, catalogue=catalogue), catalogue, plain


def ask(access, **given):
    question, catalogue, _plain = asked(access, **given)
    return table_of(access, question, now=NOW, catalogue=catalogue)


def behind(access, **given):
    question, catalogue, _plain = asked(access, **given)
    return cases_behind(access, catalogue, question, now=NOW)


def figure(table, row="", col=""):
    return table.cells[row, col].figure


@pytest.fixture
def cases(people):
    """Ninety cases of October: a third late, each tenth unanswered, one closed without an answer;
    of people in companies, and some of companies alone.
    """
    place, found = people.workspace, []
    places = [make_touchpoint(place, name=name) for name in ("Desk", "Phone")]
    firms = [
        make_company(place, name=f"Firm {n}", region=REGIONS[n], attributes={"desks": 10 * n})
        for n in range(3)
    ]
    Contract.objects.create(
        workspace=place, company=firms[0], external_id="k", plan="Team", amount=900,
        currency="JPY", period="month", starts_on=date(2025, 1, 1),
    )  # fmt: skip
    who = [make_person(place, company=firms[n % 3], segment="large") for n in range(6)]
    for number in range(90):
        begun = MONDAY + timedelta(days=7 * (number % 3))
        late = number % 3 == 0
        replied = None if number % 10 == 0 else begun + timedelta(hours=8 if late else 1)
        person = None if number % 9 == 8 else who[number % 6]
        made = make_case(
            place, person=person, company=firms[number % 3], opened_at=begun,
            urgency="high" if late else "normal", first_reply_at=replied,
            touchpoint=places[number % 2], root_cause="Slow" if number % 5 == 0 else "",
            state="open" if replied is None else "waiting",
            assignee=people.bob if number % 4 == 0 else None,
        )  # fmt: skip
        found.append(made)
    make_case(place, opened_at=MONDAY, state="closed", outcome="nothing")
    make_case(place, opened_at=datetime(2026, 9, 30, 14, tzinfo=UTC))  # the last of September
    return found


@pytest.mark.parametrize("measure", ["first_answer", "overdue"])
def test_a_month_tells_what_the_scorecard_tells(people, cases, measure):
    told = figure(ask(people.system, metric=measure))
    scorecard = next(one for one in figures_of_cases(people.system) if one.key == measure)
    october = Period(date(2026, 10, 1), date(2026, 11, 1))
    reading = scorecard.months(people.system, october)[0][1]
    assert (told.value, told.low, told.high, told.n) == pytest.approx(
        (reading.value, reading.low, reading.high, reading.n)
    )
    assert told.n == 90
    assert not told.too_few


def test_every_case_opened_counts_on_the_day_of_the_workspace(people, cases):
    assert figure(ask(people.system, metric="cases")).value == 91
    by_month = ask(people.system, metric="cases", rows="month", period="2026-09-01..2026-10-31")
    assert {one.words: figure(by_month, one.token).n for one in by_month.rows} == {
        row.words: n for row, n in zip(by_month.rows, (1, 91), strict=True)
    }


@pytest.mark.parametrize(
    "rows",
    ["touchpoint", "stage", "team", "owner", "kind", "urgency", "cause", "outcome", "segment",
     "region", "plan", "day", "week", "month", "quarter", "year", "company.desks"],
)  # fmt: skip
def test_parts_add_up_and_each_figure_leads_to_its_cases(people, cases, rows):
    AttributeDefinition.objects.create(
        workspace=people.workspace, applies_to="company", key="desks", label="Desks", kind="number"
    )
    table = ask(
        people.system, metric="cases", rows=rows, cols="urgency" if rows != "urgency" else ""
    )
    shown = [one for one in table.rows if (one.token, "") in table.cells]
    parts = [figure(table, one.token).n for one in shown]
    assert sum(parts) == table.total.figure.n == 91
    for one in shown:
        found = behind(people.system, metric="cases", **{rows: one.token}).found
        assert len(found) == figure(table, one.token).n


def test_what_is_known_of_a_customer_is_that_of_the_person_else_of_the_company(people, cases):
    table = ask(people.system, metric="cases", rows="region", cols="plan")
    assert figure(table, "Kanto", "Team").n == 30
    assert figure(table, "Kansai").n == 30
    by_segment = ask(people.system, metric="cases", rows="segment")
    assert figure(by_segment, "large").n == 90  # of the companies alone, that of most people


def test_a_middle_is_counted_from_all_cases_and_unanswered_ones_wait_longest(people, cases):
    table = ask(people.system, metric="first_answer", rows="urgency")
    assert table.shows == "hours"
    assert figure(table, "high").value == 8
    assert figure(table, "normal").value == 1
    assert figure(table).n == 90
    half = ask(people.system, metric="first_answer", rows="cause")
    assert figure(half, "Slow").value is None  # half of them still wait
    assert figure(half, "Slow").too_few
    assert notes_of(half)


def test_a_case_counts_in_each_segment_and_once_in_the_whole(people, cases):
    for name, word in (("Large", "large"), ("Large too", "large"), ("Small", "small")):
        rules = {
            "match": "all",
            "conditions": [{"field": "segment", "operator": "is", "value": word}],
        }
        Segment.objects.create(workspace=people.workspace, name=name, rules=rules)
    table = ask(people.system, metric="cases", rows="group")
    assert {one.words: figure(table, one.token).n for one in table.rows} == {
        "Large": 90,
        "Large too": 90,
    }
    assert table.total.figure.n == 91


def test_late_ones_without_an_answer_stand_first(people, cases):
    rows = behind(people.system, metric="overdue")[:9]
    assert len(rows) == 9
    numbers = {one.number: one for one in cases}
    assert all(numbers[row.number].first_reply_at is None for row in rows)
    waiting = behind(people.system, metric="first_answer")[:9]
    assert all(numbers[row.number].first_reply_at is None for row in waiting)
    unclosed = behind(people.system, metric="cases")[:91]
    assert unclosed[-1].state == "closed"


def test_two_periods_are_compared_and_counts_only_told(people, cases):
    for number in range(40):
        make_case(
            people.workspace, opened_at=MONDAY - timedelta(days=28), state="waiting",
            first_reply_at=MONDAY - timedelta(days=28) + timedelta(hours=2 + number % 2),
        )  # fmt: skip
    late = ask(people.system, metric="overdue", against="2026-09-01..2026-09-29")
    assert late.total.before.value == 0
    assert late.total.change.estimate == pytest.approx(late.total.figure.value)
    assert late.total.beyond_noise
    waits = ask(people.system, metric="first_answer", against="2026-09-01..2026-09-29")
    assert waits.total.change.estimate == pytest.approx(
        waits.total.figure.value - waits.total.before.value
    )
    assert change_sentence(waits, waits.total)
    counts = ask(people.system, metric="cases", against="2026-09-01..2026-09-29")
    assert counts.total.change is None
    assert compared_words(counts)
    by_cause = ask(people.system, metric="cases", rows="cause", against="2026-09-01..2026-09-29")
    assert by_cause.cells["Slow", ""].before.value == 0  # none then, so all are new


def test_a_segment_follows_those_who_were_answered_too_late(people, cases):
    segment = make_segment(
        people.system, name="Too late", question=f"metric=overdue&period={PERIOD}"
    )
    found = set(people_in_segment(people.system, segment).values_list("pk", flat=True))
    late = {
        one.row["person_id"]
        for one in behind(people.system, metric="overdue").found
        if one.answer.is_late
    }
    assert late - {None} <= found
    assert found


def test_it_says_how_it_is_counted_and_what_it_cannot_be_asked_by(people, cases):
    for measure in ("cases", "first_answer", "overdue"):
        question, catalogue, plain = asked(people.system, metric=measure, rows="channel")
        told = definition_of(people.system, catalogue, question, now=NOW)
        assert told.formula
        assert told.interval
        assert remarks_on(people.system, plain, question, now=NOW, catalogue=catalogue)
    question, catalogue, plain = asked(people.system, metric="nps", rows="owner")
    assert remarks_on(people.system, plain, question, now=NOW, catalogue=catalogue)


def test_whoever_may_not_read_cases_is_refused(people, cases):
    narrow = replace(people.system, rights=frozenset({Permission.SCORE_READ}))
    with pytest.raises(Refused):
        ask(narrow, metric="cases")


def test_who_sees_only_what_is_assigned_counts_only_that(people, cases):
    bob = Actor(ActorKind.PERSON, people.bob.pk, "Bob")
    partner = replace(people.system, actor=bob, assigned_only=True)
    mine = sum(one.assignee_id == people.bob.pk for one in cases)
    assert figure(ask(partner, metric="cases")).n == mine
    assert len(behind(partner, metric="first_answer")[:91]) == mine
