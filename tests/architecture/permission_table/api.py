"""Every operation of the API. A body stands fourth, as JSON: rights are asked, not forms."""

import json

from tests.architecture.permission_table.who import WHO
from tests.factories.customers import make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint

READERS = ("owner", "manager", "member", "analyst")
DOERS = ("owner", "manager", "member")
RULERS = ("owner", "manager")
OURS = ("owner", "manager", "member", "analyst", "partner")
DAY = "2026-11-22"
SPAN = "first=2026-11-01&end=2026-12-01"


def make(people):
    person, survey = make_person(people.workspace), make_survey(people.workspace)
    place = make_touchpoint(people.workspace)
    return {
        "person": person.pk,
        "survey": survey.pk,
        "response": make_response(survey, person).pk,
        "touchpoint": place.pk,
        "case": make_case(people.workspace).number,
        "initiative": make_initiative(people.workspace).number,
    }


def line(*allowed, ok=200, outsider=None, token=403, partner=403):
    """`allowed` of ours get `ok`; the neighbours' owner an answer of their own, or 404."""
    answers = dict.fromkeys(WHO, 403) | {"partner": partner} | dict.fromkeys(allowed, ok)
    return answers | {
        "outsider": ok if outsider is None else outsider,
        "stranger": 403,
        "token": token,
        "nobody": 401,
    }


def get(path, *allowed, address="", query="", **more):
    return {("GET", f"api/v1/{path}", f"/api/v1/{address or path}{query}"): line(*allowed, **more)}


def post(path, *allowed, body, address="", ok=201, **more):
    key = ("POST", f"api/v1/{path}", f"/api/v1/{address or path}", json.dumps(body))
    return {key: line(*allowed, ok=ok, **more)}


def patch(path, *allowed, address, body, **more):
    key = ("PATCH", f"api/v1/{path}", f"/api/v1/{address}", json.dumps(body))
    return {key: line(*allowed, outsider=404, **more)}


RUN, EXPORT = "imports/<run_id>", "exports/<export_id>"
LINES = {
    **get("people", *READERS),
    **post("people", *DOERS, body={"external_id": "A1"}),
    **patch("people/<person_id>", *DOERS, address="people/{person}", body={"region": "Kobe"}),
    **get("people/<person_id>", *READERS, address="people/{person}", outsider=404),
    **get(
        "people/<person_id>/timeline",
        *READERS,
        address="people/{person}/timeline",
        outsider=404,
    ),
    **get("companies", *READERS),
    **post("companies", *DOERS, body={"name": "Yamato"}),
    **post(
        "events",
        *DOERS,
        body={"message_id": "1", "name": "n", "occurred_at": f"{DAY}T00:00:00Z", "person_id": 1},
        ok=404,
    ),
    **post("events/batch", *DOERS, body={"events": []}, ok=200),
    **get("segments", *READERS),
    **post("suppressions", *DOERS, body={"address": "a@example.com", "reason": "asked"}, ok=204),
    **get("touchpoints", *READERS),
    **post("touchpoints", *RULERS, body={"name": "Invoice", "kind": "payment"}),
    **get("surveys", *READERS),
    **post(
        "surveys/<survey_id>/ask",
        *RULERS,
        address="surveys/0/ask",
        body={"person_id": 1, "occasion": "o"},
        ok=404,
    ),
    **post(
        "responses",
        *RULERS,
        body={"survey_id": 0, "external_id": "1", "answered_at": f"{DAY}T00:00:00Z"},
        ok=404,
    ),
    **get("voices", *READERS),
    **get("scores", *READERS, query=f"?{SPAN}"),
    **get("explore", *READERS, query="?rows=touchpoint&cols=month"),
    **get("views", *READERS),
    **get("scores/by/<dimension>", *READERS, address="scores/by/language", query=f"?{SPAN}"),
    **get("today", *OURS, partner=200),
    **get("cases", *OURS, partner=200),
    **post("cases", *DOERS, "partner", body={"title": "Call"}),
    **patch("cases/<number>", *DOERS, address="cases/{case}", body={"team_id": None}, partner=404),
    **get("cases/<number>", *READERS, address="cases/{case}", outsider=404, partner=404),
    **post(
        "cases/<number>/notes",
        *DOERS,
        address="cases/{case}/notes",
        body={"text": "n"},
        outsider=404,
        partner=404,
    ),
    **post(
        "cases/<number>/calls",
        *DOERS,
        address="cases/{case}/calls",
        body={"text": "n"},
        outsider=404,
        partner=404,
    ),
    **post(
        "cases/<number>/promise",
        *DOERS,
        address="cases/{case}/promise",
        body={"text": "n", "for_day": "2099-01-04"},
        ok=200,
        outsider=404,
        partner=404,
    ),
    **patch("companies/<company_id>", *DOERS, address="companies/0", body={}, ok=404),
    **get("companies/<company_id>", *READERS, address="companies/0", ok=404),
    **get(
        "initiatives/<number>",
        *READERS,
        address="initiatives/{initiative}",
        outsider=404,
    ),
    **post(
        "cases/<number>/close",
        *DOERS,
        address="cases/{case}/close",
        body={"outcome": "solved"},
        ok=200,
        outsider=404,
        partner=404,
    ),
    **get("initiatives", *READERS),
    **post("initiatives", *DOERS, body={"title": "Online", "kind": "product"}),
    **post(
        "initiatives/<number>/voices",
        *DOERS,
        address="initiatives/0/voices",
        body={"response_id": 1},
        ok=404,
    ),
    **post(
        "responses/<response_id>/exclude",
        *RULERS,
        address="responses/{response}/exclude",
        body={"reason": "A test"},
        ok=200,
        outsider=404,
    ),
    # counted already, or left out by the line before
    **post(
        "responses/<response_id>/restore",
        *RULERS,
        address="responses/0/restore",
        body={},
        ok=404,
    ),
    **get("effort", *READERS, query=f"?{SPAN}"),
    **post("effort", *DOERS, "partner", body={"kind": "doing", "minutes": 5, "spent_on": DAY}),
    **get("imports", *RULERS),
    # the file is missing, and that is seen before the right is asked for
    **post("imports", *OURS, body={}, ok=422, token=422, partner=422),
    **get(RUN, *RULERS, address="imports/0", ok=404),
    **post(f"{RUN}/begin", *RULERS, address="imports/0/begin", body={}, ok=404),
    **post(f"{RUN}/undo", *RULERS, address="imports/0/undo", body={}, ok=404),
    **post("exports", *RULERS, body={"tables": ["people"], "form": "csv"}),
    **get(EXPORT, *RULERS, address="exports/0", ok=404),
    **get(f"{EXPORT}/file", *RULERS, address="exports/0/file", ok=404),
    **get("members", *OURS, partner=200),
    **get("audit", *RULERS),
    **post("inbound-mail", *RULERS, body={}, ok=422),
    **post(
        "orders",
        *DOERS,
        body={"external_id": "O1", "ordered_at": f"{DAY}T00:00:00Z"},
        ok=422,
        outsider=422,
    ),
    **post(
        "contracts",
        *DOERS,
        body={
            "external_id": "C1",
            "amount": 1,
            "currency": "JPY",
            "period": "year",
            "starts_on": DAY,
        },
        ok=422,
        outsider=422,
    ),
    **post(
        "people/<person_id>/wishes",
        *DOERS,
        address="people/{person}/wishes",
        body={"text": "w"},
        outsider=404,
    ),
    **post(
        "people/<person_id>/special-days",
        *DOERS,
        address="people/{person}/special-days",
        body={"kind": "birthday", "month": 1, "day": 2},
        outsider=404,
    ),
    **post(
        "people/<person_id>/merge",
        *RULERS,
        address="people/{person}/merge",
        body={"other_id": 0},
        ok=404,
    ),
    **post("merges/<merge_id>/undo", *RULERS, address="merges/0/undo", body={}, ok=404),
    **post("segments", *DOERS, body={"name": "Tokyo", "rules": {}}),
    **post("surveys", *RULERS, body={"name": "NPS", "metric": "nps"}),
    **post(
        "surveys/<survey_id>/state",
        *RULERS,
        address="surveys/{survey}/state",
        body={"state": "paused"},
        ok=200,
        outsider=404,
    ),
    **get(
        "surveys/<survey_id>/definition",
        *READERS,
        address="surveys/{survey}/definition",
        outsider=404,
    ),
    **get("surveys/<survey_id>/check", *READERS, address="surveys/{survey}/check", outsider=404),
    **post(
        "surveys/<survey_id>/publish",
        *RULERS,
        address="surveys/0/publish",
        body={"same_meaning": True},
        ok=404,
    ),
    **get("messages", *DOERS),
    **post(
        "cases/<number>/assign",
        *DOERS,
        address="cases/{case}/assign",
        body={},
        ok=200,
        outsider=404,
        partner=404,
    ),
    **post(
        "cases/<number>/reply",
        *DOERS,
        address="cases/0/reply",
        body={"subject": "s", "text": "t"},
        ok=404,
        partner=404,
    ),
    **post(
        "cases/<number>/snooze",
        *DOERS,
        address="cases/0/snooze",
        body={"until": f"{DAY}T00:00:00Z"},
        ok=404,
        partner=404,
    ),
    **post(
        "cases/<number>/reopen",
        *DOERS,
        address="cases/{case}/reopen",
        body={},
        ok=200,
        outsider=404,
        partner=404,
    ),
    **post(
        "initiatives/<number>/state",
        *DOERS,
        address="initiatives/{initiative}/state",
        body={"state": "planned"},
        ok=200,
        outsider=404,
    ),
    **post(
        "initiatives/<number>/tell",
        *DOERS,
        address="initiatives/0/tell",
        body={"subject": "s", "text": "t"},
        ok=404,
    ),
    **post(
        "today/marks",
        *DOERS,
        "partner",
        body={"key": "none", "action": "done"},
        ok=404,
    ),
    **get("revenue/months", *READERS),
    **get("renewals", *READERS),
    **get("renewals/accuracy", *READERS),
    **post(
        "renewals/<renewal_id>/call",
        *DOERS,
        address="renewals/0/call",
        body={"call": "risk"},
        ok=404,
        outsider=404,
    ),
    **post(
        "renewals/<renewal_id>/outcome",
        *DOERS,
        address="renewals/0/outcome",
        body={"outcome": "renewed"},
        ok=404,
        outsider=404,
    ),
}
