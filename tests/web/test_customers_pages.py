"""The pages of customers, through requests."""

import pytest

from emptychair.customers.models import Person, Suppression
from emptychair.loop.models import Case
from emptychair.silence.models import SilenceReading
from tests.factories.customers import make_company, make_contract, make_event, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def text_of(answer):
    return answer.content.decode()


def test_a_list_of_many_takes_few_queries(alice, people, django_assert_max_num_queries):
    company = make_company(people.workspace)
    for _ in range(60):
        make_person(people.workspace, company=company, owner=people.bob)
    with django_assert_max_num_queries(20):
        answer = alice.get("/customers/")
    assert text_of(answer).count("Yamato Setsubi") == 50


def test_the_list_is_searched_and_narrowed(alice, people):
    ann = make_person(people.workspace, name="山田 太郎", name_reading="やまだ", language="ja")
    make_person(people.workspace, name="Bo", language="en")
    make_response(make_survey(people.workspace), ann)
    for query in ("q=yama", "language=ja", "heard=yes"):
        body = text_of(alice.get(f"/customers/?{query}"))
        assert "山田 太郎" in body, query
        assert ">Bo<" not in body, query
    assert "山田 太郎" not in text_of(alice.get("/customers/?heard=no"))


def test_htmx_gets_the_part_and_a_browser_the_page(alice, people):
    make_person(people.workspace, name="Ann")
    part = text_of(alice.get("/customers/", headers={"HX-Request": "true"}))
    assert "Ann" in part
    assert "<html" not in part
    assert "<html" in text_of(alice.get("/customers/"))


def test_an_empty_workspace_says_what_to_do(alice):
    assert "/customers/people/new/" in text_of(alice.get("/customers/"))


def test_an_analyst_sees_masked_names_and_cannot_find_by_them(client, people):
    person = make_person(
        people.workspace, name="山田 太郎", email="taro@example.com", language="ja"
    )
    client.force_login(people.ana)
    for address in ("/customers/", f"/customers/people/{person.pk}/"):
        body = text_of(client.get(address))
        assert "山田" not in body
        assert "taro@" not in body
        assert "山＊＊＊" in body
    assert "山＊＊＊" not in text_of(client.get("/search/?q=山田"))


def test_one_person_in_one_look(alice, people, django_assert_max_num_queries):
    person = make_person(people.workspace, name="Ann", company=make_company(people.workspace))
    make_response(make_survey(people.workspace), person, score=3, comment="Too slow")
    make_case(people.workspace, person=person, title="Invoice in the old name")
    make_contract(person, plan="Gold", renews_on=NOW.date())
    for _ in range(30):
        make_event(person, name="invoice_paid")
    today = NOW.date()
    SilenceReading.objects.create(
        workspace=people.workspace, person=person, as_of=today, first_seen=today, last_seen=today,
        signs=9, gap=31, expected=9.0, percentile=0.99, basis="own", is_silent=True,
    )  # fmt: skip
    # of which one or two for the card of each domain beside the customer
    with django_assert_max_num_queries(51):
        body = text_of(alice.get(f"/customers/people/{person.pk}/"))
    for words in ("Ann", "Too slow", "Invoice in the old name", "Gold", "invoice paid"):
        assert words in body
    assert "31日音沙汰なし" in body


def test_older_entries_come_by_the_same_address(alice, people):
    person = make_person(people.workspace)
    make_event(person, name="first_step")
    address = f"/customers/people/{person.pk}/timeline/"
    part = text_of(alice.get(address, headers={"HX-Request": "true"}))
    assert "first step" in part
    assert "<html" not in part
    assert "first step" in text_of(alice.get(address + "?before=nonsense"))


def test_a_person_is_added_by_hand_with_a_typed_attribute(alice, people):
    alice.post(
        "/customers/attributes/",
        {"label": "Seats", "key": "seats", "applies_to": "person", "kind": "number"},
    )
    form = {"name": "Ann", "company_name": "Yamato", "attribute-seats": "many"}
    assert alice.post("/customers/people/new/", form).status_code == 200
    answer = alice.post("/customers/people/new/", {**form, "name": "Bo", "attribute-seats": "１２"})
    person = Person.objects.get(name="Bo")
    assert answer["Location"] == f"/customers/people/{person.pk}/"
    assert (person.company.name, person.attributes) == ("Yamato", {"seats": 12})


def test_a_case_is_opened_from_the_person(alice, people):
    person = make_person(people.workspace)
    answer = alice.post(f"/customers/people/{person.pk}/case/", {"text": "Call back"})
    case = Case.objects.get()
    assert (case.person_id, case.title) == (person.pk, "Call back")
    assert answer["Location"] == f"/cases/{case.number}/"


def test_writing_is_stopped_with_a_reason_and_allowed_again(alice, people):
    person = make_person(people.workspace, email="a@example.com")
    address = f"/customers/people/{person.pk}/contact/"
    alice.post(address, {"action": "suppress", "reason": ""})
    assert not Suppression.objects.exists()
    alice.post(address, {"action": "suppress", "reason": "Asked on the phone"})
    assert Suppression.objects.get().source == "Asked on the phone"
    alice.post(address, {"action": "lift", "reason": "Called again"})
    assert not Suppression.objects.exists()


def test_a_wish_is_noted_fulfilled_and_opened_again(alice, people):
    person = make_person(people.workspace)
    alice.post(f"/customers/people/{person.pk}/wishes/", {"text": "Tea"})
    wish = person.wishes.get()
    for expected in (False, True):
        alice.post(f"/customers/wishes/{wish.pk}/")
        assert (person.wishes.get().fulfilled_at is None) is expected


def test_a_day_that_does_not_exist_is_not_noted(alice, people):
    person = make_person(people.workspace)
    address = f"/customers/people/{person.pk}/days/"
    alice.post(address, {"kind": "birthday", "month": "2", "day": "30"})
    assert not person.special_days.exists()
    alice.post(address, {"kind": "birthday", "month": "2", "day": "29"})
    assert person.special_days.exists()


def test_merging_shows_both_and_can_be_undone(alice, people):
    kept, other = (
        make_person(people.workspace, name="Ann"),
        make_person(people.workspace, name="Bo"),
    )
    address = f"/customers/people/{kept.pk}/merge/"
    body = text_of(alice.get(f"{address}?with={other.pk}"))
    assert 'name="take-name"' in body
    answer = alice.post(address, {"with": other.pk, "take-name": "other"}, follow=True)
    assert Person.objects.get(pk=kept.pk).name == "Bo"
    undo = next(iter(answer.context["merges"])).id
    alice.post(f"/customers/merges/{undo}/undo/")
    assert Person.objects.get(pk=kept.pk).name == "Ann"
    assert alice.get(f"/customers/people/{other.pk}/").status_code == 200


def test_a_company_shows_its_people_and_cannot_stand_above_itself(alice, people):
    company = make_company(people.workspace, name="Yamato")
    part = make_company(people.workspace, name="Part", parent=company)
    make_person(people.workspace, name="Ann", company=company)
    body = text_of(alice.get(f"/customers/companies/{company.pk}/"))
    assert "Ann" in body
    assert "Part" in body
    form = {"name": "Yamato", "parent": part.pk}
    assert alice.post(f"/customers/companies/{company.pk}/edit/", form).status_code == 200
    company.refresh_from_db()
    assert company.parent_id is None
    assert "Yamato" in text_of(alice.get("/customers/companies/?q=yama"))


def test_who_may_merge_is_led_to_doubles(alice, client, people):
    make_person(people.workspace)
    assert "/customers/doubles/" in alice.get("/customers/").content.decode()
    client.force_login(people.bob)
    assert "/customers/doubles/" not in client.get("/customers/").content.decode()


@pytest.mark.parametrize("address", ["/customers/", "/customers/companies/", "/scores/heard/"])
def test_a_value_a_year_says_what_it_counts_and_leads_to_how_others_count(alice, people, address):
    make_person(people.workspace, name="Aki", yearly_value=1000)
    make_company(people.workspace, name="Aki Works", yearly_value=2000)
    page = alice.get(address).content.decode()
    assert "お客様に登録した金額です" in page
    assert "/customers/yearly-value/" in page


def test_the_ways_to_count_a_year_stand_beside_each_other(alice):
    page = alice.get("/customers/yearly-value/").content.decode()
    ways = ("登録した金額", "続いている契約の年額。", "多いほう")
    assert sorted(ways, key=page.index) == list(ways)
