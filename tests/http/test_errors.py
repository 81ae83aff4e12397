import json
import logging

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from emptychair.config import urls
from emptychair.http.errors import server_error
from emptychair.kit.errors import Conflict


def clash(_request: HttpRequest):
    raise Conflict("The chair is taken.", chair=7)


def break_down(_request: HttpRequest):
    raise RuntimeError("the leg came off")


def find_no_turn(_request: HttpRequest):
    raise OperationalError("database is locked")


def find_no_table(_request: HttpRequest):
    raise OperationalError("no such table: chairs")


urlpatterns = [
    path("busy", find_no_turn),
    path("api/v1/busy", find_no_turn),
    path("api/v1/no-table", find_no_table),
    path("clash", clash),
    path("break", break_down),
    path("api/v1/clash", clash),
    path("api/v1/break", break_down),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


@pytest.fixture
def browser():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, headers={"accept-language": "en"})


def test_a_refusal_is_a_page_with_its_sentence(browser):
    answer = browser.get("/clash")
    assert answer.status_code == 409
    assert "The chair is taken." in answer.text
    assert answer["Content-Type"].startswith("text/html")


def test_for_machines_a_refusal_is_problem_json(browser):
    answer = browser.get("/api/v1/clash")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert json.loads(answer.content) == {
        "type": "about:blank#conflict",
        "title": "Conflict",
        "status": 409,
        "code": "conflict",
        "detail": "The chair is taken.",
        "chair": 7,
    }


def test_an_expected_refusal_is_no_error_in_the_log(browser, caplog):
    browser.get("/clash")
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


@pytest.mark.parametrize("address", ["/break", "/api/v1/break"])
def test_our_own_fault_has_a_number_that_is_found_in_the_log(browser, caplog, address):
    answer = browser.get(address)
    assert answer.status_code == 500
    (record,) = [one for one in caplog.records if one.name == "emptychair.errors"]
    assert record.number in answer.text
    assert record.number in record.getMessage()
    assert "the leg came off" in str(record.exc_info[1])
    assert "came off" not in answer.text


def test_developers_see_the_inside_of_an_error(browser, settings):
    settings.DEBUG = True
    assert "came off" in browser.get("/break").text


def test_what_breaks_outside_of_views_has_a_number_too(rf, caplog):
    for address in ("/x", "/api/v1/x"):
        caplog.clear()
        try:
            break_down(rf.get(address))
        except RuntimeError:
            answer = server_error(rf.get(address))
        assert answer.status_code == 500
        assert caplog.records[0].number in answer.content.decode()
        assert "came off" in str(caplog.records[0].exc_info[1])


def test_an_unknown_address_is_a_calm_page_in_the_readers_language(browser):
    assert "This does not exist" in browser.get("/nowhere").text
    japanese = browser.get("/nowhere", headers={"accept-language": "ja"})
    assert japanese.status_code == 404
    assert "見る権限がありません" in japanese.text


def test_an_unknown_address_of_the_api_is_problem_json(browser):
    answer = browser.get("/api/v1/nowhere")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (404, "not-found")


def test_a_form_without_its_proof_says_what_to_do(browser):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = strict.post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "load it again" in answer.text


def test_a_host_that_is_not_ours_is_refused(browser):
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/busy", "/api/v1/busy"])
def test_a_database_without_a_turn_for_us_says_when_to_come_again(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "try again" in answer.content.decode()


@pytest.mark.django_db
def test_a_database_that_is_broken_is_our_own_fault(browser):
    assert browser.get("/api/v1/no-table").status_code == 500
