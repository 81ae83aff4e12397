"""What a row says: by the interval of the difference, or why it cannot be told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from emptychair.accounts.access import Access
from emptychair.metrics.figures import Comparison, Reading, figure_source, figure_sources
from emptychair.metrics.models import Target
from emptychair.metrics.types import Change
from emptychair.renewals.services.refresh import refresh_revenue
from emptychair.scorecard.queries.card import Choice, scorecard_lines
from emptychair.scorecard.rules.periods import windows_for
from emptychair.scorecard.rules.verdicts import is_reached, verdict_of, why_not
from emptychair.scorecard.services.outside import define_figure, enter_values
from emptychair.scorecard.services.rows import Wanted, set_row
from emptychair.scorecard.types import Definition, GivenValue
from emptychair.stats import nps_difference, wilson
from tests.factories.customers import make_company, make_contract, make_order, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_team
from tests.people import NOW

TODAY = date(2026, 11, 22)
WINDOWS = windows_for("3", "before", today=TODAY, first_month=4)


def lines(people, **choice):
    found = scorecard_lines(people.system, WINDOWS, choice=Choice(**choice))
    return {line.figure.key: line for line in found}


def answers(people, month, scores, **fields):
    survey = make_survey(people.workspace)
    moment = datetime(2026, month, 15, tzinfo=UTC)
    for score in scores:
        make_response(survey, None, score=score, answered_at=moment, **fields)


# -- scores


def test_a_score_is_better_when_the_whole_interval_of_the_difference_says_so(people):
    answers(people, 6, [10] * 30 + [2] * 30)
    answers(people, 9, [10] * 55 + [2] * 5)
    line = lines(people)["nps"]
    expected = nps_difference((30, 0, 30), (55, 0, 5))
    assert (line.verdict, line.change.estimate) == ("better", pytest.approx(expected.estimate))
    assert (line.change.low, line.change.high) == (
        pytest.approx(expected.low),
        pytest.approx(expected.high),
    )
    assert line.after.n == 60
    assert len(line.months) == 24


def test_within_noise_nothing_is_told_and_few_are_never_judged(people):
    answers(people, 6, [10] * 30 + [2] * 30)
    answers(people, 9, [10] * 32 + [2] * 28)
    line = lines(people)["nps"]
    assert (line.verdict, line.why) == ("cannot_tell", "noise")
    few = people.neighbours
    survey = make_survey(few)
    for month, score in ((6, 0), (9, 10)):
        for _ in range(12):
            make_response(
                survey, None, score=score, answered_at=datetime(2026, month, 15, tzinfo=UTC)
            )

    access = Access.system(few, "tests")
    found = {one.figure.key: one for one in scorecard_lines(access, WINDOWS)}["nps"]
    assert (found.verdict, found.why) == ("cannot_tell", "few")


def test_the_target_of_a_score_is_that_of_the_programme(people):
    answers(people, 9, [10] * 60)
    Target.objects.create(
        workspace=people.workspace,
        metric="nps",
        value=40,
        by_day=date(2027, 3, 31),
        set_on=date(2026, 11, 1),
    )
    aim = lines(people)["nps"].aim
    assert (aim.value, aim.is_reached) == (40, True)


# -- customers


def test_response_rate_and_coverage_count_people_once_with_wilson(people):
    survey = make_survey(people.workspace)
    inside = datetime(2026, 9, 10, tzinfo=UTC)
    for number in range(40):
        person = make_person(people.workspace, joined_on=date(2024, 1, 1))
        answered = inside + timedelta(days=1) if number < 10 else None
        make_invitation(survey, person, asked_at=inside, answered_at=answered)
        if number < 10:
            make_response(survey, person, answered_at=answered)
            make_response(survey, person, answered_at=inside + timedelta(days=20))
    make_person(people.workspace, joined_on=date(2026, 11, 2))  # came later
    make_person(people.workspace, joined_on=date(2024, 1, 1), left_on=date(2026, 7, 31))
    found = lines(people)
    share = wilson(10, 40)
    for key in ("response_rate", "coverage"):
        reading = found[key].after
        assert (reading.value, reading.n) == (pytest.approx(25), 40)
        assert reading.low == pytest.approx(100 * share.low)
    months = dict(found["coverage"].months)
    assert months[date(2026, 9, 1)].value == pytest.approx(25)
    assert months[date(2026, 10, 1)].value == pytest.approx(0)


def test_revenue_heard_takes_the_companys_value_before_that_of_its_people(people):
    firm = make_company(people.workspace, yearly_value=900)
    worker = make_person(people.workspace, company=firm, yearly_value=5_000)
    make_person(people.workspace, yearly_value=100)
    make_response(
        make_survey(people.workspace), worker, answered_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    reading = lines(people)["coverage_revenue"].after
    assert reading.value == pytest.approx(90)
    assert reading.low is None


def contract(people, started, amount=100, *, cancelled=None, **fields):
    person = make_person(people.workspace)
    plain = {"starts_on": started, "amount": amount, "cancelled_on": cancelled}
    return make_contract(person, **(plain | fields))


def test_retention_is_of_the_customers_of_twelve_months_ago_only(people):
    old = date(2024, 1, 1)
    contract(people, old, 100)
    contract(people, old, 200, cancelled=date(2026, 3, 1))
    kept = contract(people, old, 100)
    contract(people, date(2026, 6, 1), 500)  # new: not of the cohort
    contract(people, old, 700, currency="USD")  # another currency
    contract(people, old, 900, period="once")
    make_contract(kept.person, starts_on=date(2026, 2, 1), amount=600, period="year")  # 50 more
    tried = make_person(people.workspace)
    make_contract(tried, starts_on=old, amount=0, cancelled_on=date(2026, 3, 1))
    refresh_revenue(people.system, now=NOW)
    found = lines(people)
    assert found["nrr"].after.value == pytest.approx(100 * 250 / 400)
    assert found["grr"].after.value == pytest.approx(100 * 200 / 400)
    assert found["logo_churn"].after.value == pytest.approx(100 / 3)
    assert (found["nrr"].after.n, found["nrr"].after.low) == (3, None)


@pytest.mark.parametrize(("a_month", "reached"), [(100, True), (101, False)])
def test_a_target_of_what_adds_up_is_one_of_a_month(people, a_month, reached):
    figure, _ = define_figure(
        people.system,
        Definition(
            key="leads",
            name="Leads",
            unit="number",
            group="funnel",
            horizon="short",
            combining="sum",
        ),
    )
    months = [date(2026, month, 1) for month in (8, 9, 10)]
    given = [GivenValue(grain="month", day=day, value=100.0) for day in months]
    enter_values(people.system, figure, given, today=TODAY)
    wanted = Wanted(aim_value=float(a_month), aim_day=date(2027, 3, 31))
    set_row(people.system, "leads", wanted, today=TODAY)
    line = lines(people)["leads"]
    assert (line.after.value, line.aim.of_period) == (300, 3 * a_month)
    assert line.aim.is_reached is reached


def test_two_years_are_compared_that_share_no_month(people):
    for _ in range(40):
        contract(people, date(2023, 1, 1))
    for _ in range(40):
        contract(people, date(2023, 1, 1), cancelled=date(2026, 5, 1))
    refresh_revenue(people.system, now=NOW)
    line = lines(people)["logo_churn"]
    assert line.compared.before.end == date(2025, 11, 1)
    assert line.after.value == pytest.approx(50)
    assert line.before.value == pytest.approx(0)
    assert line.verdict == "worse"


def test_customers_lost_are_added_up_month_by_month(people):
    for _ in range(58):
        contract(people, date(2024, 1, 1))
    for month in (8, 9):
        contract(people, date(2024, 1, 1), cancelled=date(2026, month, 15))
    refresh_revenue(people.system, now=NOW)
    line = lines(people)["churn_month"]
    assert line.after.n == 60 + 59 + 58
    assert line.after.value == pytest.approx(100 * 2 / 177)


def test_who_bought_again(people):
    for number in range(40):
        person = make_person(people.workspace)
        make_order(person, ordered_at=datetime(2025, 3, 1, tzinfo=UTC), amount=100)
        if number < 30:
            make_order(person, ordered_at=datetime(2026, 3, 1, tzinfo=UTC), amount=80)
    found = lines(people)
    assert found["repurchase"].after.value == pytest.approx(75)
    assert found["order_retention"].after.value == pytest.approx(60)


def test_first_answers_count_working_hours_and_those_still_waiting(people):
    begun = datetime(2026, 9, 7, 0, tzinfo=UTC)  # a Monday, nine o'clock in Tokyo
    for number in range(9):
        make_case(
            people.workspace,
            opened_at=begun,
            state="waiting",
            first_reply_at=begun + timedelta(hours=1 + number % 3),
        )
    make_case(people.workspace, opened_at=begun)  # still waiting
    make_case(people.workspace, opened_at=begun, state="closed")  # needed no answer
    found = lines(people)
    assert (found["first_answer"].after.value, found["first_answer"].after.n) == (2.0, 10)
    assert (found["overdue"].after.value, found["overdue"].after.n) == (pytest.approx(10), 10)


# -- the page's rules


def test_rows_are_chosen_by_horizon_and_team(people):
    team = make_team(people.workspace)
    set_row(people.system, "coverage", Wanted(team_id=team.pk), today=TODAY)
    assert set(lines(people, team_id=team.pk)) == {"coverage"}
    assert "first_answer" in lines(people, horizon="short")
    assert "coverage" not in lines(people, horizon="short")
    set_row(people.system, "coverage", Wanted(hidden=True), today=TODAY)
    assert "coverage" not in lines(people)


def test_a_figure_that_waits_for_its_last_month_says_so(people):
    figure, _ = define_figure(
        people.system,
        Definition(key="leads", name="Leads", unit="number", group="funnel", horizon="short"),
    )
    given = [GivenValue(grain="month", day=date(2026, 9, 1), value=3.0)]
    enter_values(people.system, figure, given, today=TODAY)
    line = lines(people)["leads"]
    assert (line.missing, line.why) == (date(2026, 10, 1), "missing")


def test_lower_is_better_turns_everything_round(people):
    figure = lines(people)["overdue"].figure
    rose = Comparison(Reading(5, n=99), Reading(9, n=99), Change(4, 1, 7, 0.01, None))
    assert verdict_of(figure, rose) == "worse"
    assert why_not(figure, rose) == ""
    assert is_reached(figure, 10, Reading(9, 8, 10)) is True
    assert is_reached(figure, 8, Reading(9, 8.5, 10)) is False
    assert is_reached(figure, 9, Reading(9, 8.5, 10)) is None
    assert is_reached(figure, 9, Reading(8.9)) is True


def test_a_figure_of_the_same_customers_in_both_says_why_no_difference_is_claimed(people):
    figure = lines(people)["overdue"].figure
    shared = Comparison(Reading(30, 20, 40, 99), Reading(25, 18, 33, 120))
    assert (verdict_of(figure, shared), why_not(figure, shared)) == ("cannot_tell", "shared")
    bare = Comparison(Reading(30, n=99), Reading(25, n=120))
    assert why_not(figure, bare) == "unknown"


def test_the_page_asks_the_database_little(people, django_assert_max_num_queries):
    answers(people, 6, [10] * 30 + [2] * 30)
    contract(people, date(2024, 1, 1))
    lines(people)
    with django_assert_max_num_queries(40):
        lines(people)


def test_two_sources_of_one_name_are_refused():
    assert {"loop.cases", "metrics.scores", "scorecard.outside"} <= set(figure_sources())
    with pytest.raises(ValueError, match="called metrics"):
        figure_source("metrics.scores")(lambda access: [])
