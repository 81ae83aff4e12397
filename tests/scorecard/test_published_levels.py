"""Levels that others published: entered with their source, beside our score, never a row."""

from datetime import date

import pytest

from emptychair.metrics.figures import figures_known
from emptychair.scorecard.errors import DefinitionInvalid, PeriodAhead
from emptychair.scorecard.models import OutsideFigure, OutsideValue
from emptychair.scorecard.queries.outside import figures_without, published_levels
from emptychair.scorecard.services.outside import define_figure, enter_level
from emptychair.scorecard.types import Definition, Level

TODAY = date(2026, 11, 23)
SOFTWARE = Level(
    key="",
    name="Software in the UK, mean",
    metric="nps",
    value=31.5,
    day=date(2026, 3, 12),
    n=4_200,
    source="An institute, Yearly report",
)


def enter(people, level=SOFTWARE, **changed):
    given = {name: getattr(level, name) for name in Level.__slots__}
    return enter_level(people.system, Level(**{**given, **changed}), about="", today=TODAY)


def test_a_level_stands_beside_its_score_with_source_and_year(people):
    enter(people)
    (found,) = published_levels(people.system, "nps")
    assert (found.name, found.value, found.n) == (SOFTWARE.name, 31.5, 4_200)
    assert (found.source, found.day.year) == (SOFTWARE.source, 2026)
    assert published_levels(people.system, "csat") == []


def test_it_is_no_row_never_warns_and_nobody_is_asked_for_its_next_month(people):
    row = enter(people)
    assert row.key not in figures_known(people.system)
    assert figures_without(people.system, date(2026, 10, 1)) == []


def test_the_next_year_of_the_same_level_is_the_newest_of_one_series(people):
    enter(people)
    enter(people, day=date(2025, 3, 1), value=28.0)
    assert OutsideFigure.objects.count() == 1
    assert OutsideValue.objects.count() == 2
    assert [one.value for one in published_levels(people.system)] == [31.5]


def test_two_levels_of_one_score_have_short_names_of_their_own(people):
    keys = [enter(people).key, enter(people, name="Retail in the UK, mean").key]
    assert keys == ["level_nps_1", "level_nps_2"]


@pytest.mark.parametrize("wrong", [{"source": " "}, {"metric": "happiness"}, {"name": ""}])
def test_a_level_without_source_score_or_name_is_refused(people, wrong):
    with pytest.raises(DefinitionInvalid):
        enter(people, **wrong)
    assert not OutsideFigure.objects.exists()


def test_a_level_of_the_day_after_tomorrow_is_refused_and_leaves_nothing(people):
    with pytest.raises(PeriodAhead):
        enter(people, day=date(2026, 11, 25))
    assert not OutsideFigure.objects.exists()


def test_its_unit_is_that_of_the_score(people):
    with pytest.raises(DefinitionInvalid):
        define_figure(
            people.system,
            Definition(
                key="level", name="A", unit="percent", group="customer", horizon="long",
                source="B", beside="nps",
            ),
        )  # fmt: skip
