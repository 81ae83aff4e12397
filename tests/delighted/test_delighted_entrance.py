"""Sections 1 to 6 of the contract: addresses, keys, formats, parameters, errors, rates."""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from emptychair.accounts.models import Membership
from emptychair.integrations.delighted.models import ApiKey
from emptychair.integrations.delighted.queries.projects import key_with_id
from emptychair.integrations.delighted.services.keys import create_key, revoke_key
from tests.delighted.conftest import BASE, Api
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey


def test_a_key_has_at_most_44_letters_and_digits_and_only_its_hash_is_kept(key):
    row, secret = key
    assert len(secret) <= 44
    assert secret.isascii()
    assert secret.isalnum()
    assert secret not in str(vars(row))
    assert row.hint == secret[-4:]


@pytest.mark.parametrize("tail", ["", ":", ":-", ":password:with:colons"])
@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC"])
def test_the_key_is_whatever_stands_before_the_first_colon(api, tail, scheme):
    given = base64.b64encode(f"{api.secret}{tail}".encode()).decode()
    answer = api.client.get(f"{BASE}/metrics", headers={"authorization": f"{scheme} {given}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["", "Basic", "Basic ???", "Bearer abc", "Basic bm90aGluZw=="])
def test_a_missing_or_unknown_key_is_401_in_json(api, header):
    headers = {"authorization": header} if header else {}
    answer = api.client.get(f"{BASE}/people.json", headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"status": 401, "message": "Unauthorized"}
    assert answer["WWW-Authenticate"].startswith('Basic realm="')
    assert answer["Content-Type"] == "application/json; charset=utf-8"


def test_a_revoked_key_is_refused(people, api, key):
    revoke_key(people.system, key_with_id(people.system, key[0].pk), now=timezone.now())
    assert api.get("/metrics").status == 401


def test_a_key_may_do_no_more_than_who_made_it(people, api, key):
    ApiKey.objects.update(created_by=people.maya)
    assert api.get("/metrics").status == 200
    Membership.objects.filter(user=people.maya).delete()
    answer = api.get("/metrics")
    assert (answer.status, answer.body) == (403, {"status": 403, "message": "Forbidden"})


def test_a_survey_without_names_has_no_key(people, api, survey):
    survey.privacy = "anonymous"
    survey.save()
    assert api.get("/people").status == 403


def test_a_scale_that_delighted_does_not_know_has_no_key(people):
    from emptychair.integrations.delighted.errors import SurveyNotOfDelighted

    seven = make_survey(people.workspace, metric="csat7")
    with pytest.raises(SurveyNotOfDelighted):
        create_key(people.system, survey_id=seven.pk, name="x")


@pytest.mark.parametrize(
    "path", ["people", "survey_responses", "metrics", "unsubscribes", "bounces", "autopilot/email",
             "autopilot/email/memberships"]
)  # fmt: skip
def test_every_path_works_with_and_without_json_and_never_redirects(api, path):
    plain, suffixed = api.get(f"/{path}"), api.get(f"/{path}.json")
    assert (plain.status, suffixed.status) == (200, 200)
    assert plain.body == suffixed.body


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/people/1/2/3", "/survey_responses/abc",
                                  "/metrics/"])  # fmt: skip
def test_unknown_routes_answer_json(api, path):
    answer = api.get(BASE + path)
    assert (answer.status, answer.body["message"]) == (404, "Not Found")


def test_a_wrong_method_is_405(api):
    assert api.post("/metrics", {}).status == 405
    assert api.delete("/people").body == {"status": 405, "message": "Method Not Allowed"}


@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/json", 200), ("*/*", 200), ("application/*;q=0.5", 200),
     ("text/html, application/json;q=0.1", 200), ("text/html", 406), ("application/xml", 406),
     ("application/json;q=0", 406)],
)  # fmt: skip
def test_json_only_unless_the_suffix_says_so(api, accept, status):
    answer = api.get("/metrics", headers={"accept": accept})
    assert answer.status == status
    if status == 406:
        assert answer.body == {"status": 406, "message": "Not Acceptable"}
    assert api.get("/metrics.json", headers={"accept": accept}).status == 200


def test_no_accept_header_at_all_is_served(api):
    answer = api.client.generic("GET", f"{BASE}/metrics", headers={
        "authorization": "Basic " + base64.b64encode(api.secret.encode()).decode()})  # fmt: skip
    assert answer.status_code == 200


def test_a_body_on_get_is_ignored_and_unknown_parameters_too(api):
    assert api.ask("GET", "/people?auto_handle_rate_limits=True", {"per_page": "x"}).status == 200


def test_malformed_json_is_400(api):
    answer = api.client.generic("POST", f"{BASE}/people", b"{nope", "application/json", headers={
        "authorization": "Basic " + base64.b64encode(api.secret.encode()).decode()})  # fmt: skip
    assert (answer.status_code, answer.json()["message"]) == (400, "Bad Request")
    listed = api.ask("POST", "/people", ["a"])
    assert listed.status == 400


def test_an_empty_body_is_an_empty_set_whatever_the_header_says(api):
    answer = api.client.generic("POST", f"{BASE}/people", b"", "application/json", headers={
        "authorization": "Basic " + base64.b64encode(api.secret.encode()).decode()})  # fmt: skip
    assert answer.status_code == 422
    assert answer.json() == {
        "status": 422,
        "message": "Unprocessable Entity",
        "errors": {"email": ["can't be blank"]},
    }


def test_forms_and_multipart_are_read_on_every_verb(api, people):
    made = api.post("/people", form="email=ann%40example.com&send=false&properties%5BPlan%5D=Gold"
                    "&properties[Purchase+Experience]=Web")  # fmt: skip
    assert made.body["properties"] == {"Plan": "Gold", "Purchase Experience": "Web"}
    put = api.put("/people", form=f"id={made.body['id']}&name=Ann")
    assert put.body["name"] == "Ann"
    api.post("/autopilot/email/memberships", form="person_email=ann%40example.com")
    gone = api.delete("/autopilot/email/memberships", form="person_email=ann%40example.com")
    assert gone.status == 202
    proof = {"authorization": "Basic " + base64.b64encode(api.secret.encode()).decode()}
    given = {"email": "bo@example.com", "send": "false"}
    parts = api.client.post(f"{BASE}/people", given, headers=proof)
    assert parts.status_code == 201


def test_the_body_wins_over_the_query(api):
    made = api.post("/people?name=Query&send=false", {"email": "a@example.com", "name": "Body"})
    assert made.body["name"] == "Body"


def test_spaces_in_addresses_of_the_query_are_plus_signs(api, people):
    make_person(people.workspace, email="ann+shop@example.com", phone="+819012345678")
    assert len(api.get("/people?email=ann+shop@example.com").body) == 1
    assert len(api.get("/people?phone_number=%2B819012345678").body) == 1
    assert len(api.get("/people?phone_number=+819012345678").body) == 1


@pytest.mark.parametrize("expand", ["expand[]=person", "expand=person", "expand[0]=person",
                                    "expand%5B%5D=notes&expand%5B%5D=person"])  # fmt: skip
def test_all_spellings_of_arrays(api, people, survey, expand):
    from tests.factories.surveys import make_response

    make_response(survey, make_person(people.workspace))
    answer = api.get(f"/survey_responses?{expand}")
    assert set(answer.body[0]["person"]) >= {"id", "name", "email", "created_at"}


@pytest.mark.parametrize("given", [False, "false", "False", "0", 0])
def test_all_spellings_of_false(api, given):
    made = api.post("/people", {"email": "ann@example.com", "send": given})
    assert made.body["survey_scheduled_at"] is None


@pytest.mark.parametrize("name", ["since", "until", "updated_since", "updated_until"])
def test_bounds_that_nobody_can_read_are_422(api, name):
    answer = api.get(f"/survey_responses?{name}=yesterday")
    assert (answer.status, answer.body["errors"]) == (422, {name: ["is invalid"]})


@pytest.mark.parametrize(("name", "value"), [("per_page", "0"), ("per_page", "-1"),
                         ("per_page", "many"), ("page", "0"), ("page", "x")])  # fmt: skip
def test_pages_that_cannot_be_are_422(api, name, value):
    assert api.get(f"/bounces?{name}={value}").body["errors"] == {name: ["is invalid"]}


def test_the_rate_is_a_bucket_and_a_refused_request_does_nothing(api, key, settings, people):
    settings.DELIGHTED_RATE = 3
    made = [api.post("/people", {"email": f"p{n}@example.com", "send": False}) for n in range(4)]
    assert [one.status for one in made] == [201, 201, 201, 429]
    refused = made[-1]
    assert refused.body == {"status": 429, "message": "Too Many Requests"}
    assert refused.headers["Retry-After"].isdigit()
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    row = ApiKey.objects.get()
    row.spent_until -= timedelta(seconds=20)  # one of three a minute is back
    row.save()
    assert len(api.get("/people").body) == 3
    assert api.get("/people").status == 429


def test_no_rate_is_no_limit(api, settings):
    settings.DELIGHTED_RATE = 0
    assert {api.get("/metrics").status for _ in range(120)} == {200}


def test_a_key_sees_its_own_workspace_and_survey_only(people, api, survey):
    from tests.factories.surveys import make_response

    stranger = make_person(people.neighbours, email="x@example.com")
    other = make_response(make_survey(people.workspace), make_person(people.workspace))
    make_response(make_survey(people.neighbours), stranger)
    assert api.get("/survey_responses").body == []
    assert api.get(f"/survey_responses/{900_000_000_000 + other.pk}").status == 404
    assert api.get(f"/people/{900_000_000_000 + stranger.pk}").status == 404
    assert api.get("/people/email:x@example.com").status == 404


def test_our_own_faults_are_json_too(api, monkeypatch, people):
    from emptychair.integrations.delighted.endpoints import metrics

    def broken(*_args, **_rest):
        raise RuntimeError

    monkeypatch.setattr(metrics, "scores_of_survey", broken)
    answer = api.get("/metrics")
    assert answer.body == {"status": 500, "message": "Internal Server Error"}


def test_no_cookie_is_set_and_none_is_needed(api):
    assert "Set-Cookie" not in api.get("/metrics").headers
    assert Client().get(f"{BASE}/metrics").cookies == {}


def test_another_key_has_its_own_bucket(people, api, survey, settings):
    settings.DELIGHTED_RATE = 1
    other = Api(create_key(people.system, survey_id=survey.pk, name="other")[1])
    assert [api.get("/metrics").status, api.get("/metrics").status] == [200, 429]
    assert other.get("/metrics").status == 200


@pytest.mark.parametrize(
    "path",
    ["/people?page_info=" + base64.urlsafe_b64encode(b"1-99999999999999999999").decode(),
     "/people?page_info=" + base64.urlsafe_b64encode(b"99999999999999999999999999-1").decode(),
     "/people?since=99999999999999999999", "/survey_responses?trend=%C2%B2",
     "/survey_responses?trend=" + "9" * 40, "/survey_responses?page=" + "9" * 30],
)  # fmt: skip
def test_numbers_that_no_database_holds_are_422(api, path):
    assert api.get(path).status == 422


@pytest.mark.parametrize(
    "path", ["/people/" + "9" * 40, "/survey_responses/" + "9" * 40, "/survey_responses/%C2%B2"]
)
def test_numbers_that_nobody_has_are_404(api, path):
    assert api.get(path).status == 404


def test_odd_words_do_no_harm(api):
    given = {"email": "a@example.com", "name": "x" * 254, "send": False,
             "properties": {"a\x00b": "c\x00d", "": "y", "k[0]": "z"}}  # fmt: skip
    made = api.post("/people", given)
    assert made.status == 201
    assert len(made.body["name"]) == 254
    assert made.body["properties"] == {"ab": "cd", "": "y", "k[0]": "z"}


def test_below_a_sub_path_links_and_permalinks_lead_back(api, people, survey):
    from tests.factories.surveys import make_response

    for _ in range(2):
        make_response(survey, make_person(people.workspace))
    proof = {"authorization": "Basic " + base64.b64encode(api.secret.encode()).decode()}
    listed = api.client.get("/delighted/v1/people?per_page=1", headers=proof, SCRIPT_NAME="/x")
    assert listed["Link"].startswith("<http://testserver/x/delighted/v1/people?per_page=1&page_")
    told = api.client.get("/delighted/v1/survey_responses", headers=proof, SCRIPT_NAME="/x")
    assert told.json()[0]["permalink"].startswith("http://testserver/x/r/")
