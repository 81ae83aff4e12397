"""The editor of segments: with and without JavaScript."""

import pytest
from django.utils import timezone

from emptychair.customers.jobs import count_one
from emptychair.customers.models import Segment
from emptychair.customers.queries import segment_counts
from emptychair.customers.services.segments import count_segments
from tests.factories.customers import make_person

LANGUAGE = {"field": "language", "operator": "is", "value": "ja"}
LINE = {"field-0": "language", "operator-0": "is", "value-0": "ja"}


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    make_person(people.workspace, name="Ann", language="ja")
    make_person(people.workspace, name="Bo", language="en")
    return client


def test_the_count_follows_while_one_edits(alice):
    answer = alice.post("/customers/segments/new/", LINE, headers={"HX-Request": "true"})
    assert answer.context["preview"].count == 1
    assert "<html" not in answer.content.decode()
    assert not Segment.objects.exists()


def test_a_condition_is_added_and_taken_out_without_javascript(alice):
    more = alice.post("/customers/segments/new/", {**LINE, "step": "add"})
    assert len(more.context["lines"]) == 2
    less = alice.post("/customers/segments/new/", {**LINE, "step": "remove-0"})
    assert less.context["preview"].count == 2


def test_an_unfinished_condition_says_so_and_is_not_saved(alice):
    form = {**LINE, "value-0": "", "name": "X", "step": "save"}
    answer = alice.post("/customers/segments/new/", form)
    assert answer.context["problem"]
    assert not Segment.objects.exists()


def test_the_list_asks_as_often_for_one_segment_as_for_thirty(
    alice, people, django_assert_max_num_queries
):
    for number in range(30):
        rules = {"match": "all", "conditions": [LANGUAGE]}
        Segment.objects.create(workspace=people.workspace, name=f"S{number}", rules=rules)
    with django_assert_max_num_queries(16):
        rows = alice.get("/customers/segments/").context["rows"]
    assert {size for _one, _words, size in rows} == {1}


def test_of_many_people_sizes_are_those_of_the_hour_and_say_so(alice, people, monkeypatch):
    monkeypatch.setattr(segment_counts, "MANY", 1)
    alice.post("/customers/segments/new/", {**LINE, "name": "Japanese", "step": "save"})
    segment = Segment.objects.get()
    assert listed(alice) == ({segment.pk: 1}, None)  # not counted since it was made: now
    count_one(workspace_id=people.workspace.pk)
    counted_at = Segment.objects.get().counted_at
    make_person(people.workspace, name="Cy", language="ja")
    assert listed(alice) == ({segment.pk: 1}, counted_at)
    count_one(workspace_id=people.workspace.pk)
    assert listed(alice)[0] == {segment.pk: 2}
    english = {**LINE, "value-0": "en", "name": "English", "step": "save"}
    alice.post(f"/customers/segments/{segment.pk}/", english)
    assert listed(alice) == ({segment.pk: 1}, None)
    monkeypatch.setattr(segment_counts, "MANY", 100)
    assert count_segments(people.system, now=timezone.now()) == 0  # few: the page counts them


def listed(alice):
    found = alice.get("/customers/segments/").context
    return {one.pk: size for one, _words, size in found["rows"]}, found["counted_at"]


def test_saved_listed_counted_removed_and_brought_back(alice):
    alice.post("/customers/segments/new/", {**LINE, "name": "Japanese", "step": "save"})
    segment = Segment.objects.get()
    rows = alice.get("/customers/segments/").context["rows"]
    assert [(one.name, size) for one, _words, size in rows] == [("Japanese", 1)]
    assert "Ann" in alice.get(f"/customers/?segment={segment.pk}").content.decode()
    alice.post(f"/customers/segments/{segment.pk}/remove/")
    assert alice.get("/customers/segments/").context["rows"] == []
    alice.post(f"/customers/segments/{segment.pk}/restore/")
    assert len(alice.get("/customers/segments/").context["rows"]) == 1
