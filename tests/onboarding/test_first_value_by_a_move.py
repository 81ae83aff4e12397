"""A first value may be that the customer's own KPI moved by so much, or by so many percent."""

from datetime import timedelta

import pytest

from emptychair.onboarding.errors import RuleIncomplete
from emptychair.onboarding.queries import first_value_of
from emptychair.onboarding.services.reading import read_first_values
from emptychair.onboarding.types import Rule
from emptychair.onboarding.words import rule_words
from emptychair.outcomes.models import Kpi, Reading
from tests.factories.customers import make_company
from tests.onboarding.conftest import TODAY, define
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(people):
    found = make_company(people.workspace, joined_on=TODAY - timedelta(days=60))
    kpi = Kpi.objects.create(
        workspace=people.workspace, company=found, name="Hours", direction="down"
    )
    for value, ago in ((40.0, 60), (35.0, 40), (28.0, 20)):
        Reading.objects.create(
            workspace=people.workspace, kpi=kpi, value=value, recorded_at=NOW,
            day=TODAY - timedelta(days=ago), source="told",
        )  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("move", "by", "days"),
    [("by", 5.0, 20), ("by", 12.0, 40), ("percent", 30.0, 40), ("percent", 50.0, None)],
)
def test_the_first_number_stands_for_a_start_nobody_agreed_on(system, firm, move, by, days):
    define(system, kind="company", rule=Rule(what="kpi", move=move, by=by))
    read_first_values(system, now=NOW)
    found = first_value_of(system, company_id=firm.pk)
    wanted = None if days is None else TODAY - timedelta(days=60 - days)
    assert found.reached_on == wanted


@pytest.mark.parametrize(("move", "by"), [("by", 0.0), ("percent", -3.0), ("up", 3.0)])
def test_a_move_without_a_size_says_nothing(system, firm, move, by):
    with pytest.raises(RuleIncomplete):
        define(system, kind="company", rule=Rule(what="kpi", move=move, by=by))


def test_it_is_said_in_words(people):
    assert "5" in rule_words(Rule(what="kpi", move="by", by=5.0))
    assert "30%" in rule_words(Rule(what="kpi", move="percent", by=30.0)).replace(" percent", "%")
