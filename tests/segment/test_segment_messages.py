"""What is stored of each kind of message, and once only."""

import pytest

from emptychair.customers.events import CustomerEventRecorded
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.kit.events import subscribe, unsubscribe
from emptychair.usage.models import AliasQuestion, Visitor, VisitorEvent, WriteKey
from emptychair.usage.types import KeyKind
from tests.factories.customers import make_company, make_person
from tests.segment.sending import make_key, send, track

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(people):
    return make_key(people)[1]


def names():
    return list(CustomerEvent.objects.order_by("pk").values_list("person__external_id", "name"))


def test_an_event_of_somebody_new_makes_the_person(people, secret):
    answer = send(secret, "track", track())
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    event = CustomerEvent.objects.get()
    assert event.person.external_id == "u1"
    assert (event.name, event.source, event.message_id) == ("Report Opened", "segment", "m1")
    assert event.occurred_at.isoformat() == "2026-11-20T03:04:05.678000+00:00"
    assert event.properties == {"pages": 3}
    assert event.person.last_event_at == event.occurred_at


def test_the_same_messages_again_add_nothing(people, secret):
    batch = {"batch": [track(number=f"m{n}") for n in range(5)]}
    for _ in range(3):
        assert send(secret, "batch", batch, packed=True).json() == {"success": True}
    assert CustomerEvent.objects.count() == 5
    assert Person.objects.count() == 1


def test_the_same_message_twice_in_one_batch_is_stored_once(people, secret):
    send(secret, "batch", {"batch": [track(), track()]})
    assert CustomerEvent.objects.count() == 1


def test_a_message_without_a_number_has_the_same_one_when_it_comes_again(people, secret):
    for _ in range(2):
        send(secret, "track", track(number=None))
    send(secret, "track", track(number=None, event="Other"))
    assert CustomerEvent.objects.count() == 2


def test_the_same_number_in_another_workspace_is_another_message(people, secret):
    theirs = make_key(people, workspace=people.neighbours)[1]
    send(secret, "track", track())
    send(theirs, "track", track())
    assert CustomerEvent.objects.filter(workspace=people.neighbours).count() == 1
    assert CustomerEvent.objects.filter(workspace=people.workspace).count() == 1


def test_identify_fills_the_person_and_makes_attributes_of_the_rest(people, secret):
    traits = {
        "email": "Ann@Example.com", "firstName": "Ann", "lastName": "Lee", "plan": "Pro",
        "seats": 4, "password": "hush", "address": {"city": "Kyoto"}, "createdAt": "2026-01-02",
    }  # fmt: skip
    send(secret, "identify", {"userId": 42, "traits": traits, "context": {"locale": "ja-JP"}})
    ann = Person.objects.get()
    assert (ann.external_id, ann.email, ann.name) == ("42", "ann@example.com", "Ann Lee")
    assert ann.language == "ja"
    assert ann.joined_on.isoformat() == "2026-01-02"
    assert ann.attributes == {"plan": "Pro", "seats": 4}


def test_identify_finds_who_was_imported_by_address(people, secret):
    there = make_person(people.workspace, email="ann@example.com", external_id="")
    send(secret, "identify", {"userId": "u9", "traits": {"email": "ann@example.com"}})
    there.refresh_from_db()
    assert there.external_id == "u9"
    assert Person.objects.count() == 1


def test_a_group_is_the_company_of_who_has_none_yet(people, secret):
    other = make_company(people.workspace, external_id="c0")
    make_person(people.workspace, external_id="u2", company=other)
    group = {"groupId": "c1", "traits": {"name": "Acme", "website": "https://www.acme.example/"}}
    send(secret, "group", {"userId": "u1", **group})
    send(secret, "group", {"userId": "u2", **group})
    acme = Company.objects.get(external_id="c1")
    assert (acme.name, acme.domain) == ("Acme", "acme.example")
    assert Person.objects.get(external_id="u1").company == acme
    assert Person.objects.get(external_id="u2").company == other


def test_an_event_names_its_company_in_the_context(people, secret):
    send(secret, "track", track(context={"groupId": "c7"}))
    assert CustomerEvent.objects.get().company.external_id == "c7"


def test_pages_and_screens_are_events_by_their_name(people, secret):
    send(secret, "page", {"userId": "u1", "name": "Pricing", "messageId": "a"})
    send(secret, "screen", {"userId": "u1", "category": "Shop", "name": "Cart", "messageId": "b"})
    send(secret, "page", {"userId": "u1", "messageId": "c"})
    assert [name for _who, name in names()] == ["page: Pricing", "screen: Shop Cart", "page"]


def test_what_nobody_did_waits_until_it_is_known_who_it_was(people, secret):
    for number in "ab":
        send(secret, "track", track(user=None, anonymousId="v1", number=number))
    assert not CustomerEvent.objects.exists()
    assert VisitorEvent.objects.count() == 2
    send(secret, "identify", {"userId": "u1", "anonymousId": "v1", "messageId": "i"})
    assert names() == [("u1", "Report Opened")] * 2
    assert not VisitorEvent.objects.exists()
    send(secret, "track", track(user=None, anonymousId="v1", number="c"))
    send(secret, "track", track(user=None, anonymousId="v1", number="a"))
    assert names() == [("u1", "Report Opened")] * 3


def test_a_device_of_two_people_is_nobodys(people, secret):
    send(secret, "identify", {"userId": "u1", "anonymousId": "v1"})
    send(secret, "identify", {"userId": "u2", "anonymousId": "v1"})
    send(secret, "track", track(user=None, anonymousId="v1"))
    assert Visitor.objects.get().is_shared
    assert not CustomerEvent.objects.exists()
    assert VisitorEvent.objects.count() == 1


def test_an_alias_names_a_visitor(people, secret):
    send(secret, "track", track(user=None, anonymousId="v1"))
    send(secret, "alias", {"previousId": "v1", "userId": "u1"})
    assert names() == [("u1", "Report Opened")]


def test_an_alias_of_somebody_known_is_another_name_of_theirs(people, secret):
    make_person(people.workspace, external_id="old")
    send(secret, "alias", {"previousId": "old", "userId": "new"})
    send(secret, "track", track(user="new"))
    send(secret, "identify", {"userId": "new", "traits": {"plan": "Pro"}, "messageId": "i"})
    assert names() == [("old", "Report Opened")]
    assert Person.objects.get().attributes == {"plan": "Pro"}


def test_an_alias_of_two_known_people_is_left_to_a_person(people, secret):
    one = make_person(people.workspace, external_id="one")
    two = make_person(people.workspace, external_id="two")
    for _ in range(2):
        send(secret, "alias", {"previousId": "one", "userId": "two"})
    asked = AliasQuestion.objects.get()
    assert {asked.first_id, asked.second_id} == {one.pk, two.pk}
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_events_of_a_merged_person_go_to_the_one_who_stays(people, secret):
    stays = make_person(people.workspace, external_id="stays")
    make_person(people.workspace, external_id="moved", merged_into=stays)
    send(secret, "track", track(user="moved"))
    assert CustomerEvent.objects.get().person == stays


def test_an_event_has_the_company_of_the_one_who_stays(people, secret):
    acme = make_company(people.workspace, external_id="c1")
    stays = make_person(people.workspace, external_id="stays", company=acme)
    between = make_person(people.workspace, external_id="between", merged_into=stays)
    make_person(people.workspace, external_id="moved", merged_into=between)
    send(secret, "batch", {"batch": [track(user="moved"), track(user="stays", number="m2")]})
    events = CustomerEvent.objects.values_list("person", "company")
    assert list(events) == [(stays.pk, acme.pk)] * 2


def test_what_a_known_device_tells_has_the_company_of_its_person(people, secret):
    acme = make_company(people.workspace, external_id="c1")
    ann = make_person(people.workspace, external_id="u1", company=acme)
    send(secret, "identify", {"userId": "u1", "anonymousId": "v1"})
    send(secret, "track", track(user=None, anonymousId="v1"))
    event = CustomerEvent.objects.get()
    assert (event.person, event.company) == (ann, acme)
    ann.refresh_from_db()
    assert ann.last_event_at == event.occurred_at


def test_a_group_in_the_same_batch_counts_for_both_numbers_of_a_person(people, secret):
    make_person(people.workspace, external_id="old")
    send(secret, "alias", {"previousId": "old", "userId": "new"})
    group = {"type": "group", "userId": "old", "groupId": "c1", "messageId": "g"}
    send(secret, "batch", {"batch": [group, track(user="new")]})
    assert CustomerEvent.objects.get().company.external_id == "c1"


def test_only_new_events_of_a_name_somebody_waits_for_are_told(people, secret):
    heard = []
    wants = lambda facts: [fact.event_name == "Bought" for fact in facts]  # noqa: E731 - as short as it reads
    subscribe(CustomerEventRecorded, name="tests.bought", wants=wants)(heard.append)
    try:
        rows = [("a", "Bought"), ("b", "Looked"), ("c", "Bought"), ("a", "Bought")]
        batch = {"batch": [track(number=number, event=name) for number, name in rows]}
        for _ in range(2):
            send(secret, "batch", batch)
    finally:
        unsubscribe("tests.bought")
    ann = Person.objects.get()
    bought = CustomerEvent.objects.filter(name="Bought").order_by("pk")
    assert [(one.event_id, one.person_id, one.about) for one in heard] == [
        (event.pk, ann.pk, f"person:{ann.pk}") for event in bought
    ]
    assert len(heard) == 2


def test_the_same_message_at_another_moment_does_not_move_who_was_seen(people, secret):
    send(secret, "track", track())
    send(secret, "track", track(timestamp=None))
    event = CustomerEvent.objects.get()
    assert Person.objects.get().last_event_at == event.occurred_at


def test_a_wrong_clock_is_set_right(people, secret):
    from datetime import UTC, datetime, timedelta

    now = datetime.now(UTC)
    wrong = now - timedelta(days=400)
    body = {
        "batch": [track(timestamp=(wrong - timedelta(hours=2)).isoformat())],
        "sentAt": wrong.isoformat(),
    }
    send(secret, "batch", body)
    found = CustomerEvent.objects.get().occurred_at
    assert abs(found - (now - timedelta(hours=2))) < timedelta(seconds=20)


def test_a_moment_given_on_purpose_stays_and_none_lies_ahead(people, secret):
    from datetime import UTC, datetime, timedelta

    now = datetime.now(UTC)
    ahead = (now + timedelta(days=3)).isoformat()
    body = {
        "batch": [
            track(number="a", timestamp="2024-02-29T23:59:59+09:00"),
            track(number="b", timestamp=ahead),
            track(number="c", timestamp=None),
        ],
        "sentAt": now.isoformat(),
    }
    send(secret, "batch", body)
    moments = dict(CustomerEvent.objects.values_list("message_id", "occurred_at"))
    assert moments["a"] == datetime(2024, 2, 29, 14, 59, 59, tzinfo=UTC)
    assert all(now <= moments[one] <= datetime.now(UTC) for one in "bc")


def test_whoever_switches_us_off_is_not_stored(people, secret):
    send(secret, "track", track(integrations={"All": True, "Emptychair": False}))
    send(secret, "track", track(integrations={"All": False}, number="m2"))
    assert CustomerEvent.objects.get().message_id == "m2"


def test_one_bad_message_keeps_no_other_out_and_is_named(people, secret):
    bad = [
        track(user=None), track(event=""), {"type": "dance", "userId": "u"}, 7,
        track(timestamp="yesterday"), {"type": "group", "userId": "u"},
    ]  # fmt: skip
    answer = send(secret, "batch", {"batch": [*bad, track(number="good")]})
    assert answer.status_code == 200
    told = answer.json()["rejected"]
    assert [one["code"] for one in told] == [
        "no_user_anon_id", "no_event", "unknown_type", "no_object", "bad_timestamp", "no_group_id",
    ]  # fmt: skip
    assert CustomerEvent.objects.get().message_id == "good"
    key = WriteKey.objects.get()
    assert (key.refused, key.refused_why) == (6, "A group message has a groupId.")


def test_signs_no_database_keeps_are_left_out(people, secret):
    send(secret, "track", track(event="Re\0port", properties={"a\0": ["b\0"], "ひ": "り🎉"}))
    event = CustomerEvent.objects.get()
    assert (event.name, event.properties) == ("Report", {"a": ["b"], "ひ": "り🎉"})


def test_history_is_marked_as_history(people, secret):
    send(secret, "import", {"batch": [track()]})
    assert CustomerEvent.objects.get().source == "segment-import"


def test_a_batch_of_a_hundred_takes_few_questions(people, secret, django_assert_max_num_queries):
    ids = [f"u{n % 30}" for n in range(100)]
    first = {"batch": [track(user=user, number=f"a{n}") for n, user in enumerate(ids)]}
    again = {"batch": [track(user=user, number=f"b{n}") for n, user in enumerate(ids)]}
    send(secret, "batch", first)
    with django_assert_max_num_queries(60):  # that of jobs done at once included
        send(secret, "batch", again)
    assert CustomerEvent.objects.count() == 200


def test_a_browser_may_send_from_any_page_with_a_public_key(people):
    _key, secret = make_key(people, KeyKind.BROWSER)
    body = track() | {"writeKey": secret}
    answer = send("", "t", body, origin="https://shop.example")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


def test_a_secret_key_does_not_answer_a_page(people, secret):
    answer = send(secret, "track", track(), origin="https://shop.example")
    assert "Access-Control-Allow-Origin" not in answer
