"""Who is in a segment."""

from datetime import date, timedelta

import pytest

from emptychair.customers.errors import NameTaken, SegmentNotUnderstood
from emptychair.customers.models import AttributeDefinition, Segment
from emptychair.customers.queries import people_in_segment, segments_of
from emptychair.customers.queries.segment_counts import sizes_of
from emptychair.customers.rules.segments import plain_rules, read_rules
from emptychair.customers.services.segments import remove_segment, restore_segment, save_segment
from tests.factories.customers import make_company, make_event, make_person
from tests.people import NOW


def test_people_of_a_company_count_with_its_value_where_they_have_none_of_their_own(people):
    here = people.workspace
    large = make_company(here, name="Yamato", yearly_value=9_000)
    make_person(here, name="Dee", company=large)
    make_person(here, name="Eve", company=large, yearly_value=10)
    make_person(here, name="Fay")
    assert names(people, ("value", "at_least", "5,000")) == "D"
    assert names(people, ("value", "at_most", "5000")) == "E"
    assert names(people, ("value", "is_set")) == "DE"
    assert names(people, ("value", "is_empty")) == "F"


@pytest.fixture
def shop(people):
    here = people.workspace
    for key, kind, choices in (
        ("plan", "choice", ["free", "pro"]),
        ("seats", "number", []),
        ("vip", "switch", []),
        ("trial-ends", "date", []),
    ):
        AttributeDefinition.objects.create(
            workspace=here, applies_to="person", key=key, label=key, kind=kind, choices=choices
        )
    ann = make_person(
        here,
        name="Ann",
        language="en",
        region="Tokyo",
        segment="A",
        yearly_value=900,
        joined_on=date(2024, 4, 1),
        last_event_at=NOW - timedelta(days=3),
        company=make_company(here, name="Yamato"),
        attributes={"plan": "pro", "seats": 12, "vip": True, "trial-ends": "2026-11-20"},
    )
    make_event(ann, name="invoice_paid", occurred_at=NOW - timedelta(days=3))
    make_person(
        here,
        name="Bo",
        language="ja",
        yearly_value=100,
        joined_on=date(2026, 11, 1),
        last_event_at=NOW - timedelta(days=90),
        attributes={"plan": "free", "seats": 2, "vip": False},
    )
    make_person(here, name="Cy")
    make_person(people.neighbours, name="Ann", language="en")
    return people


def names(people, *conditions, match="all"):
    keys = ("field", "operator", "value", "days")
    plain = [dict(zip(keys, one, strict=False)) for one in conditions]
    rules = {"match": match, "conditions": plain}
    segment = Segment(pk=1, workspace=people.workspace, rules=rules)
    everybody = Segment(pk=2, workspace=people.workspace, rules={})
    rows = people_in_segment(people.system, segment, now=NOW)
    # The list counts all segments in one walk through the people; it must find the same.
    sizes = sizes_of(people.system, [segment, everybody], now=NOW)
    assert sizes == {1: len(rows), 2: 3}
    return "".join(sorted(row.name[0] for row in rows))


@pytest.mark.parametrize(
    ("condition", "who"),
    [
        (("language", "is", "en"), "A"),
        (("language", "is_not", "en"), "BC"),
        (("language", "is_empty"), "C"),
        (("segment", "is", "a"), "A"),
        (("region", "contains", "tok"), "A"),
        (("company", "is", "Yamato"), "A"),
        (("company", "is_not", "Yamato"), "BC"),
        (("company", "is_set"), "A"),
        (("value", "at_least", "100"), "AB"),
        (("value", "at_most", "1,00"), "B"),
        (("value", "is_empty"), "C"),
        (("joined", "before", "2026-01-01"), "A"),
        (("joined", "after", "2026-01-01"), "B"),
        (("joined", "in_last_days", "30"), "B"),
        (("last_seen", "in_last_days", "30"), "A"),
        (("last_seen", "not_in_last_days", "30"), "BC"),
        (("event", "done", "invoice_paid", 7), "A"),
        (("event", "done", "invoice_paid", 2), ""),
        (("event", "not_done", "invoice_paid", 7), "BC"),
        (("attribute:plan", "is", "pro"), "A"),
        (("attribute:plan", "is_not", "pro"), "BC"),
        (("attribute:seats", "at_least", "10"), "A"),
        (("attribute:seats", "at_most", "10"), "B"),
        (("attribute:vip", "yes"), "A"),
        (("attribute:vip", "no"), "BC"),
        (("attribute:vip", "is_empty"), "C"),
        (("attribute:trial-ends", "before", "2026-12-01"), "A"),
        (("attribute:trial-ends", "in_last_days", "5"), "A"),
        (("attribute:trial-ends", "in_last_days", "1"), ""),
        (("attribute:trial-ends", "not_in_last_days", "1"), "ABC"),
    ],
)
def test_a_condition_chooses(shop, condition, who):
    assert names(shop, condition) == who


def test_all_and_any(shop):
    both = (("language", "is", "ja"), ("value", "at_least", "500"))
    assert names(shop, *both) == ""
    assert names(shop, *both, match="any") == "AB"
    assert names(shop) == "ABC"


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "nonsense", "operator": "is", "value": "x"},
        {"field": "value", "operator": "at_least", "value": "many"},
        {"field": "value", "operator": "contains", "value": "1"},
        {"field": "language", "operator": "is", "value": ""},
        {"field": "joined", "operator": "before", "value": "soon"},
        {"field": "event", "operator": "done", "value": "x"},
        {"operator": "is"},
        "text",
    ],
)
def test_a_condition_that_is_not_whole_is_refused(shop, condition):
    with pytest.raises(SegmentNotUnderstood):
        save_segment(shop.system, name="X", rules={"conditions": [condition]})


def test_rules_survive_being_stored():
    plain = {
        "match": "any",
        "conditions": [{"field": "event", "operator": "done", "value": "x", "days": 7}],
    }
    assert plain_rules(read_rules(plain)) == plain


def test_a_removed_segment_comes_back_and_its_name_is_free_meanwhile(shop):
    segment = save_segment(shop.system, name="VIP", rules={})
    with pytest.raises(NameTaken):
        save_segment(shop.system, name="VIP", rules={})
    remove_segment(shop.system, segment, now=NOW)
    assert segments_of(shop.system) == []
    restore_segment(shop.system, segment)
    assert segments_of(shop.system) == [segment]
