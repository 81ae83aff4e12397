"""Customers and what they pay in Explore: the same figures as on the scorecard and the page of
revenue, by what is known of customers.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from emptychair.accounts.permissions import Permission
from emptychair.customers.models import AttributeDefinition, Contract, ContractChange, Segment
from emptychair.customers.queries import people_in_segment
from emptychair.explore.queries.customers.behind import customers_behind
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
from emptychair.renewals.figure_source import revenue
from emptychair.renewals.models import RevenueMonth
from emptychair.renewals.services.refresh import refresh_revenue
from tests.factories.customers import make_company, make_contract, make_person
from tests.people import NOW

MONTH, YEAR = "2026-10", "2025-11-01..2026-10-31"
REGIONS = ("Kanto", "Kansai", "")
PLANS = ("Team", "Business")


def asked(access, now=NOW, **given):
    plain = {"period": MONTH, **{name.replace("__", "."): one for name, one in given.items()}}
    catalogue = catalogue_for(access, measure_in(plain))
    return read_question(access, plain, now=now, catalogue=catalogue), catalogue, plain


def ask(access, now=NOW, **given):
    question, catalogue, _plain = asked(access, now, **given)
    return table_of(access, question, now=now, catalogue=catalogue)


_numbers = count(1)


def signed(company, **fields):
    """A contract of a company."""
    plain = {"plan": "Standard", "amount": 900, "currency": "JPY", "period": "month"}
    return Contract.objects.create(
        workspace=company.workspace, company=company, external_id=f"s{next(_numbers)}",
        **({"starts_on": NOW.date()} | plain | fields),
    )  # fmt: skip


def value(table, row="", col=""):
    return table.cells[row, col].figure.value


@pytest.fixture
def customers(people):
    """Sixty companies and six people who buy for themselves; some left, grew, shrank, came."""
    place, found = people.workspace, []
    for number in range(60):
        region = REGIONS[number % 3]
        firm = make_company(
            place, name=f"Firm {number}", region=region, attributes={"desks": number}
        )
        for each in range(2):
            make_person(place, company=firm, segment="large" if number % 4 == each else "small")
        begun = date(2024, 12, 1) + timedelta(days=11 * number)
        ended = date(2026, 1, 5) + timedelta(days=5 * number) if number % 5 == 0 else None
        made = signed(firm, plan=PLANS[number % 2], amount=1000 + 37 * number,
            starts_on=begun, cancelled_on=ended,
        )  # fmt: skip
        if number % 7 == 0:
            ContractChange.objects.create(
                workspace=place, contract=made, counts_from=date(2026, 6, 1), recorded_at=NOW,
                plan=PLANS[0], amount=1500, currency="JPY", period="month", starts_on=begun,
            )  # fmt: skip
        found.append(firm)
    for number in range(6):
        alone = make_person(place, region="Kanto", segment="small")
        ended = date(2026, 10, 9) if number < 2 else None
        make_contract(
            alone, plan="Solo", amount=300, starts_on=date(2025, 3, 1), cancelled_on=ended
        )
    trial = make_company(place, name="Only tries")
    signed(trial, plan="Trial", amount=900)
    signed(found[1], plan="Team", amount=7, currency="USD")
    dollars = make_company(place, name="Pays in dollars")
    signed(dollars, plan="Team", amount=7, currency="USD")
    refresh_revenue(people.system, now=NOW)
    return found


def month_row(people, month=date(2026, 10, 1)):
    return RevenueMonth.objects.get(
        workspace=people.workspace, month=month, currency="JPY", edition=0
    )


def test_a_month_tells_what_the_month_of_revenue_tells(people, customers):
    row = month_row(people)
    assert row.shares["churn_month"]["lost"] > 0
    for measure, told in (
        ("customers", row.customers_after),
        ("mrr", float(row.ending)),
        ("logo_churn", 100 * row.shares["churn_month"]["share"]),
    ):
        assert value(ask(people.system, metric=measure)) == pytest.approx(told)


@pytest.mark.parametrize(
    ("measure", "share"), [("nrr", "nrr"), ("grr", "grr"), ("logo_churn", "churn_year")]
)
def test_a_year_tells_what_the_scorecard_tells(people, customers, measure, share):
    figure = ask(people.system, metric=measure, period=YEAR).total.figure
    kept = month_row(people).shares[share]
    assert 0 < kept["share"] != 1
    told = (figure.value, figure.low, figure.high)
    assert told == pytest.approx(tuple(100 * kept[name] for name in ("share", "low", "high")))
    assert figure.n == kept["n"]
    scorecard = next(one for one in revenue(people.system) if one.key == measure)
    october = Period(date(2026, 10, 1), date(2026, 11, 1))
    assert scorecard.months(people.system, october)[0][1].value == pytest.approx(figure.value)


def test_months_beside_each_other_are_the_months_of_revenue_and_the_whole_is_no_sum(
    people, customers
):
    table = ask(people.system, metric="logo_churn", cols="month", period="2026-07-01..2026-10-31")
    lost = 0
    for one in table.cols:
        row = month_row(people, date.fromisoformat(one.token)).shares["churn_month"]
        assert value(table, col=one.token) == pytest.approx(100 * row["share"])
        lost += row["lost"]
    assert len(table.cols) == 4
    began = month_row(people, date(2026, 7, 1)).customers_before
    assert table.total.figure.n == began
    assert value(table) <= 100 * lost / began + 1e-9  # who came and left within is not among them
    ending = ask(people.system, metric="mrr", cols="month", period="2026-07-01..2026-10-31")
    assert value(ending) == value(ending, col="2026-10-01")


def test_parts_of_customers_add_up_and_shares_are_counted_anew(people, customers):
    for measure in ("customers", "mrr"):
        table = ask(people.system, metric=measure, rows="region", cols="plan")
        cells = [one for key, one in table.cells.items() if all(key)]
        assert sum(one.figure.value for one in cells) == pytest.approx(value(table))
    table = ask(people.system, metric="nrr", period=YEAR, rows="region")
    parts = [table.cells[one.token, ""].figure for one in table.rows]
    assert sum(one.n for one in parts) == table.total.figure.n
    assert [one.words for one in table.rows][-1] == "不明" or "-" in [
        one.token for one in table.rows
    ]
    assert min(one.value for one in parts) <= value(table) <= max(one.value for one in parts)


def test_the_plan_of_who_left_is_that_which_they_had(people, customers):
    table = ask(people.system, metric="logo_churn", period=YEAR, rows="plan")
    assert {one.token for one in table.rows} == {"Business", "Solo", "Team"}
    assert value(table, "Solo") == pytest.approx(100 * 2 / 6)
    # who changed from Team to Business in June had Team before
    before = sum(
        1 for number in range(60)
        if date(2024, 12, 1) + timedelta(days=11 * number) <= date(2025, 10, 31)
        and (number % 7 == 0 or number % 2 == 0)
    )  # fmt: skip
    assert table.cells["Team", ""].figure.n == before


def test_segments_attributes_and_saved_segments_of_companies(people, customers):
    AttributeDefinition.objects.create(
        workspace=people.workspace, applies_to="company", key="desks", label="Desks", kind="number"
    )
    rules = {
        "match": "all",
        "conditions": [{"field": "segment", "operator": "is", "value": "large"}],
    }
    saved = Segment.objects.create(workspace=people.workspace, name="Large ones", rules=rules)
    by_segment = ask(people.system, metric="customers", rows="segment")
    assert {one.token for one in by_segment.rows} == {"large", "small"}
    by_group = ask(people.system, metric="customers", rows="group")
    assert [one.words for one in by_group.rows] == ["Large ones"]
    inside = value(by_group, str(saved.pk))
    assert inside == value(by_segment, "large") < value(by_group) == value(by_segment)
    assert value(ask(people.system, metric="customers", group=str(saved.pk))) == inside
    by_desks = ask(people.system, metric="mrr", rows="company.desks", cols="group")
    assert len(by_desks.rows) == 5  # four bands, and people who buy for themselves
    assert sum(value(by_desks, one.token) for one in by_desks.rows) == pytest.approx(
        value(by_desks)
    )
    assert value(ask(people.system, metric="mrr", company__desks=by_desks.rows[0].token)) == (
        value(by_desks, by_desks.rows[0].token)
    )


def test_a_company_pays_in_yen_only_where_there_is_no_rate_and_who_is_left_out_is_told(
    people, customers
):
    table = ask(people.system, metric="customers")
    assert value(table) == month_row(people).customers_after
    assert sum("JPY" in one for one in notes_of(table)) == 1


def test_few_are_grey_and_a_comparison_says_what_is_noise(people, customers):
    table = ask(people.system, metric="nrr", period=YEAR, rows="plan", against="year")
    assert table.cells["Solo", ""].figure.too_few
    assert table.cells["Solo", ""].level is None
    assert table.cells["Solo", ""].change is None
    counts = ask(people.system, metric="mrr", against="before")
    assert counts.total.change is None
    assert change_sentence(counts, counts.total)
    assert compared_words(counts)
    churn = ask(
        people.system, metric="logo_churn", period="2026-06-01..2026-10-31", against="before"
    )
    assert churn.total.change is not None
    assert churn.compared == 1


def test_who_left_comes_first_and_who_shrank_comes_first(people, customers):
    question, catalogue, _plain = asked(people.system, metric="logo_churn")
    behind = customers_behind(people.system, catalogue, question, now=NOW)
    rows = behind[0:500]
    lost = [one for one in rows if one.is_lost]
    assert len(lost) == month_row(people).shares["churn_month"]["lost"]
    assert rows[: len(lost)] == lost == sorted(lost, key=lambda one: -one.before)
    assert len(rows) == month_row(people).customers_before
    question, catalogue, _plain = asked(people.system, metric="nrr", period=YEAR)
    rows = customers_behind(people.system, catalogue, question, now=NOW)[0:500]
    assert [one.moved for one in rows] == sorted(one.moved for one in rows)
    assert rows[0].moved < 0 < rows[-1].moved
    question, catalogue, _plain = asked(people.system, metric="mrr", region="Kanto")
    rows = customers_behind(people.system, catalogue, question, now=NOW)[0:2]
    assert rows[0].after >= rows[1].after > 0


def test_a_segment_of_who_left_follows_the_figure(people, customers):
    made = make_segment(
        people.system, name="Left in October", question="metric=logo_churn&period=2026-10"
    )
    inside = set(people_in_segment(people.system, made).values_list("pk", flat=True))
    question, catalogue, _plain = asked(people.system, metric="logo_churn")
    rows = customers_behind(people.system, catalogue, question, now=NOW)[0:500]
    lost = [one.customer for one in rows if one.is_lost]
    alone = {one.person_id for one in lost if one.person_id}
    assert alone
    assert alone < inside
    assert len(inside) == len(alone) + 2 * sum(one.company_id is not None for one in lost)


def test_days_to_come_count_for_nothing_and_nothing_at_all_is_a_dash(people, customers):
    table = ask(people.system, metric="mrr", cols="month", period="fy2026")
    assert value(table) == value(ask(people.system, metric="mrr", period="30"))
    assert all(one.token <= f"{NOW:%Y-%m-01}" for one in table.cols)
    later = ask(people.system, metric="nrr", period="2027-01-01..2027-02-01")
    assert later.total.figure.value is None


def test_what_says_nothing_of_customers_is_left_out_with_a_sentence(people, customers):
    question, catalogue, plain = asked(people.system, metric="nrr", rows="touchpoint", cols="month")
    assert question.dimensions == ("month",)
    told = remarks_on(people.system, plain, question, now=NOW, catalogue=catalogue)
    assert len(told) == 1
    question, catalogue, plain = asked(people.system, metric="nps", rows="week", plan="Team")
    assert remarks_on(people.system, plain, question, now=NOW, catalogue=catalogue) == []


@pytest.mark.parametrize(
    "given",
    [
        {"from": "2026-02-30", "to": "2026-03-05"},
        {"from": "2026-03-05", "to": "2026-03-01"},
        {"from": "yesterday", "to": "today"},
        {"from": "2026-03-05", "to": ""},
        {"period": "2026-13"},
    ],
)
def test_days_that_are_none_are_told(people, given):
    catalogue = catalogue_for(people.system, "nps")
    question = read_question(people.system, given, now=NOW, catalogue=catalogue)
    (told,) = remarks_on(people.system, given, question, now=NOW, catalogue=catalogue)
    assert told
    assert question.period.days == 90


def test_days_that_are_some_are_not(people):
    catalogue = catalogue_for(people.system, "nps")
    for given in (
        {"from": "2026-03-05", "to": "2026-03-05"},
        {"period": "90"},
        {},
        {"period": "7"},
    ):
        question = read_question(people.system, given, now=NOW, catalogue=catalogue)
        assert remarks_on(people.system, given, question, now=NOW, catalogue=catalogue) == []


def test_the_sql_and_the_version_of_the_definition_are_told(people, customers):
    question, catalogue, _plain = asked(people.system, metric="grr", rows="region", cols="plan")
    told = definition_of(people.system, catalogue, question, now=NOW)
    assert (told.name, told.version, told.revenue_version) == ("grr", 2, 1)
    assert all(word in told.sql[0] for word in ("contracts", "fact_region", "plan_before", "kept"))


def test_who_sees_only_a_part_sees_no_money(people, customers):
    narrow = replace(people.system, rights=frozenset({Permission.SCORE_READ}))
    partner = replace(people.system, assigned_only=True)
    for access in (narrow, partner):
        with pytest.raises(Refused):
            ask(access, metric="mrr")


def test_a_contract_that_ends_today_is_seen_at_once(people, customers):
    before = value(ask(people.system, metric="customers", period="30"))
    firm = make_company(people.workspace, name="New today")
    signed(firm, starts_on=date(2026, 11, 1))
    assert value(ask(people.system, metric="customers", period="30")) == before + 1
