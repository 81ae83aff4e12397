"""Who may do what, as a table: every route and every API operation, for everybody who may knock."""

import importlib
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from tests.architecture.permission_table.who import WHO
from tests.people import make_secret

FOLDER = Path(__file__).parent / "permission_table"
SECTIONS = [
    importlib.import_module(f"tests.architecture.permission_table.{path.stem}")
    for path in sorted(FOLDER.glob("*.py"))
    if path.stem != "who"
]
TABLE = {line: answers for section in SECTIONS for line, answers in section.LINES.items()}
MAKERS = {line: section for section in SECTIONS for line in section.LINES}


def routes(resolver: URLResolver, before: str = "") -> set[str]:
    found: set[str] = set()
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        found |= {here} if isinstance(one, URLPattern) else routes(one, here)
    return found


@pytest.fixture
def demo(data_folder):
    (data_folder / "demo").mkdir()
    for form in ("html", "json"):
        (data_folder / "demo" / f"report-ja.{form}").write_text("{}")


def knock(client, people, who, method, address, body=""):
    signed_in = {
        "owner": people.alice,
        "manager": people.maya,
        "member": people.bob,
        "analyst": people.ana,
        "partner": people.paul,
        "outsider": people.charlie,
        "stranger": people.dave,
    }
    headers = {}
    client.cookies.clear()
    if who in signed_in:
        client.force_login(signed_in[who])
    if who == "token":
        secret = make_secret(people.workspace, Permission.REPORT_READ, now=timezone.now())
        headers["authorization"] = f"Bearer {secret}"
    form = "application/json" if body else "application/octet-stream"
    answer = client.generic(method, address, body, form, headers=headers)
    answer.getvalue()  # a file that nobody reads
    return answer


def test_every_route_is_in_the_table():
    known = {line[1] for line in TABLE}
    missing = routes(get_resolver()) - known
    assert not missing, f"Who may use these? Add them to TABLE, one line each: {sorted(missing)}"
    gone = known - routes(get_resolver())
    assert not gone, f"These routes are no more; take them out of TABLE: {sorted(gone)}"


def test_every_line_of_the_table_says_something_for_everybody():
    for line, answers in TABLE.items():
        assert set(answers) == set(WHO), line


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0]} {line[2]}")
def test_everybody_is_answered_as_the_table_says(people, demo, settings, line):
    method, _route, address, *body = line
    if "{" in address:
        address = address.format(**MAKERS[line].make(people))
    settings.JOBS_RUN_AT_ONCE = False  # who may ask is answered before a worker does it
    client, answered = Client(), {}
    for who in WHO:
        with transaction.atomic():  # what one did is undone before the next one knocks
            answer = knock(client, people, who, method, address, *body)
            answered[who] = answer.status_code
            transaction.set_rollback(True)
    assert answered == TABLE[line]


def test_a_token_without_the_scope_is_refused(client, people, demo):
    secret = make_secret(people.workspace, Permission.TOKEN_CREATE, now=timezone.now())
    headers = {"authorization": f"Bearer {secret}"}
    answer = client.get("/api/v1/demo/report/ja", headers=headers)
    assert (answer.status_code, answer.json()["needs"]) == (403, "report:read")
