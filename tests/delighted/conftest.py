"""A key, and a way to speak with the API."""

import base64
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.test import Client

from emptychair.integrations.delighted.services.keys import create_key
from tests.factories.surveys import make_survey

BASE = "/delighted/v1"


@dataclass
class Answered:
    status: int
    body: object
    headers: dict

    @property
    def next(self):
        link = self.headers.get("Link", "")
        if not link:
            return ""
        address = urlsplit(link.split(";")[0].strip("<>"))
        return f"{address.path}?{address.query}"


@dataclass
class Api:
    secret: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def ask(self, method, path, given=None, *, form=None, headers=None, auth=None):
        body, kind = b"", "application/octet-stream"
        if given is not None:
            body, kind = json.dumps(given).encode(), "application/json"
        if form is not None:
            body, kind = form.encode(), "application/x-www-form-urlencoded"
        plain = f"{self.secret}:" if auth is None else auth
        sent = {"authorization": "Basic " + base64.b64encode(plain.encode()).decode()}
        address = path if path.startswith(BASE) else BASE + path
        answer = self.client.generic(
            method, address, body, kind, headers={**sent, **(headers or {})}
        )
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        return Answered(answer.status_code, json.loads(answer.content), dict(answer.headers))

    def get(self, path, **rest):
        return self.ask("GET", path, **rest)

    def post(self, path, given=None, **rest):
        return self.ask("POST", path, given, **rest)

    def put(self, path, given=None, **rest):
        return self.ask("PUT", path, given, **rest)

    def delete(self, path, given=None, **rest):
        return self.ask("DELETE", path, given, **rest)


@pytest.fixture
def survey(people):
    return make_survey(people.workspace, name="Relationship")


@pytest.fixture
def key(people, survey):
    return create_key(people.system, survey_id=survey.pk, name="shop")


@pytest.fixture
def api(key):
    return Api(key[1])
