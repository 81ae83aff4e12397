"""The silent of a month ago beside those of today: who fell silent, who came back, who stayed."""

from datetime import timedelta

import pytest

from emptychair.kit.periods import Period
from emptychair.silence.figure_source import figures_of_silence
from emptychair.silence.models import SilenceState
from emptychair.silence.queries.stored import month_of_silence
from emptychair.silence.services.reading import read_silence
from tests.people import NOW
from tests.silence.conftest import regular, signs

pytestmark = pytest.mark.django_db
TODAY, MONTH = NOW.date(), timedelta(days=30)


@pytest.fixture
def told(people, system):
    """Twelve who come, one who fell silent since, one who came back; read then and now."""
    here = [regular(people.workspace, 9, until=1) for _each in range(12)]
    fell = regular(people.workspace, 9, until=45 - 9)
    back = regular(people.workspace, 9, until=75)
    read_silence(system, now=NOW - MONTH, on=TODAY - MONTH)
    assert month_of_silence(system) is None
    signs(back, 3)
    read_silence(system, now=NOW, on=TODAY)
    return here, fell, back


def test_the_share_of_both_days_and_who_moved(system, told):
    month = month_of_silence(system)
    assert (month.then.count, month.then.n) == (1, 14)
    assert (month.now.count, month.now.n) == (1, 14)
    assert (month.both, month.became, month.returned, month.left) == (14, 1, 1, 0)
    estimate, low, high = month.rose
    assert estimate == 0
    assert low < 0 < high
    silent = next(one for one in month.groups if one.key == "silent")
    assert (silent.customers, silent.kept.count) == (1, 1)
    assert month.counts["silent"] == 1


def test_the_night_is_kept_and_what_comes_later_does_not_change_it(people, system, told):
    _here, fell, back = told
    then = SilenceState.objects.filter(began_on=TODAY - MONTH, is_silent=True)
    assert [row.person for row in then] == [back]
    signs(back, 40, 50)  # heard of late: that night did not know
    read_silence(system, now=NOW, on=TODAY)
    assert month_of_silence(system).then.count == 1
    assert SilenceState.objects.get(person=fell, ended_on=None).is_silent


def test_the_figure_tells_a_change_of_those_counted_in_both_months(people, system, told):
    (figure,) = figures_of_silence(system)
    first = (TODAY - MONTH).replace(day=1)
    before = Period(first, TODAY.replace(day=1))
    after = Period(TODAY.replace(day=1), TODAY + timedelta(days=1))
    change = figure.compare(system, before, after).change
    assert change.estimate == 0
    assert change.low < 0 < change.high
    SilenceState.objects.all().delete()
    assert figure.compare(system, before, after).change is None
