"""What holds for every operation: errors, idempotency keys, cursors, rates, the document."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.pages import CursorInvalid, PageQuery, page_of
from emptychair.api.reference import document
from emptychair.customers.models import Person
from emptychair.http.models import GivenAnswer, RateWindow
from emptychair.http.services.idempotency import (
    KeyReused,
    Remembered,
    StillWorking,
    begin_request,
    end_request,
    forget_old_answers,
)
from emptychair.http.services.rates import TooManyRequests, count_request, forget_blocks
from tests.factories.customers import make_person
from tests.people import NOW, make_secret

SNAPSHOT = Path(__file__).with_name("openapi.json")


@pytest.fixture(autouse=True)
def fresh_blocks():
    forget_blocks(None)
    yield
    forget_blocks(None)


def answer(status: int = 201, body: str = '{"id": 1}') -> Remembered:
    return Remembered(status, "application/json", body)


def test_the_same_request_twice_gets_the_first_answer(people):
    assert begin_request(people.system, key="k", request_hash="a", now=NOW) is None
    end_request(people.system, key="k", answer=answer())
    assert begin_request(people.system, key="k", request_hash="a", now=NOW) == answer()


def test_a_key_with_another_request_is_refused(people):
    begin_request(people.system, key="k", request_hash="a", now=timezone.now())
    with pytest.raises(KeyReused):
        begin_request(people.system, key="k", request_hash="b", now=timezone.now())


def test_a_request_that_is_being_worked_on_is_not_begun_again(people):
    begin_request(people.system, key="k", request_hash="a", now=timezone.now())
    with pytest.raises(StillWorking):
        begin_request(people.system, key="k", request_hash="a", now=timezone.now())


def test_a_request_whose_worker_died_may_be_tried_again(people):
    begin_request(people.system, key="k", request_hash="a", now=timezone.now())
    later = timezone.now() + timedelta(minutes=11)
    assert begin_request(people.system, key="k", request_hash="a", now=later) is None


def test_our_own_fault_is_forgotten_so_that_it_may_be_tried_again(people):
    begin_request(people.system, key="k", request_hash="a", now=NOW)
    end_request(people.system, key="k", answer=answer(status=500))
    assert not GivenAnswer.objects.exists()


def test_neighbours_have_keys_of_their_own(people):
    begin_request(people.system, key="k", request_hash="a", now=NOW)
    there = Access.system(people.neighbours, "tests")
    assert begin_request(there, key="k", request_hash="b", now=NOW) is None


def test_old_answers_are_forgotten(people):
    begin_request(people.system, key="k", request_hash="a", now=timezone.now())
    assert forget_old_answers(people.system, now=timezone.now() + timedelta(days=3)) == 1


@pytest.mark.parametrize("per_minute", [1, 7, 40, 53])
def test_a_token_may_ask_so_often_a_minute_and_no_more(people, per_minute):
    for _ in range(per_minute):
        count_request(people.system, now=NOW, per_minute=per_minute)
    with pytest.raises(TooManyRequests) as refused:
        count_request(people.system, now=NOW, per_minute=per_minute)
    assert refused.value.details["retry_after"] == 60


def test_the_next_minute_begins_anew(people):
    for _ in range(20):
        count_request(people.system, now=NOW, per_minute=20)
    with pytest.raises(TooManyRequests):
        count_request(people.system, now=NOW, per_minute=20)
    count_request(people.system, now=NOW + timedelta(minutes=1), per_minute=20)


def test_two_processes_share_one_rate(people):
    for _ in range(20):
        count_request(people.system, now=NOW, per_minute=20)
    forget_blocks(people.system)  # another process knows nothing of our block
    with pytest.raises(TooManyRequests):
        count_request(people.system, now=NOW, per_minute=20)
    assert RateWindow.objects.get().taken == 20


def test_beyond_the_rate_the_answer_says_when_to_come_again(client, people, settings):
    settings.API_RATE = 1
    secret = make_secret(people.workspace, Permission.REPORT_READ, now=timezone.now())
    headers = {"authorization": f"Bearer {secret}"}
    answers = [client.get("/api/v1/me", headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] in ([200, 429], [200, 200])  # a minute may end
    if answers[1].status_code == 429:
        assert 0 < int(answers[1]["Retry-After"]) <= 60
        assert answers[1]["Content-Type"] == "application/problem+json"


def test_a_list_comes_whole_a_page_at_a_time(people):
    made = {make_person(people.workspace).pk for _ in range(7)}
    seen, cursor = [], ""
    while True:
        rows = Person.objects.visible_to(people.system)
        page = page_of(rows, PageQuery(cursor=cursor, limit=3), lambda one: one.pk)
        seen += page["items"]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert seen == sorted(made, reverse=True)


@pytest.mark.parametrize("cursor", ["x", "!!!", "YWZ0ZXI6MQ", "5"])
def test_a_cursor_that_is_not_ours_is_refused_with_a_sentence(people, cursor):
    with pytest.raises(CursorInvalid, match="next"):
        page_of(Person.objects.all(), PageQuery(cursor=cursor), lambda one: one.pk)


def test_the_document_is_what_it_was(request):
    # The API is a promise. When it changes on purpose, delete the file and run this test once.
    now = json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(now, encoding="utf-8")
        pytest.fail("The snapshot was written. Look at it and commit it.")
    assert json.loads(now) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_has_a_summary_and_an_id_of_its_own():
    ids = []
    for path, operations in document()["paths"].items():
        for method, one in operations.items():
            assert one.get("summary"), f"{method} {path} says nothing"
            ids.append(one["operationId"])
    assert len(ids) == len(set(ids))
