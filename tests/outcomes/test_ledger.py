"""A customer's own number: agreed on, read, corrected, and known as of a day."""

from datetime import date, timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import CustomerEvent, TimelineEntry
from emptychair.customers.services.erasing import erase_person
from emptychair.customers.services.merging import merge_people, undo_merge
from emptychair.kit.agenda import gather
from emptychair.kit.errors import NotFound, Refused
from emptychair.outcomes.errors import (
    EventNeeded,
    FormulaInvalid,
    ReadingGone,
    ReadingInvalid,
    ReasoningNeeded,
    TargetInvalid,
)
from emptychair.outcomes.models import Kpi, KpiTerms, Reading
from emptychair.outcomes.queries.asof import outcome_of, outcomes_asof, outcomes_of_people_asof
from emptychair.outcomes.queries.kpis import kpi_with_id, kpis_listed, kpis_of
from emptychair.outcomes.queries.ledger import ledger_of, worth_of
from emptychair.outcomes.queries.unasked import UnaskedCustomers
from emptychair.outcomes.services.computing import compute_readings
from emptychair.outcomes.services.kpis import (
    Agreed,
    agree_kpi,
    change_kpi,
    mark_checked,
    retire_kpi,
    take_up_kpi,
)
from emptychair.outcomes.services.readings import correct_reading, record_readings
from emptychair.outcomes.types import GivenReading
from tests.factories.customers import make_company, make_person
from tests.people import NOW

TODAY = date(2026, 11, 22)
HIRES = Agreed(
    name="採用の人数",
    unit="人",
    start_value=2.0,
    start_on=date(2026, 8, 14),
    target_value=12.0,
    target_on=date(2027, 3, 2),  # 200 days; today is day 100
    cadence_days=30,
)


@pytest.fixture
def company(people):
    return make_company(people.workspace, name="Sakura", yearly_value=720000)


@pytest.fixture
def kpi(people, company):
    return agree_kpi(people.system, HIRES, company=company, now=NOW - timedelta(days=100))[0]


def enter(people, kpi, value, *, back=0, now=NOW, **more):
    given = GivenReading(value=value, day=TODAY - timedelta(days=back), **more)
    counts = record_readings(people.system, kpi, [given], now=now)
    kpi.refresh_from_db()
    return counts


def test_the_newest_day_is_current_however_late_older_days_come(people, kpi):
    enter(people, kpi, 7.0, back=1)
    enter(people, kpi, 4.0, back=40)
    assert (kpi.current_value, kpi.current_on) == (7.0, TODAY - timedelta(days=1))
    assert kpi.progress == 0.5
    assert kpi.due_on == kpi.current_on + timedelta(days=30)


def test_the_same_reading_twice_stands_once_and_another_value_corrects_it(people, kpi):
    enter(people, kpi, 5.0, external_id="crm-1")
    assert enter(people, kpi, 5.0, external_id="crm-1").same == 1
    counts = enter(people, kpi, 6.0, external_id="crm-1", now=NOW + timedelta(hours=1))
    assert counts.corrected == 1
    ledger = ledger_of(people.system, kpi)
    assert [one.value for one in ledger.rows] == [6.0]
    assert [one.value for one in ledger.rows[0].was] == [5.0]
    assert kpi.current_value == 6.0


def test_a_correction_keeps_what_was_there_with_its_reason(people, kpi):
    enter(people, kpi, 50.0)
    first = Reading.objects.get(kpi=kpi)
    correct_reading(people.system, first, value=5.0, reason="a nought too many", now=NOW)
    (row,) = ledger_of(people.system, kpi).rows
    assert (row.value, row.was[0].value) == (5.0, 50.0)
    assert row.was[0].superseded_reason == "a nought too many"
    with pytest.raises(ReadingGone):
        correct_reading(people.system, first, value=6.0, reason="late", now=NOW)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_number_is_no_reading(people, kpi, value):
    with pytest.raises(ReadingInvalid):
        enter(people, kpi, value)


def test_a_reading_of_tomorrow_is_refused_and_nothing_of_the_batch_is_stored(people, kpi):
    given = [GivenReading(value=1, day=TODAY), GivenReading(value=2, day=TODAY + timedelta(days=1))]
    with pytest.raises(ReadingInvalid):
        record_readings(people.system, kpi, given, now=NOW)
    assert not Reading.objects.exists()


def test_what_is_known_as_of_a_day_does_not_change_by_what_comes_later(people, company, kpi):
    enter(people, kpi, 4.0, back=20, now=NOW - timedelta(days=20))
    then = TODAY - timedelta(days=10)
    before = outcome_of(people.system, company_id=company.pk, on=then)
    assert before.progress == pytest.approx(0.2)
    assert before.words == "lagging"
    enter(people, kpi, 12.0, back=15)  # of a day before, but entered today
    first = Reading.objects.get(value=4.0)
    correct_reading(people.system, first, value=3.0, reason="told wrong", now=NOW)
    change_kpi(
        people.system,
        kpi,
        Agreed(name=HIRES.name, start_value=2.0, target_value=4.0),
        now=NOW,
    )
    assert outcome_of(people.system, company_id=company.pk, on=then) == before
    assert outcomes_asof(people.system, then) == {company.pk: before}
    assert outcome_of(people.system, company_id=company.pk, on=TODAY).progress == 1.0
    assert KpiTerms.objects.filter(kpi=kpi).count() == 2


def test_unknown_is_not_good_and_a_proxy_counts_only_where_nothing_better_is_known(
    people, company, kpi
):
    assert outcome_of(people.system, company_id=company.pk, on=TODAY).progress is None
    proxy = Agreed(
        name="Stored files", start_value=0, target_value=10, source="proxy",
        proxy_measure="stored", reasoning="Who stores more has moved their work here.",
    )  # fmt: skip
    other, _new = agree_kpi(people.system, proxy, company=company, now=NOW)
    enter(people, other, 9.0)
    found = outcome_of(people.system, company_id=company.pk, on=TODAY)
    assert (found.progress, found.is_proxy, found.n) == (0.9, True, 1)
    enter(people, kpi, 7.0)
    found = outcome_of(people.system, company_id=company.pk, on=TODAY)
    assert (found.progress, found.is_proxy, found.n) == (0.5, False, 1)


def test_outcomes_of_all_companies_take_a_fixed_number_of_queries(
    people, company, kpi, django_assert_num_queries
):
    enter(people, kpi, 7.0)
    for number in range(5):
        other = make_company(people.workspace, name=f"C{number}")
        row, _new = agree_kpi(people.system, HIRES, company=other, now=NOW)
        enter(people, row, 3.0)
    with django_assert_num_queries(3):
        assert len(outcomes_asof(people.system, TODAY)) == 6
    assert outcomes_of_people_asof(people.system, TODAY) == {}


def test_a_kpi_of_another_system_arrives_once(people, company):
    for _ in range(2):
        agree_kpi(people.system, HIRES, company=company, external_id="K-1", now=NOW)
    assert Kpi.objects.count() == 1


@pytest.mark.parametrize(
    ("agreed", "refusal"),
    [
        (Agreed(name="x", start_value=2, target_value=1), TargetInvalid),
        (Agreed(name="x", source="proxy"), ReasoningNeeded),
        (Agreed(name="x", source="computed"), EventNeeded),
        (Agreed(name="x", formula="change * wage"), FormulaInvalid),
    ],
)
def test_a_kpi_that_cannot_be_is_refused(people, company, agreed, refusal):
    with pytest.raises(refusal):
        agree_kpi(people.system, agreed, company=company, now=NOW)


def test_value_in_the_customers_money_is_unknown_until_there_is_a_reading(people, company):
    agreed = Agreed(
        name="Hours", start_value=10, direction="down", formula="change * wage",
        formula_inputs=[{"name": "wage", "value": 2400, "unit": "円/h"}],
    )  # fmt: skip
    kpi, _new = agree_kpi(people.system, agreed, company=company, now=NOW)
    assert worth_of(people.system, kpi) is None
    enter(people, kpi, 6.0)
    assert worth_of(people.system, kpi).value == 9600


def event(company, number, day):
    CustomerEvent.objects.create(
        workspace=company.workspace, company=company, name="candidate_hired", source="api",
        message_id=f"m-{number}", occurred_at=f"{day}T03:00:00+00:00",
    )  # fmt: skip


def test_months_are_counted_from_events_and_late_events_correct_their_month(people, company):
    for number, day in enumerate(("2026-08-03", "2026-08-20", "2026-10-05", "2026-11-04")):
        event(company, number, day)
    agreed = Agreed(name="Hires", source="computed", event_name="candidate_hired")
    kpi, _new = agree_kpi(people.system, agreed, company=company, now=NOW)
    assert compute_readings(people.system, now=NOW) == 1
    found = {one.day: one.value for one in Reading.objects.filter(superseded_at=None)}
    months = [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    assert found == dict(zip(months, (2.0, 0.0, 1.0), strict=True))
    assert compute_readings(people.system, now=NOW) == 0
    event(company, 9, "2026-10-09")
    assert compute_readings(people.system, now=NOW + timedelta(days=1)) == 1
    kpi.refresh_from_db()
    assert kpi.current_value == 2.0
    assert Reading.objects.exclude(superseded_at=None).get().value == 1.0


def test_a_number_looked_at_is_due_a_cadence_later_and_stands_on_today_when_due(people, kpi):
    access = access_of_user(people.bob)
    keys = {one.key.partition(":")[0] for one in gather(access, now=NOW, limit=50)}
    assert "kpi-due" in keys
    mark_checked(access, kpi, day=TODAY, now=NOW)
    kpi.refresh_from_db()
    assert kpi.due_on == TODAY + timedelta(days=30)
    keys = {one.key.partition(":")[0] for one in gather(access, now=NOW, limit=50)}
    assert "kpi-due" not in keys


def test_who_was_not_asked_is_a_list_with_those_worth_most_first(people, company, kpi):
    rich = make_company(people.workspace, name="Rich", yearly_value=9)
    poor = make_company(people.workspace, name="Poor", yearly_value=1)
    make_company(people.workspace, name="Unknown")
    found = UnaskedCustomers(people.system, kind="company")[0:10]
    assert [one.name for one in found] == ["Rich", "Poor", "Unknown"]
    agree_kpi(people.system, HIRES, company=rich, now=NOW)
    retire_kpi(people.system, kpi, reason="they changed course", now=NOW)
    names = [one.name for one in UnaskedCustomers(people.system, kind="company")[0:10]]
    assert names == ["Sakura", "Poor", "Unknown"]
    assert poor.pk


def test_given_up_is_out_of_the_lists_and_can_be_taken_up_again(people, company, kpi):
    retire_kpi(people.system, kpi, reason="", now=NOW)
    assert kpis_of(people.system, company.pk, today=TODAY) == []
    take_up_kpi(people.system, kpi, now=NOW)
    assert len(kpis_of(people.system, company.pk, today=TODAY)) == 1


def test_views_find_what_is_behind_and_what_is_not_confirmed(people, company, kpi):
    enter(people, kpi, 3.0)
    for view in ("lagging", "unconfirmed"):
        assert list(kpis_listed(people.system, view=view, today=TODAY)) == [kpi]
    assert list(kpis_listed(people.system, view="due", today=TODAY)) == []
    assert list(kpis_listed(people.system, text="Sak", today=TODAY)) == [kpi]


def test_partners_and_neighbours_see_nothing_and_analysts_change_nothing(people, kpi):
    partner = access_of_user(people.paul)
    charlie = access_of_user(people.charlie)
    for access, refusal in ((partner, Refused), (charlie, NotFound)):
        with pytest.raises(refusal):
            kpi_with_id(access, kpi.pk)
    ana = access_of_user(people.ana)
    with pytest.raises(Refused):
        record_readings(ana, kpi, [GivenReading(value=1, day=TODAY)], now=NOW)


def test_a_household_has_its_own_number_that_follows_a_merge_and_goes_with_erasing(people):
    kept, other = make_person(people.workspace), make_person(people.workspace)
    kpi, _new = agree_kpi(people.system, HIRES, person=other, now=NOW)
    enter(people, kpi, 7.0)
    merge = merge_people(people.system, kept, other)
    assert outcome_of(people.system, person_id=kept.pk, on=TODAY).progress == 0.5
    undo_merge(people.system, merge, now=NOW)
    kpi.refresh_from_db()
    assert kpi.person_id == other.pk
    erase_person(people.system, other)
    assert not Kpi.objects.exists()


def test_reaching_the_target_stands_in_the_timeline_once(people, kpi):
    enter(people, kpi, 12.0, back=2)
    enter(people, kpi, 13.0)
    assert TimelineEntry.objects.filter(code="outcomes.kpi_reached").count() == 1


def test_many_readings_are_stored_together_and_one_given_twice_is_corrected(
    people, kpi, django_assert_max_num_queries
):
    given = [
        GivenReading(value=float(n), day=TODAY - timedelta(days=n), external_id=f"r{n}")
        for n in range(60)
    ]
    with django_assert_max_num_queries(20):
        assert record_readings(people.system, kpi, given, now=NOW).added == 60
    twice = [GivenReading(value=value, day=TODAY, external_id="again") for value in (5.0, 5.0, 6.0)]
    found = record_readings(people.system, kpi, twice, now=NOW)
    assert (found.added, found.same, found.corrected) == (1, 1, 1)
    rows = Reading.objects.filter(external_id="again")
    assert {one.value for one in rows.filter(superseded_at=None)} == {6.0}
    assert rows.get(superseded_at=None).corrects.value == 5.0
