"""What customers of the demo company count in a week fits into a week."""

from datetime import date, timedelta
from random import Random

from emptychair.demo.loading.outcomes import IN_A_WEEK, _readings

TODAY = date(2026, 11, 22)


def test_a_week_has_no_more_than_seven_evenings():
    start, target = IN_A_WEEK["worry"]
    for seed in range(200):
        begun = TODAY - timedelta(days=270)
        found = _readings(Random(seed), start, target, begun, TODAY)
        assert max(one.value for one in found) <= 7.0
