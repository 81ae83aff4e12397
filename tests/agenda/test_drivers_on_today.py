"""A driver that is clearly first stands on Today until somebody begins."""

import pytest
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.agenda_source import drivers_to_fix
from emptychair.agenda.queries import today
from tests.factories.drivers import answer_statements, make_driver_survey
from tests.factories.loop import make_initiative
from tests.people import NOW


@pytest.fixture
def survey(people):
    made = make_driver_survey(people.workspace, name="Yearly")
    answer_statements(made, 300, now=NOW)
    return made


def test_the_clearly_first_driver_is_to_be_fixed(people, survey):
    access = access_of_user(people.maya)
    with translation.override("ja"):
        rows = today(access, now=NOW).fix
    (row,) = [one for one in rows if one.key.startswith("driver-fix")]
    assert row.subject == ("drivers", survey.pk)
    assert row.title == "Question must（日本語）"
    assert row.sign.startswith("+")
    assert row.urgency > 0.5


def test_an_initiative_takes_it_off_unless_it_was_dropped(people, survey):
    access = access_of_user(people.maya)
    made = make_initiative(people.workspace, external_id=f"driver:{survey.pk}:must")
    assert drivers_to_fix(access, now=NOW, limit=5) == []
    made.state = "dropped"
    made.save()
    assert len(drivers_to_fix(access, now=NOW, limit=5)) == 1


def test_too_few_answers_and_partners_get_no_row(people):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 45, now=NOW)
    assert drivers_to_fix(access_of_user(people.maya), now=NOW, limit=5) == []
    answer_statements(survey, 300, now=NOW, seed=2)
    assert drivers_to_fix(access_of_user(people.paul), now=NOW, limit=5) == []
