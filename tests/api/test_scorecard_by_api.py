"""Figures from outside sent by machines, and the scorecard read by them."""

import json
from datetime import date

import pytest

from emptychair.accounts.permissions import Permission
from emptychair.scorecard.models import OutsideCorrection, OutsideValue
from tests.people import NOW, make_secret

FIGURE = {
    "name": "Leads",
    "unit": "number",
    "group": "funnel",
    "horizon": "short",
    "combining": "sum",
    "definition": "Each once.",
    "source": "CRM",
}


@pytest.fixture
def machine(client, people):
    scopes = (Permission.SCORE_READ, Permission.PROGRAMME_MANAGE)
    secret = make_secret(people.workspace, *scopes, now=NOW, days=3_650)

    def send(method, path, body=None):
        return client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            "application/json",
            headers={"authorization": f"Bearer {secret}"},
        )

    return send


def test_a_figure_and_its_values_may_be_sent_again_and_again(machine):
    for _ in range(2):
        defined = machine("PUT", "figures/leads", FIGURE)
        assert (defined.status_code, defined.json()["version"]) == (200, 1)
        stored = machine("PUT", "figures/leads/values/2020-10", {"value": 120, "n": 120})
        assert stored.status_code == 200
        assert stored.json()["period"] == "2020-10"
        assert stored.json()["source"] == "CRM"
    assert OutsideValue.objects.count() == 1
    assert machine("PUT", "figures/leads/values/2020-10", {"value": 125}).json()["value"] == 125
    assert OutsideCorrection.objects.get().was == 120
    machine("PUT", "figures/leads/values/2020-09-03", {"value": 4})
    periods = [one["period"] for one in machine("GET", "figures/leads/values").json()]
    assert periods == ["2020-10", "2020-09-03"]


def test_the_scorecard_holds_it_with_its_definition(machine):
    machine("PUT", "figures/leads", FIGURE)
    machine("PUT", "figures/leads/values/2019-01", {"value": 120})
    rows = {row["key"]: row for row in machine("GET", "scorecard?period=1").json()}
    assert rows["leads"]["verdict"] == "cannot_tell"
    assert rows["leads"]["why"] == "missing"
    assert rows["leads"]["definition"] == "Each once."
    assert date.fromisoformat(rows["leads"]["now"]["first"]).day == 1
    assert [one["key"] for one in machine("GET", "figures").json()] == ["leads"]
    assert machine("GET", "scorecard/warnings").json() == []


def test_what_cannot_be_understood_is_refused_as_a_problem(machine):
    assert machine("PUT", "figures/leads", {**FIGURE, "unit": "x"}).status_code == 422
    machine("PUT", "figures/leads", FIGURE)
    for period, value, code in (
        ("October", 1, "period-unknown"),
        ("2026-13", 1, "period-unknown"),
        ("2099-01", 1, "period-ahead"),
        ("2020-10", -1, "value-impossible"),
    ):
        answer = machine("PUT", f"figures/leads/values/{period}", {"value": value})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert machine("PUT", "figures/nothing/values/2020-10", {"value": 1}).status_code == 404
    assert machine("PUT", "figures/coverage", FIGURE).status_code == 409
