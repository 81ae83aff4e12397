"""Six steps in order, from the customer's KPI to our own, measured from then on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.kit.agenda import gather
from emptychair.kit.periods import Period
from emptychair.metrics.figures import figures_known
from emptychair.touch.design_types import DesignState
from emptychair.touch.errors import (
    MonthAhead,
    NotLive,
    StepIncomplete,
    StepsInOrder,
    VagueNumber,
)
from emptychair.touch.models import OrgDesign, OrgReading
from emptychair.touch.queries.organisation import design_with_id, designs_of
from emptychair.touch.rules.vague import vagueness_of
from emptychair.touch.services.organisation import (
    confirm_step,
    enter_reading,
    start_design,
    write_step,
)
from tests.factories.customers import make_event, make_person
from tests.people import NOW

WRITTEN = {
    1: {
        "customer_kpi": "Days to hire",
        "kpi_unit": "days",
        "kpi_seen": "told",
        "job": "Better ones",
    },
    2: {"tier": "low", "decider": "desk", "touch_why": "It carries 8 hours."},
    3: {"activities": "Set up the form\nRead the first ten", "resources": "8 hours"},
    4: {"people": "Sato", "skills": "Interviews"},
    5: {
        "own_kpi": "Customers who post within 14 days",
        "own_unit": "percent",
        "own_better": "higher",
        "own_source": "entered",
        "causes": "Whoever posts early hires early.",
    },
    6: {"read_day": "5"},
}


@pytest.fixture
def alice(people):
    return access_of_user(people.alice, slug="kitchen")


def written_until(alice, people, last, **changes):
    design = start_design(alice, name="Hiring")
    for number in range(1, last + 1):
        values = {**WRITTEN[number], **(changes if number == 5 else {})}
        design = write_step(alice, design.pk, number, values, owner_id=people.bob.pk)
        confirm_step(alice, design.pk, number, now=NOW)
    return design_with_id(alice, design.pk)


def test_no_step_before_the_one_above_is_confirmed(alice, people):
    design = start_design(alice, name="Hiring")
    with pytest.raises(StepsInOrder):
        write_step(alice, design.pk, 2, WRITTEN[2])
    write_step(alice, design.pk, 1, WRITTEN[1])
    with pytest.raises(StepsInOrder):
        confirm_step(alice, design.pk, 2, now=NOW)
    confirm_step(alice, design.pk, 1, now=NOW)
    write_step(alice, design.pk, 2, WRITTEN[2])


def test_a_step_with_holes_is_kept_and_not_confirmed(alice):
    design = start_design(alice, name="Hiring")
    write_step(alice, design.pk, 1, {"customer_kpi": "Days to hire", "kpi_seen": "guessed"})
    with pytest.raises(StepIncomplete):
        confirm_step(alice, design.pk, 1, now=NOW)
    assert design_with_id(alice, design.pk).said(1, "kpi_seen") == ""


@pytest.mark.parametrize(
    "name",
    ["Revenue", "monthly sales", "売上", "営業利益", "顧客満足度", "NPS", "ARR growth", "解約率"],
)
def test_a_vague_number_is_refused_until_somebody_says_why(alice, people, name):
    design = written_until(alice, people, 4)
    row = write_step(alice, design.id, 5, {**WRITTEN[5], "own_kpi": name})
    with pytest.raises(VagueNumber):
        confirm_step(alice, row.pk, 5, now=NOW)
    write_step(
        alice, row.pk, 5, {**WRITTEN[5], "own_kpi": name, "vague_kept": "The board asks for it."}
    )
    confirm_step(alice, row.pk, 5, now=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "Customers who post within 14 days",
        "Barrels shipped on time",
        "初回投稿が14日以内のお客様の割合",
        "earring returns handled the same day",
    ],
)
def test_a_number_that_the_team_moves_is_not_called_vague(name):
    assert vagueness_of(name) == ""


def test_writing_a_step_again_opens_it_and_all_below(alice, people):
    design = written_until(alice, people, 4)
    write_step(alice, design.id, 2, WRITTEN[2])
    steps = design_with_id(alice, design.id).steps
    assert [step.confirmed is not None for step in steps] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_the_sixth_step_makes_it_measured_and_a_change_makes_a_version(alice, people):
    design = written_until(alice, people, 6)
    assert design.state is DesignState.LIVE
    changed = write_step(alice, design.id, 5, {**WRITTEN[5], "own_kpi": "Posts a week"})
    assert (changed.version, changed.state) == (2, DesignState.DRAFT)
    assert design_with_id(alice, design.id).own_kpi == WRITTEN[5]["own_kpi"]
    assert write_step(alice, design.id, 5, WRITTEN[5]).pk == changed.pk
    confirm_step(alice, changed.pk, 5, now=NOW)
    write_step(alice, changed.pk, 6, WRITTEN[6], owner_id=people.bob.pk)
    confirm_step(alice, changed.pk, 6, now=NOW)
    states = dict(OrgDesign.objects.values_list("version", "state"))
    assert states == {1: "replaced", 2: "live"}
    assert [one.version for one in designs_of(alice)] == [2]


def test_readings_stand_on_the_scorecard_and_a_correction_keeps_what_was(alice, people):
    design = written_until(alice, people, 6)
    for month, value in ((9, 41.0), (10, 45.0)):
        enter_reading(alice, design.series, month=date(2026, month, 9), value=value, now=NOW)
    enter_reading(alice, design.series, month=date(2026, 10, 1), value=46.0, now=NOW)
    row = OrgReading.objects.get(month=date(2026, 10, 1))
    assert [one["value"] for one in row.was] == [45.0]
    figure = figures_known(alice)[f"organisation_{design.series}"]
    months = figure.months(alice, Period(date(2026, 8, 1), date(2026, 11, 1)))
    assert [reading.value for _month, reading in months] == [None, 41.0, 46.0]
    compared = figure.compare(
        alice,
        Period(date(2026, 9, 1), date(2026, 10, 1)),
        Period(date(2026, 10, 1), date(2026, 11, 1)),
    )
    assert (compared.before.value, compared.after.value, compared.change) == (41.0, 46.0, None)


def test_what_is_not_measured_is_not_read(alice, people):
    design = written_until(alice, people, 5)
    with pytest.raises(NotLive):
        enter_reading(alice, design.series, month=date(2026, 10, 1), value=1, now=NOW)
    design = written_until(alice, people, 6)
    with pytest.raises(MonthAhead):
        enter_reading(alice, design.series, month=date(2026, 12, 1), value=1, now=NOW)


def test_a_proxy_is_counted_from_events_by_customer(alice, people):
    changes = {"own_source": "customers", "own_event": "posted"}
    design = written_until(alice, people, 6, **changes)
    first, second = make_person(people.workspace), make_person(people.workspace)
    for person, days in ((first, 60), (first, 59), (second, 58), (first, 1)):
        make_event(person, name="posted", occurred_at=NOW - timedelta(days=days))
    figure = figures_known(alice)[f"organisation_{design.series}"]
    months = figure.months(alice, Period(date(2026, 8, 1), date(2026, 12, 1)))
    assert [reading.value for _month, reading in months] == [None, 2.0, 0.0, 1.0]


def test_a_proxy_without_its_event_is_not_confirmed(alice, people):
    design = written_until(alice, people, 4)
    row = write_step(alice, design.id, 5, {**WRITTEN[5], "own_source": "events"})
    with pytest.raises(StepIncomplete):
        confirm_step(alice, row.pk, 5, now=NOW)


def test_today_asks_for_the_month_that_nobody_read(alice, people):
    design = written_until(alice, people, 6)

    def unread():
        found = gather(alice, now=NOW, limit=50)
        return [one.key for one in found if one.key.startswith("organisation:")]

    assert unread() == [f"organisation:{design.series}:2026-10"]
    enter_reading(alice, design.series, month=date(2026, 10, 1), value=3, now=timezone.now())
    assert unread() == []
