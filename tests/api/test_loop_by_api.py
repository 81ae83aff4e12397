"""The loop, done by a machine: people in, asked, answered, case, closed, initiative."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.http.services.rates import forget_blocks
from emptychair.loop.models import Case
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import make_secret

ALL = tuple(Permission)


@pytest.fixture(autouse=True)
def fresh_blocks():
    forget_blocks(None)


@pytest.fixture
def ask(client, people):
    secrets = {}

    def call(method, path, body=None, *, scopes=ALL, headers=None, **more):
        if scopes not in secrets:
            secrets[scopes] = make_secret(people.workspace, *scopes, now=timezone.now())
        sent = {"authorization": f"Bearer {secrets[scopes]}", **(headers or {})}
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        return client.generic(method, f"/api/v1{path}", headers=sent, **more)

    return call


def test_a_person_is_added_once_and_then_updated(ask):
    body = {"external_id": "A1", "email": "yuki@example.com", "name": "高橋 由紀"}
    first, second = ask("POST", "/people", body), ask("POST", "/people", {**body, "region": "東京"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert ask("GET", f"/people/{first.json()['id']}").json()["region"] == "東京"


def test_names_are_masked_without_the_right_to_see_them(ask, people):
    make_person(people.workspace, name="高橋 由紀", email="yuki@example.com")
    scopes = (Permission.CUSTOMER_READ,)
    (shown,) = ask("GET", "/people", scopes=scopes).json()["items"]
    assert "由紀" not in json.dumps(shown, ensure_ascii=False)
    assert shown["email"] == "y…@example.com"


def test_the_same_post_with_a_key_is_done_once(ask, people):
    place = make_touchpoint(people.workspace, team=make_team(people.workspace))
    body = {"title": "Call about the invoice", "touchpoint_id": place.pk}
    made = [ask("POST", "/cases", body, headers={"idempotency-key": "one"}) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert made[1]["Idempotent-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_from_an_answer_to_a_closed_case_and_an_initiative(ask, people):
    person, survey = make_person(people.workspace), make_survey(people.workspace)
    answer = {
        "survey_id": survey.pk,
        "external_id": "R1",
        "score": 3,
        "comment": "三週間もかかりました",
        "answered_at": timezone.now().isoformat(),
        "person_id": person.pk,
    }
    stored = ask("POST", "/responses", answer)
    assert (stored.status_code, ask("POST", "/responses", answer).status_code) == (201, 200)
    (case,) = ask("GET", "/cases").json()["items"]
    assert (case["score"], case["state"], case["kind"]) == (3, "open", "low_score")
    assert ask("GET", "/today").json()["contact"][0]["subject"] == ["case", case["number"]]
    ask("POST", f"/cases/{case['number']}/notes", {"text": "電話する"})
    closed = ask("POST", f"/cases/{case['number']}/close", {"outcome": "solved"})
    assert closed.json()["state"] == "closed"
    made = ask("POST", "/initiatives", {"title": "名義変更を Web に", "kind": "product"}).json()
    voice = {"response_id": stored.json()["id"]}
    assert ask("POST", f"/initiatives/{made['number']}/voices", voice).status_code == 201
    assert ask("GET", "/initiatives").json()["items"][0]["asked"] == 1


def test_scores_come_with_interval_and_how_many_were_heard(ask, people):
    survey = make_survey(people.workspace)
    for score in (10, 9, 3):
        make_response(
            survey,
            make_person(people.workspace),
            score=score,
            answered_at=timezone.now() - timedelta(days=1),
        )
    day = timezone.now().date()
    span = f"first={day - timedelta(days=7)}&end={day + timedelta(days=2)}"
    found = ask("GET", f"/scores?{span}").json()
    assert found["score"]["n"] == 3
    assert found["score"]["low"] < found["score"]["value"] < found["score"]["high"]
    assert found["score"]["too_few"] is True
    by = ask("GET", f"/scores/by/language?{span}").json()
    assert sum(row["score"]["n"] for row in by) == 3


def test_what_is_missing_is_named(ask):
    answer = ask("POST", "/events", {"name": "order delivered"})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert {one["field"].rpartition(".")[2] for one in answer.json()["errors"]} >= {
        "message_id",
        "occurred_at",
    }


def test_people_of_the_neighbours_do_not_exist(ask, people):
    stranger = make_person(people.neighbours)
    assert ask("GET", f"/people/{stranger.pk}").status_code == 404
    assert ask("GET", "/people").json()["items"] == []


def test_an_event_is_stored_once(ask, people):
    person = make_person(people.workspace)
    body = {
        "message_id": "m1",
        "name": "order delivered",
        "occurred_at": timezone.now().isoformat(),
        "person_id": person.pk,
    }
    first, second = ask("POST", "/events", body), ask("POST", "/events", body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


def test_many_events_are_answered_one_by_one(ask, people):
    person, now = make_person(people.workspace), timezone.now().isoformat()
    good = {"name": "order delivered", "occurred_at": now, "person_id": person.pk}
    stranger = make_person(people.neighbours)
    events = [
        good | {"message_id": "b1"},
        good | {"message_id": "b2", "person_id": stranger.pk},
        good | {"message_id": "b1"},
    ]
    told = ask("POST", "/events/batch", {"events": events}).json()
    assert [one["is_new"] for one in told] == [True, False, False]
    assert told[0]["id"] == told[2]["id"]
    assert told[1]["error"]
    again = ask("POST", "/events/batch", {"events": events[:1]}).json()
    assert again == [{"message_id": "b1", "id": told[0]["id"], "is_new": False, "error": ""}]


def test_a_file_is_imported_and_taken_back(client, ask, people, data_folder):
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = "id,name,email\nA1,高橋 由紀,yuki@example.com\nA2,伊藤 彩,aya@example.com\n"
    secret = make_secret(people.workspace, *ALL, now=timezone.now())
    headers = {"authorization": f"Bearer {secret}"}

    def send():
        file = SimpleUploadedFile("people.csv", text.encode())
        return client.post("/api/v1/imports", {"shape": "people", "file": file}, headers=headers)

    first = send()
    assert first.status_code == 201, first.content
    assert (first.json()["state"], first.json()["added"]) == ("done", 2)
    assert send().json()["added"] == 0
    undone = ask("POST", f"/imports/{first.json()['id']}/undo")
    assert undone.json()["state"] == "undone"
    assert ask("GET", "/people").json()["items"] == []


def test_a_mail_that_comes_in_twice_is_one_mail(client, people):
    secret = make_secret(people.workspace, Permission.MAIL_RECEIVE, now=timezone.now())
    raw = (
        b"From: yuki@example.com\r\nTo: reply@example.com\r\nSubject: Re: Hello\r\n"
        b"Message-ID: <1@example.com>\r\nDate: Sun, 22 Nov 2026 09:00:00 +0900\r\n"
        b"\r\nThank you.\r\n"
    )
    found = [
        client.post(
            "/api/v1/inbound-mail",
            data=raw,
            content_type="message/rfc822",
            headers={"authorization": f"Bearer {secret}"},
        ).json()["id"]
        for _ in range(2)
    ]
    assert found[0] == found[1] is not None


def test_a_survey_is_made_started_and_asks_by_mail_which_is_listed(ask, people):
    person = make_person(people.workspace)
    made = ask("POST", "/surveys", {"name": "How was it", "metric": "nps"}).json()["id"]
    assert ask("POST", f"/surveys/{made}/state", {"state": "running"}).status_code == 200
    body = {"person_id": person.pk, "occasion": "order:1"}
    dry = ask("POST", f"/surveys/{made}/ask", {**body, "dry_run": True}).json()
    assert (dry["asked"], ask("GET", "/messages").json()["items"]) == (True, [])
    assert ask("POST", f"/surveys/{made}/ask", body).json()["asked"] is True
    assert ask("POST", f"/surveys/{made}/ask", body).json()["asked"] is False
    (mail,) = ask("GET", "/messages").json()["items"]
    assert mail["person_id"] == person.pk


def test_a_case_is_handed_over_answered_put_off_and_opened_again(ask, people):
    person = make_person(people.workspace)
    case = ask("POST", "/cases", {"title": "Call", "person_id": person.pk}).json()["number"]
    given = ask("POST", f"/cases/{case}/assign", {"user_id": people.bob.pk}).json()
    assert given["assignee"] == "Bob"
    said = ask("POST", f"/cases/{case}/reply", {"subject": "Hello", "text": "We call you."})
    assert said.json()["state"] == "waiting"
    later = (timezone.now() + timedelta(days=2)).isoformat()
    assert ask("POST", f"/cases/{case}/snooze", {"until": later}).status_code == 200
    ask("POST", f"/cases/{case}/close", {"outcome": "solved"})
    assert ask("POST", f"/cases/{case}/reopen").json()["state"] == "open"


def test_those_who_asked_are_told_once_after_a_dry_run(ask, people):
    person, survey = make_person(people.workspace), make_survey(people.workspace)
    voice = make_response(survey, person, score=3, comment="online, please")
    number = ask("POST", "/initiatives", {"title": "Online", "kind": "product"}).json()["number"]
    ask("POST", f"/initiatives/{number}/voices", {"response_id": voice.pk})
    words = {"subject": "Done", "text": "It can be changed online now."}
    assert ask("POST", f"/initiatives/{number}/tell", words).status_code in {409, 422}
    ask("POST", f"/initiatives/{number}/state", {"state": "done"})
    (row,) = ask("POST", f"/initiatives/{number}/tell", words).json()
    assert (row["allowed"], row["told"]) == (True, False)
    for _ in range(2):
        ask("POST", f"/initiatives/{number}/tell", {**words, "dry_run": False})
    assert len(ask("GET", "/messages").json()["items"]) == 1


def test_two_people_are_merged_and_parted_again(ask, people):
    kept, other = make_person(people.workspace), make_person(people.workspace)
    merge = ask("POST", f"/people/{kept.pk}/merge", {"other_id": other.pk}).json()["id"]
    assert len(ask("GET", "/people").json()["items"]) == 1
    ask("POST", f"/merges/{merge}/undo")
    assert len(ask("GET", "/people").json()["items"]) == 2


def test_orders_contracts_wishes_and_days_are_recorded(ask, people):
    person = make_person(people.workspace)
    order = {"external_id": "O1", "person_id": person.pk, "ordered_at": "2026-11-20T01:00:00Z"}
    contract = {
        "external_id": "C1",
        "person_id": person.pk,
        "amount": 12800,
        "currency": "JPY",
        "period": "month",
        "starts_on": "2026-01-01",
    }
    assert [ask("POST", "/orders", order).status_code for _ in range(2)] == [201, 200]
    assert [ask("POST", "/contracts", contract).status_code for _ in range(2)] == [201, 200]
    assert ask("POST", f"/people/{person.pk}/wishes", {"text": "mornings"}).status_code == 201
    day = {"kind": "birthday", "month": 5, "day": 3}
    assert ask("POST", f"/people/{person.pk}/special-days", day).status_code == 201


def test_a_row_of_today_that_was_put_away_does_not_come_back(ask, people):
    person = make_person(people.workspace)
    number = ask("POST", "/cases", {"title": "Call", "person_id": person.pk}).json()["number"]
    (row,) = [
        one for one in ask("GET", "/today").json()["contact"] if one["subject"] == ["case", number]
    ]
    mark = {"key": row["key"], "action": "dismissed", "reason": "not_needed"}
    assert ask("POST", "/today/marks", mark).status_code == 201
    keys = [one["key"] for one in ask("GET", "/today").json()["contact"]]
    assert row["key"] not in keys


def test_today_comes_in_parts_that_together_are_the_whole(ask, people):
    for _ in range(5):
        make_case(people.workspace, person=make_person(people.workspace))
    whole = ask("GET", "/today").json()
    assert (whole["next"], whole["rows"]["contact"]) == (None, len(whole["contact"]))
    assert whole["rows"]["contact"] >= 5
    read, path = [], "/today?limit=2"
    while path:
        part = ask("GET", path).json()
        assert len(part["contact"]) <= 2
        assert part["rows"] == whole["rows"]
        read += part["contact"]
        path = f"/today?limit=2&cursor={part['next']}" if part["next"] else ""
    assert read == whole["contact"]
    assert ask("GET", "/today?cursor=x").status_code == 422


def test_a_call_and_a_promise_are_written_into_a_case(ask, people):
    case = make_case(people.workspace)
    told = ask("POST", f"/cases/{case.number}/calls", {"text": "rang", "reached": True}).json()
    assert told["state"] == "waiting"
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    given = {"text": "the new invoice", "for_day": tomorrow}
    assert ask("POST", f"/cases/{case.number}/promise", given).status_code == 200
    case.refresh_from_db()
    assert (case.promise, case.promised_for.isoformat()) == ("the new invoice", tomorrow)
    past = given | {"for_day": "2020-01-01"}
    assert ask("POST", f"/cases/{case.number}/promise", past).status_code == 422


def test_one_company_and_one_initiative_are_read(ask, people):
    company, stranger = make_company(people.workspace), make_company(people.neighbours)
    assert ask("GET", f"/companies/{company.pk}").json()["id"] == company.pk
    assert ask("GET", f"/companies/{stranger.pk}").status_code == 404
    initiative = make_initiative(people.workspace)
    assert ask("GET", f"/initiatives/{initiative.number}").json()["title"] == initiative.title
