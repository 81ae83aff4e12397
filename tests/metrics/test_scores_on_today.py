"""What the scores put on Today."""

from emptychair.accounts.queries import access_of_user
from emptychair.metrics.agenda_source import places_to_decide, places_to_fix
from emptychair.metrics.queries.effects import places_that_pull_down
from emptychair.stats import segment_effect
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW


def answers(people, place, scores):
    survey = make_survey(people.workspace, touchpoint=place)
    for score in scores:
        make_response(survey, None, score=score)


def test_a_touchpoint_that_clearly_pulls_down_is_to_be_fixed(people):
    team = make_team(people.workspace)
    invoice = make_touchpoint(people.workspace, name="Invoice", team=team)
    answers(people, invoice, [2] * 30 + [9] * 10)
    answers(people, None, [9] * 60 + [7] * 20)
    (row,) = places_to_fix(people.system, now=NOW, limit=5)
    assert (row.kind, row.title, row.sign, row.team_id) == ("fix", "Invoice", "−50", team.pk)
    (found,) = places_that_pull_down(people.system, now=NOW)
    assert found.effect == segment_effect((10, 0, 30), (60, 20, 0))


def test_noise_and_few_answers_are_not_to_be_fixed(people):
    answers(people, make_touchpoint(people.workspace), [2] * 29)
    answers(people, make_touchpoint(people.workspace), [9] * 40 + [2] * 20)
    answers(people, None, [9] * 62 + [2] * 38)
    assert places_to_fix(people.system, now=NOW, limit=5) == []


def test_no_owner_and_nobody_who_listens_are_to_be_decided(people):
    team = make_team(people.workspace)
    alone = make_touchpoint(people.workspace, name="Alone")
    silent = make_touchpoint(people.workspace, name="Silent", team=team)
    answers(people, alone, [9])
    rows = places_to_decide(people.system, now=NOW, limit=5)
    assert [(row.key, row.kind) for row in rows] == [
        (f"touchpoint-owner:{alone.pk}", "decide"),
        (f"touchpoint-silent:{silent.pk}", "decide"),
    ]
    make_survey(people.workspace, touchpoint=silent)
    assert len(places_to_decide(people.system, now=NOW, limit=5)) == 1


def test_a_partner_sees_none_of_it_and_a_member_decides_nothing(people):
    make_touchpoint(people.workspace)
    assert places_to_fix(access_of_user(people.paul), now=NOW, limit=5) == []
    assert places_to_decide(access_of_user(people.bob), now=NOW, limit=5) == []
