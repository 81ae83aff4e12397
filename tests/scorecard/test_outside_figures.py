"""Figures from outside: defined, entered, corrected; days make months, months longer runs."""

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries.entering import access_of_user
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.periods import Period
from emptychair.scorecard.errors import (
    AimInvalid,
    DefinitionInvalid,
    KeyTaken,
    NoSuchOwner,
    PeriodAhead,
    ValueImpossible,
)
from emptychair.scorecard.kinds import KINDS
from emptychair.scorecard.models import OutsideFigure, OutsideValue
from emptychair.scorecard.queries.outside import (
    corrections_of,
    outside_figure_with_key,
    values_of,
)
from emptychair.scorecard.queries.rows import row_settings
from emptychair.scorecard.rules.outside import compared, months_of, over
from emptychair.scorecard.rules.periods import far_enough, months_in, period_from, windows_for
from emptychair.scorecard.services.outside import define_figure, enter_values, remove_figure
from emptychair.scorecard.services.rows import Wanted, move_row, set_row
from emptychair.scorecard.types import Definition, GivenValue
from tests.people import NOW

TODAY = date(2026, 11, 22)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


def definition(**fields):
    plain = {"key": "leads", "name": "Leads", "unit": "number", "group": "funnel"}
    return Definition(**(plain | {"horizon": "short", "combining": "sum"} | fields))


def month(text, value, **fields):
    grain, day = period_from(text)
    return GivenValue(grain=grain, day=day, value=value, **fields)


@pytest.fixture
def leads(people):
    return define_figure(people.system, definition(source="sales system"))[0]


# -- definitions


def test_a_definition_sent_twice_is_stored_once_and_another_meaning_is_another_version(people):
    first, is_new = define_figure(people.system, definition())
    again, is_new_again = define_figure(people.system, definition())
    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert AuditEntry.objects.filter(action__startswith="figure.").count() == 1
    renamed, _ = define_figure(people.system, definition(name="Requests"))
    assert renamed.version == 1
    meant, _ = define_figure(people.system, definition(name="Requests", definition="Only calls."))
    assert meant.version == 2


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_ready_kind_can_be_stored_as_it_is(people, kind):
    made, _ = define_figure(
        people.system,
        Definition(
            key=kind.key,
            name=str(kind.name),
            unit=kind.unit,
            group=kind.group,
            horizon=kind.horizon,
            combining=kind.combining,
            definition=str(kind.definition),
        ),
    )
    assert made.key in {row.figure.key for row in row_settings(people.system)}


def test_what_says_nothing_is_refused(people):
    for wrong in (
        {"key": "Leads!"},
        {"name": " "},
        {"unit": "bananas"},
        {"group": "x"},
        {"horizon": ""},
    ):
        with pytest.raises(DefinitionInvalid):
            define_figure(people.system, definition(**wrong))
    with pytest.raises(KeyTaken):
        define_figure(people.system, definition(key="coverage"))
    with pytest.raises(NoSuchOwner):
        define_figure(people.system, definition(owner_id=people.charlie.pk))


# -- values


def test_a_value_sent_twice_is_stored_once_and_a_correction_keeps_what_was(people, leads):
    alice = access_of_user(people.alice, slug="kitchen")
    assert enter_values(alice, leads, [month("2026-10", 120)], today=TODAY).added == 1
    assert enter_values(alice, leads, [month("2026-10", 120)], today=TODAY).same == 1
    told = enter_values(alice, leads, [month("2026-10", 131, source="CRM")], today=TODAY)
    assert told.corrected == 1
    (row,) = values_of(alice, leads)
    assert (row.given.value, row.given.source, row.entered_by) == (131, "CRM", "Alice")
    (correction,) = corrections_of(alice, leads)
    assert (correction.was, correction.now, correction.by) == (120, 131, "Alice")
    entry = AuditEntry.objects.get(action="figure.corrected")
    assert (entry.before["value"], entry.after["value"]) == (120, 131)


def test_a_value_without_a_source_has_that_of_the_figure(people, leads):
    enter_values(people.system, leads, [month("2026-10", 1)], today=TODAY)
    assert values_of(people.system, leads)[0].given.source == "sales system"


def test_what_cannot_be_is_refused_and_nothing_is_stored(people, leads):
    with pytest.raises(PeriodAhead):
        enter_values(people.system, leads, [month("2026-10", 1), month("2026-12", 1)], today=TODAY)
    with pytest.raises(ValueImpossible):
        enter_values(people.system, leads, [month("2026-10", -1)], today=TODAY)
    with pytest.raises(ValueImpossible):
        enter_values(people.system, leads, [month("2026-10", float("inf"))], today=TODAY)
    with pytest.raises(ValueImpossible):
        enter_values(people.system, leads, [month("2026-10", 1, standard_error=-1.0)], today=TODAY)
    assert not OutsideValue.objects.exists()
    sentiment, _ = define_figure(people.system, definition(key="sentiment", unit="points"))
    with pytest.raises(ValueImpossible):
        enter_values(people.system, sentiment, [month("2026-10", 101)], today=TODAY)


def test_the_neighbours_see_nothing_and_members_only_read(people, leads):
    enter_values(people.system, leads, [month("2026-10", 1)], today=TODAY)
    charlie = access_of_user(people.charlie, slug="neighbours")
    with pytest.raises(NotFound):
        outside_figure_with_key(charlie, "leads")
    bob = access_of_user(people.bob, slug="kitchen")
    assert outside_figure_with_key(bob, "leads").pk == leads.pk
    for write in (
        lambda: enter_values(bob, leads, [month("2026-09", 1)], today=TODAY),
        lambda: define_figure(bob, definition(key="more")),
        lambda: remove_figure(bob, leads),
        lambda: set_row(bob, "leads", Wanted(), today=TODAY),
    ):
        with pytest.raises(Refused):
            write()


def test_taking_a_figure_away_takes_its_values_and_the_trail_knows(people, leads):
    enter_values(people.system, leads, [month("2026-10", 1)], today=TODAY)
    remove_figure(people.system, leads)
    assert not OutsideFigure.objects.exists()
    assert AuditEntry.objects.get(action="figure.removed").before["values"] == 1


def test_today_asks_its_owner_for_the_month_that_is_missing(people, leads):
    source = agenda_sources()["scorecard.missing"]
    assert source(people.system, now=NOW, limit=10) == []  # it never had a value
    enter_values(people.system, leads, [month("2026-09", 1)], today=TODAY)
    (row,) = source(people.system, now=NOW, limit=10)
    assert row.subject == ("figure", leads.pk)
    enter_values(people.system, leads, [month("2026-10", 1)], today=TODAY)
    assert source(people.system, now=NOW, limit=10) == []


# -- months of days, runs of months


def test_days_make_a_month_as_the_figure_says():
    days = [month("2026-10-01", 3), month("2026-10-02", 5), month("2026-10-31", 4)]
    made = {
        how: months_of(days, how, YEAR)[date(2026, 10, 1)][0] for how in ("sum", "mean", "last")
    }
    assert made == {"sum": 12, "mean": 4, "last": 4}


def test_a_value_of_the_month_goes_before_its_days():
    both = [month("2026-10-01", 3), month("2026-10", 99)]
    assert months_of(both, "sum", YEAR)[date(2026, 10, 1)][0] == 99


def test_errors_of_independent_months_add_in_squares():
    two = [month("2026-09", 10, standard_error=3.0), month("2026-10", 20, standard_error=4.0)]
    run = Period(date(2026, 9, 1), date(2026, 11, 1))
    months = months_of(two, "sum", YEAR)
    assert over(months, "sum", run)[:2] == (30, 5.0)
    assert over(months, "mean", run)[:2] == (15, 2.5)
    assert over(months, "mean", Period(date(2026, 8, 1), date(2026, 11, 1))) is None


def test_known_errors_are_used_before_the_noise_of_the_series():
    before, after = (
        Period(date(2026, 9, 1), date(2026, 10, 1)),
        Period(date(2026, 10, 1), date(2026, 11, 1)),
    )
    values = [month("2026-09", 10, standard_error=1.0), month("2026-10", 20, standard_error=1.0)]
    found = compared(months_of(values, "mean", YEAR), "mean", before, after)
    assert found.change.is_told
    assert found.change.low == pytest.approx(10 - 1.959964 * 2**0.5)
    bare = [month("2026-09", 10), month("2026-10", 20)]
    assert compared(months_of(bare, "mean", YEAR), "mean", before, after).change is None


def test_a_sum_is_told_in_what_the_whole_run_brought():
    values = [month(f"2025-{n:02}", 100 + n * 7 % 5) for n in range(1, 13)]
    values += [month(f"2026-{n:02}", 100 + n * 7 % 5) for n in range(1, 8)]
    values += [month(f"2026-{n:02}", 200) for n in (8, 9, 10)]
    whole = Period(date(2025, 1, 1), date(2026, 11, 1))
    windows = windows_for("3", "before", today=TODAY, first_month=4)
    found = compared(months_of(values, "sum", whole), "sum", windows.before, windows.after)
    assert found.after.value == 600
    assert found.change.estimate == pytest.approx(600 - found.before.value)
    assert found.change.is_told


# -- periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10", ("month", date(2026, 10, 1))),
        ("2026/3", ("month", date(2026, 3, 1))),
        ("2026年10月", ("month", date(2026, 10, 1))),
        ("2026-10-03", ("day", date(2026, 10, 3))),
        ("2026年10月3日", ("day", date(2026, 10, 3))),
        ("2026-13", None),
        ("2026-02-30", None),
        ("October", None),
        ("", None),
    ],
)
def test_months_and_days_as_people_write_them(text, expected):
    assert period_from(text) == expected


def test_windows_are_whole_months_that_are_over():
    found = windows_for("3", "before", today=TODAY, first_month=4)
    assert found.after == Period(date(2026, 8, 1), date(2026, 11, 1))
    assert found.before == Period(date(2026, 5, 1), date(2026, 8, 1))
    year_ago = windows_for("3", "year", today=TODAY, first_month=4)
    assert year_ago.before == Period(date(2025, 8, 1), date(2025, 11, 1))


def test_the_fiscal_year_begins_in_april_and_in_april_it_is_the_one_before():
    so_far = windows_for("fy", "year", today=TODAY, first_month=4)
    assert so_far.after == Period(date(2026, 4, 1), date(2026, 11, 1))
    assert so_far.before == Period(date(2025, 4, 1), date(2025, 11, 1))
    in_april = windows_for("fy", "before", today=date(2026, 4, 20), first_month=4)
    assert in_april.after == Period(date(2025, 4, 1), date(2026, 4, 1))
    quarter = windows_for("fq", "before", today=TODAY, first_month=4)
    assert quarter.after == Period(date(2026, 10, 1), date(2026, 11, 1))


@drawn(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["1", "3", "6", "12", "fy", "fq", "nonsense"]),
    st.sampled_from(["before", "year"]),
    st.integers(1, 12),
    st.sampled_from([1, 12]),
)
def test_windows_never_overlap_and_are_alike(today, name, against, first_month, span):
    found = far_enough(windows_for(name, against, today=today, first_month=first_month), span)
    assert found.before.end <= found.after.first or span > 1
    assert months_in(found.before) == months_in(found.after)
    assert found.after.end <= today
    assert months_in(Period(found.before.end, found.after.end)) >= span


# -- rows


def test_rows_move_within_their_group_and_are_left_off(people, leads):
    define_figure(people.system, definition(key="pipeline", name="Pipeline", unit="money"))
    keys = [row.figure.key for row in row_settings(people.system)]
    assert keys.index("leads") < keys.index("pipeline")
    move_row(people.system, "pipeline", up=True)
    moved = [row.figure.key for row in row_settings(people.system)]
    assert moved.index("pipeline") < moved.index("leads")
    move_row(people.system, "pipeline", up=True)  # it is the first of its group already
    assert [row.figure.key for row in row_settings(people.system)] == moved
    set_row(people.system, "leads", Wanted(hidden=True, horizon="middle"), today=TODAY)
    row = next(row for row in row_settings(people.system) if row.figure.key == "leads")
    assert (row.hidden, row.horizon) == (True, "middle")


def test_a_target_needs_a_value_and_a_day_to_come(people, leads):
    for wrong in (
        Wanted(aim_value=1.0),
        Wanted(aim_day=date(2027, 3, 31)),
        Wanted(aim_value=1.0, aim_day=TODAY),
    ):
        with pytest.raises(AimInvalid):
            set_row(people.system, "leads", wanted=wrong, today=TODAY)
    row = set_row(
        people.system, "leads", Wanted(aim_value=300.0, aim_day=date(2027, 3, 31)), today=TODAY
    )
    assert row.aim_value == 300
