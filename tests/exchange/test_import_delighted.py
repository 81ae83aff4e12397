"""Section 12: moving here from Delighted, with its CSV files and the arrays of its API."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from emptychair.customers.models import OtherId, Person, Suppression
from emptychair.exchange.errors import FileNotReadable
from emptychair.exchange.queries import rejected_rows
from emptychair.exchange.services.looking import look_at_import
from emptychair.exchange.services.starting import blocks_of, check_file, start_import
from emptychair.exchange.services.undoing import begin_undo
from emptychair.exchange.types import Settings
from emptychair.integrations.delighted.models import WebhookDelivery
from emptychair.messaging.models import ContactDecision, Message
from emptychair.messaging.services.contact import preview_contact
from emptychair.surveys.models import Permalink, Response, Survey
from tests.exchange.conftest import counts
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey
from tests.people import NOW

SENT = NOW - timedelta(days=10)
TOKEN = "Qm7rT0cVx2LpY9sKd4HfZb1NwE8uJ3aG"  # noqa: S105 - of a link in a test


def stamp(moment):
    return int(moment.timestamp())


PEOPLE = [
    {"id": "48211907", "name": "Inés Martí", "email": "Ines.Marti@example.org",
     "created_at": 1600000000, "phone_number": "+351912345678", "last_sent_at": stamp(SENT),
     "last_responded_at": None, "next_survey_scheduled_at": None},
    {"id": "48211908", "name": None, "email": "jo@example.org", "created_at": 1600000001,
     "last_sent_at": None, "last_responded_at": None, "next_survey_scheduled_at": None},
]  # fmt: skip
FURTHER = [{"id": "33", "value": {"free_response": "Yes", "scale": None, "select_one": None,
            "select_many": None},
            "question": {"id": "q_5", "type": "free_response", "text": "More?"}}]  # fmt: skip
ANSWERS = [
    {"id": "210554907", "person": {"id": "48211907", "email": "ines.marti@example.org",
     "name": "Inés Martí", "created_at": 1600000000}, "survey_type": "nps", "score": 9,
     "comment": "Fast and friendly.", "permalink": f"https://delighted.com/r/{TOKEN}",
     "created_at": 1700000000, "updated_at": 1700000060,
     "person_properties": {"Store": "Lisbon", "Delighted Source": "Email", "type": "x"},
     "notes": [{"id": "5", "text": "Called her"}], "tags": ["shipping", "a, b"],
     "additional_answers": FURTHER},
    {"id": "210554908", "person": "48211999", "survey_type": "nps", "score": 0, "comment": None,
     "permalink": None, "created_at": 1700000100, "updated_at": 1700000100,
     "person_properties": None, "notes": [], "tags": [], "additional_answers": []},
]  # fmt: skip


def as_json(office, name, *arrays):
    return office.file(name, "\n".join(json.dumps(one, ensure_ascii=False) for one in arrays))


def test_people_of_the_api_keep_number_day_and_when_they_were_asked(office, people):
    run = office.bring("delighted_people", as_json(office, "people.json", PEOPLE[:1], PEOPLE[1:]))
    assert (run.state, *counts(run)) == ("done", 2, 0, 0, 0)
    ines = Person.objects.get(email="ines.marti@example.org")
    assert (ines.name, ines.phone) == ("Inés Martí", "+351912345678")
    assert ines.created_at == datetime.fromtimestamp(1600000000, tz=UTC)
    assert OtherId.objects.get(person=ines).value == "48211907"
    assert ContactDecision.objects.get().decided_at == SENT
    [(_, allowed, reason, _)] = preview_contact(office.access, [ines.pk], now=NOW)
    assert (allowed, reason) == (False, "too_soon")
    assert ines.attributes == {}


def test_the_same_people_again_add_nothing(office, everything):
    path = as_json(office, "people.json", PEOPLE)
    office.bring("delighted_people", path)
    before = everything()
    again = office.bring("delighted_people", path)
    assert counts(again) == (0, 0, 2, 0)
    assert everything() == before


def test_a_later_last_sent_moves_on_and_an_earlier_one_does_not(office):
    office.bring("delighted_people", as_json(office, "a.json", PEOPLE))
    later, earlier = SENT + timedelta(days=1), SENT - timedelta(days=50)
    for moment in (later, earlier):
        row = PEOPLE[0] | {"last_sent_at": stamp(moment)}
        office.bring("delighted_people", as_json(office, "b.json", [row]))
    assert ContactDecision.objects.get().decided_at == later


def test_a_known_customer_is_found_by_address_and_keeps_their_own_number(office, people):
    known = make_person(
        people.workspace, email="jo@example.org", name="Jo", external_id="C-1", phone=""
    )
    office.bring("delighted_people", as_json(office, "people.json", PEOPLE))
    known.refresh_from_db()
    assert (known.external_id, known.name) == ("C-1", "Jo")
    assert OtherId.objects.get(value="48211908").person == known


def test_unsubscribes_and_bounces_stop_mail_and_tell_nobody(office, people):
    rows = [
        {"person_id": "1", "email": "a@example.org", "name": None, "unsubscribed_at": 1700000000}
    ]
    back = [{"person_id": "2", "email": "b@example.org", "name": "B", "bounced_at": 1700000001}]
    run = office.bring("delighted_people", as_json(office, "u.json", rows, back))
    assert counts(run) == (2, 0, 0, 0)
    told = {one.address: one.reason for one in Suppression.objects.all()}
    assert told == {"a@example.org": "unsubscribed", "b@example.org": "bounced"}
    first = Suppression.objects.get(address="a@example.org")
    assert first.created_at == datetime.fromtimestamp(1700000000, tz=UTC)
    assert WebhookDelivery.objects.count() == Message.objects.count() == 0


def test_people_as_csv_with_properties_become_customers_with_attributes(office):
    titles = "Email Address,Full-Name,Mobile,Store,LAST_SENT_AT"
    text = f"{titles}\nann@example.com,Ann,,Lisbon,2026-11-12\n"
    office.bring("delighted_people", office.file("p.csv", text))
    ann = Person.objects.get()
    assert (ann.email, ann.name) == ("ann@example.com", "Ann")
    assert "Lisbon" in ann.attributes.values()
    assert ContactDecision.objects.count() == 1


def test_answers_of_the_api_keep_everything(office, people):
    survey = make_survey(people.workspace, name="Relationship")
    settings = Settings(survey_id=survey.pk)
    path = as_json(office, "answers.json", ANSWERS)
    run = office.bring("delighted_answers", path, settings=settings)
    assert (run.state, *counts(run)) == ("done", 2, 0, 0, 0)
    row = Response.objects.get(external_id="delighted:210554907")
    assert (row.survey, row.metric, row.score, row.channel) == (survey, "nps", 9, "email")
    assert row.comment == "Fast and friendly."
    assert row.answered_at == datetime.fromtimestamp(1700000000, tz=UTC)
    assert row.edited_at == datetime.fromtimestamp(1700000060, tz=UTC)
    assert row.properties == {"Store": "Lisbon", "Delighted Source": "Email", "type": "x",
                              "Delighted additional answers": FURTHER}  # fmt: skip
    assert (row.tags, row.notes) == (["shipping", "a, b"], [{"id": "5", "text": "Called her"}])
    assert Permalink.objects.get().token == TOKEN
    assert row.person.email == "ines.marti@example.org"
    assert ContactDecision.objects.filter(person=row.person).get().decided_at == row.answered_at
    silent = Response.objects.get(external_id="delighted:210554908")
    assert OtherId.objects.get(value="48211999").person == silent.person
    assert Message.objects.count() == 0


def test_the_api_tells_imported_answers_as_delighted_did(office, people):
    from emptychair.integrations.delighted.services.keys import create_key
    from tests.delighted.conftest import Api

    survey = make_survey(people.workspace)
    office.bring("delighted_people", as_json(office, "people.json", PEOPLE))
    settings = Settings(survey_id=survey.pk)
    office.bring("delighted_answers", as_json(office, "a.json", ANSWERS), settings=settings)
    api = Api(create_key(office.access, survey_id=survey.pk, name="x")[1])
    told = api.get("/survey_responses/210554907?expand[]=person&expand[]=notes").body
    assert told["person"]["id"] == "48211907"
    assert told["person_properties"] == {
        "Store": "Lisbon",
        "Delighted Source": "Email",
        "type": "x",
    }
    assert told["permalink"].endswith(f"/r/{TOKEN}")
    assert (told["created_at"], told["updated_at"]) == (1700000000, 1700000060)
    assert told["additional_answers"] == FURTHER
    assert told["tags"] == ["shipping", "a, b"]
    assert told["notes"][0]["text"] == "Called her"
    person = api.get("/people/48211907").body
    assert person["last_sent_at"] == stamp(SENT)
    assert person["last_responded_at"] == 1700000000
    assert person["created_at"] == 1600000000


def test_the_same_answers_again_add_nothing_and_later_words_are_taken(office, everything):
    path = as_json(office, "answers.json", ANSWERS)
    office.bring("delighted_answers", path)
    before = everything()
    assert counts(office.bring("delighted_answers", path)) == (0, 0, 2, 0)
    assert everything() == before
    newer = [ANSWERS[0] | {"comment": "Changed", "updated_at": 1700009999}]
    assert counts(office.bring("delighted_answers", as_json(office, "b.json", newer))) == (
        0, 1, 0, 0,
    )  # fmt: skip
    assert Response.objects.get(external_id="delighted:210554907").comment == "Changed"


def test_answers_as_csv_with_other_titles_and_times(office, people):
    text = (
        "Survey Response ID,Person Email,Rating,Feedback,Response Date,Tags,Plan\n"
        '7,ann@example.com,10,Good,2026-03-01 12:00:00 UTC,"a; b",Gold\n'
        "8,bo@example.com,3,,3/2/2026 9:30,,\n"
        "9,cy@example.com,11,,2026-03-01,,\n"
    )
    run = office.bring("delighted_answers", office.file("a.csv", text))
    assert counts(run) == (2, 0, 0, 1)
    first = Response.objects.get(external_id="delighted:7")
    assert first.answered_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert (first.tags, first.properties) == (["a", "b"], {"Plan": "Gold"})
    second = Response.objects.get(external_id="delighted:8")
    assert second.answered_at == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)  # Tokyo
    assert rejected_rows(office.access, run, limit=1)[0].reason in {
        "score-out-of-scale", "score-not-a-number",
    }  # fmt: skip


def test_answers_without_a_number_are_told_apart_by_who_when_and_what(office):
    text = "email,score,created at\na@example.com,9,1700000000\na@example.com,9,1700000000\n"
    run = office.bring("delighted_answers", office.file("a.csv", text))
    assert Response.objects.count() == 1
    assert counts(run) == (1, 0, 1, 0)


@pytest.mark.parametrize(("said", "metric", "score"), [("ces", "ces5", 5), ("ces7", "ces", 7),
    ("stars_five", "csat", 5), ("enps", "nps", 10), ("thumbs", "thumbs", 0)])  # fmt: skip
def test_each_scale_goes_where_it_belongs(office, said, metric, score):
    rows = [ANSWERS[0] | {"survey_type": said, "score": score}]
    office.bring("delighted_answers", as_json(office, "a.json", rows))
    assert Response.objects.get().metric == metric
    assert Survey.objects.get().metric == metric


def test_another_scale_does_not_fit_a_survey_that_was_chosen(office, people):
    survey = make_survey(people.workspace, metric="csat")
    run = office.bring(
        "delighted_answers",
        as_json(office, "a.json", ANSWERS[:1]),
        settings=Settings(survey_id=survey.pk),
    )
    assert rejected_rows(office.access, run, limit=1)[0].reason == "other-scale"


def test_numbers_that_our_own_api_gave_are_none_of_delighteds(office):
    rows = [ANSWERS[1] | {"id": "900000000005", "person": {"id": "900000000007",
            "email": "a@example.com"}}]  # fmt: skip
    office.bring("delighted_answers", as_json(office, "a.json", rows))
    assert OtherId.objects.count() == 0
    assert not Response.objects.get().external_id.startswith("delighted:")


def test_a_dry_run_stores_nothing_and_says_what_would_happen(office, everything):
    before = everything()
    path = as_json(office, "answers.json", ANSWERS)
    run = start_import(
        office.access, shape="delighted_answers", file=blocks_of(office.access, path),
        file_name="answers.json",
    )  # fmt: skip
    sight = look_at_import(office.access, run)
    meaning = {one.header: one.field for one in sight.columns}
    assert meaning["id"] == "response_id"
    assert meaning["person"] == "delighted_id"
    assert meaning["created_at"] == "answered_at"
    assert meaning["Store"] == ""
    check_file(office.access, run, now=NOW)
    assert run.checked["counts"]["added"] == 2
    assert everything() == before


def test_an_import_can_be_taken_back_whole(office, everything):
    before = everything()
    first = office.bring("delighted_people", as_json(office, "people.json", PEOPLE))
    second = office.bring("delighted_answers", as_json(office, "answers.json", ANSWERS))
    begin_undo(office.access, second)
    begin_undo(office.access, first)
    assert everything() == before
    assert ContactDecision.objects.count() == 0


@pytest.mark.parametrize("text", ["[1, 2]", "[{]", "[]", '[{"a": 1}] x'])
def test_json_that_is_no_array_of_objects_is_refused(office, text):
    with pytest.raises(FileNotReadable):
        office.bring("delighted_people", office.file("x.json", text))
