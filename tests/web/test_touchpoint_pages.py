"""The map of touchpoints in the browser."""

import pytest
from django.utils import timezone, translation

from emptychair.touchpoints.models import Journey, Stage, Touchpoint
from emptychair.touchpoints.services.mapping import draw_starter_map
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    translation.activate("en")
    client.cookies["emptychair_language"] = "en"
    return client


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_workspace_chooses_a_map_and_sees_it(alice, people):
    assert "Software by subscription" in body(alice, "/touchpoints/")
    alice.post("/touchpoints/draw/", {"kind": "saas"})
    told = body(alice, "/touchpoints/")
    assert "利用規約・契約書" in told
    assert "nobody listens here" in told


def test_a_card_shows_score_owner_and_answers(alice, people):
    team = make_team(people.workspace, name="Finance")
    place = make_touchpoint(people.workspace, name="Invoice", team=team)
    survey = make_survey(people.workspace, metric="csat", touchpoint=place)
    for score in (5, 5, 4, 1):
        make_response(survey, None, score=score, answered_at=timezone.now())
    told = body(alice, "/touchpoints/")
    assert "<strong>75%</strong>" in told
    assert "Finance" in told
    assert "4 answers" in told
    assert "nobody listens here" not in told


def test_a_touchpoint_is_added_edited_put_away_and_brought_back(alice, people):
    team = make_team(people.workspace)
    alice.post("/touchpoints/new/", {"name": "Delivery", "kind": "place", "team": team.pk})
    place = Touchpoint.objects.get(name="Delivery")
    alice.post(f"/touchpoints/{place.pk}/edit/", {"name": "Fast delivery", "kind": "place"})
    place.refresh_from_db()
    assert (place.name, place.team) == ("Fast delivery", None)
    alice.post(f"/touchpoints/{place.pk}/archive/")
    assert not Touchpoint.objects.get(pk=place.pk).is_active
    assert f'action="/touchpoints/{place.pk}/restore/"' in body(alice, "/touchpoints/")
    alice.post(f"/touchpoints/{place.pk}/restore/")
    assert Touchpoint.objects.get(pk=place.pk).is_active


def test_a_name_is_asked_for(alice, people):
    answer = alice.post("/touchpoints/new/", {"name": "", "kind": "place"})
    assert answer.status_code == 422


def test_a_team_of_the_neighbours_cannot_own_ours(alice, people):
    theirs = make_team(people.neighbours)
    given = {"name": "Delivery", "kind": "place", "team": theirs.pk}
    assert alice.post("/touchpoints/new/", given).status_code == 422


def test_the_order_is_changed_by_arrows(alice, people):
    draw_starter_map(people.system, kind="shop")
    stage = Stage.objects.order_by("pk").first()
    first, second, *_ = Touchpoint.objects.filter(stage=stage).order_by("position")
    alice.post(f"/touchpoints/{second.pk}/move/", {"to": "up"})
    assert list(Touchpoint.objects.filter(stage=stage).order_by("position"))[:2] == [second, first]
    alice.post(f"/touchpoints/stages/{stage.pk}/", {"do": "down"})
    assert Stage.objects.order_by("position")[1] == stage


def test_journeys_and_stages_are_made_renamed_and_removed_when_empty(alice, people):
    alice.post("/touchpoints/journeys/", {"name": "Way"})
    journey = Journey.objects.get()
    alice.post(f"/touchpoints/journeys/{journey.pk}/", {"do": "stage", "name": "Use"})
    stage = Stage.objects.get()
    make_touchpoint(people.workspace, stage=stage)
    assert alice.post(f"/touchpoints/stages/{stage.pk}/", {"do": "remove"}).status_code == 409
    Touchpoint.objects.all().delete()
    alice.post(f"/touchpoints/stages/{stage.pk}/", {"name": "Using"})
    assert Stage.objects.get().name == "Using"
    alice.post(f"/touchpoints/stages/{stage.pk}/", {"do": "remove"})
    alice.post(f"/touchpoints/journeys/{journey.pk}/", {"do": "remove"})
    assert not Journey.objects.exists()


def test_the_page_of_one_touchpoint_has_its_voices(alice, people):
    place = make_touchpoint(people.workspace, name="Invoice")
    assert "Nobody listens here" in body(alice, f"/touchpoints/{place.pk}/")
    survey = make_survey(people.workspace, touchpoint=place)
    make_response(survey, None, score=1, comment="wrong again", answered_at=timezone.now())
    told = body(alice, f"/touchpoints/{place.pk}/")
    assert "wrong again" in told
    assert "−100" in told


def test_the_score_is_told_with_the_answers_it_was_made_from(alice, people):
    place = make_touchpoint(people.workspace, name="Invoice")
    for metric, scores in (("nps", (10, 9, 2)), ("csat", (5, 1))):
        survey = make_survey(people.workspace, metric=metric, touchpoint=place)
        for score in scores:
            make_response(survey, None, score=score, answered_at=timezone.now())
    assert "From 3 answers." in body(alice, f"/touchpoints/{place.pk}/")


def test_who_said_it_is_called_politely(alice, people):
    place = make_touchpoint(people.workspace, name="Invoice")
    survey, who = make_survey(people.workspace, touchpoint=place), make_person(people.workspace)
    who.name = "高橋 由紀"
    who.save()
    make_response(survey, who, comment="wrong again", answered_at=timezone.now())
    alice.cookies["emptychair_language"] = "ja"
    assert "高橋 由紀 様" in body(alice, f"/touchpoints/{place.pk}/")


def test_the_number_of_queries_does_not_grow_with_the_map(
    alice, people, django_assert_max_num_queries
):
    draw_starter_map(people.system, kind="saas")
    draw_starter_map(people.system, kind="shop")
    survey = make_survey(people.workspace)
    for place in Touchpoint.objects.all():
        make_response(survey, None, touchpoint=place, answered_at=timezone.now())
    body(alice, "/touchpoints/")
    with django_assert_max_num_queries(22):
        body(alice, "/touchpoints/")
