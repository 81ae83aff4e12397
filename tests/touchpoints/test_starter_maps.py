"""A new workspace draws a map of its customers' way in one click."""

import pytest

from emptychair.accounts.access import Access
from emptychair.accounts.models import Team
from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import Refused
from emptychair.touchpoints.errors import (
    NameMissing,
    StarterMapUnknown,
    TouchpointKeyTaken,
    TouchpointNotFound,
)
from emptychair.touchpoints.queries import (
    journeys_of,
    touchpoint_with_id,
    touchpoint_with_key,
    touchpoints_of,
)
from emptychair.touchpoints.rules.starter_maps import KINDS, starter_map
from emptychair.touchpoints.services.mapping import create_touchpoint, draw_starter_map
from emptychair.touchpoints.types import TouchpointKind
from tests.factories.touchpoints import make_team, make_touchpoint


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_starter_map_names_known_kinds_and_teams_and_no_key_twice(kind, language):
    plan = starter_map(kind, language)
    places = [place for stage in plan.stages for place in stage.places]
    assert {place.kind for place in places} <= set(TouchpointKind.values)
    assert {place.team for place in places} == set(plan.teams)
    assert len({place.key for place in places}) == len(places) > 10
    assert all(place.name and stage.places for stage in plan.stages for place in stage.places)


@pytest.mark.parametrize("kind", KINDS)
def test_legal_finance_support_and_marketing_each_own_what_is_theirs(people, kind):
    draw_starter_map(people.system, kind=kind)
    owners = {place.key: place.team.kind for place in touchpoints_of(people.system)}
    assert owners["terms-of-service"] == "legal"
    assert owners["payment-change"] == "finance"
    assert owners["answered-inquiry"] == "support"
    assert owners["advertisement"] == "marketing"
    assert owners["web-site"] == "web"
    assert "product" in owners
    assert "salesperson" in owners


def test_the_map_speaks_the_language_of_the_workspace(people):
    draw_starter_map(people.system, kind="saas")
    assert touchpoint_with_key(people.system, "terms-of-service").name == "利用規約・契約書"
    people.neighbours.language = "en"
    draw_starter_map(Access.system(people.neighbours, "tests"), kind="saas")
    there = touchpoint_with_key(Access.system(people.neighbours, "tests"), "terms-of-service")
    assert there.name == "Terms of service"


def test_teams_and_touchpoints_that_are_there_stay_as_they_are(people):
    ours = make_team(people.workspace, name="お客様相談室", kind="support")
    make_touchpoint(people.workspace, key="invoice", name="うちの請求書")
    draw_starter_map(people.system, kind="saas")
    assert touchpoint_with_key(people.system, "answered-inquiry").team == ours
    assert touchpoint_with_key(people.system, "invoice").name == "うちの請求書"
    draw_starter_map(people.system, kind="saas")
    assert Team.objects.filter(workspace=people.workspace, kind="finance").count() == 1


def test_touchpoints_come_in_the_order_of_the_way(people):
    draw_starter_map(people.system, kind="home_service")
    keys = [place.key for place in touchpoints_of(people.system)]
    assert keys[0] == "advertisement"
    assert keys.index("arrival") < keys.index("invoice") < keys.index("next-visit")
    (journey,) = journeys_of(people.system)
    assert [stage.name for stage in journey.stages.all()][:2] == ["知る", "申し込む"]


def test_a_map_of_the_neighbours_does_not_exist_for_us(people):
    there = make_touchpoint(people.neighbours)
    with pytest.raises(TouchpointNotFound):
        touchpoint_with_id(people.system, there.pk)
    assert touchpoints_of(people.system) == []


def test_bob_the_member_may_not_draw(people):
    with pytest.raises(Refused):
        draw_starter_map(access_of_user(people.bob), kind="saas")


def test_a_map_that_is_not_there_is_named(people):
    with pytest.raises(StarterMapUnknown):
        draw_starter_map(people.system, kind="bank")


def test_a_key_is_made_from_the_name_and_never_taken_twice(people):
    first = create_touchpoint(people.system, key="", name="お会計", kind="payment")
    second = create_touchpoint(people.system, key="", name="お会計", kind="payment")
    assert (first.key, second.key) == ("お会計", "お会計-2")
    with pytest.raises(TouchpointKeyTaken):
        create_touchpoint(people.system, key="お会計", name="別", kind="payment")
    with pytest.raises(NameMissing):
        create_touchpoint(people.system, key="", name="  ", kind="payment")
