"""The field "has an open case" of segments."""

from emptychair.customers.models import Segment
from emptychair.customers.queries import people_in_segment
from tests.factories.customers import make_person
from tests.factories.loop import make_case


def found(people, operator):
    line = {"field": "open_case", "operator": operator}
    rules = {"match": "all", "conditions": [line]}
    segment = Segment(workspace=people.workspace, name="x", rules=rules)
    return {person.name for person in people_in_segment(people.system, segment)}


def test_a_segment_asks_who_has_an_open_case(people):
    for name, state in (("待つ", "waiting"), ("開く", "open"), ("済み", "closed")):
        make_case(people.workspace, person=make_person(people.workspace, name=name), state=state)
    make_person(people.workspace, name="何もない")
    make_case(people.neighbours, person=make_person(people.neighbours, name="隣の人"))
    assert found(people, "yes") == {"待つ", "開く"}
    assert found(people, "no") == {"済み", "何もない"}
