"""Strangers to the names walk through every page that they can reach, and read all of it."""

import html
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Role
from emptychair.accounts.services.workspaces import add_member
from emptychair.customers.models import Person
from emptychair.customers.services.household import note_wish
from emptychair.demo import generate
from emptychair.demo.loading import load_demo
from emptychair.loop.models import Case
from emptychair.loop.services.conversation import add_note, reply_by_mail
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_response
from tests.people import make_user, make_workspace

MOST_PAGES = 200
LINK = re.compile(r'(?:href|hx-get|action)="([^"#]+)')
NOT_WALKED = ("/static/", "/assets/", "/accounts/", "/ui/", "/api/", "/demo/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("walked-demo")
    generate(place, people=120)
    return place


@pytest.fixture
def spaces(db, folder):
    load_demo(folder, now=timezone.now(), again=False, show=lambda *_: None)
    return {one.slug: one for one in Workspace.objects.all()}


def enter(workspace, name, role):
    user = make_user(name)
    add_member(Access.system(workspace, "tests"), user, role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client, user


def walk(client, start="/", most=MOST_PAGES):
    """Every page that links lead to, one address of each kind with a number before the next."""
    waiting, seen, kinds = [start], {start}, {}
    while waiting and len(kinds) < most:
        waiting.sort(key=lambda address: kinds.get(kind(address), 0))
        address = waiting.pop(0)
        kinds[kind(address)] = kinds.get(kind(address), 0) + 1
        answer = client.get(address)
        text = html.unescape(read(answer))
        yield address, answer.status_code, text
        for link in LINK.findall(read(answer)):
            found = urlsplit(urljoin(address, html.unescape(link)))
            target = found.path + (f"?{found.query}" if found.query else "")
            if found.netloc or target in seen or target.startswith(NOT_WALKED):
                continue
            seen.add(target)
            waiting.append(target)


def kind(address):
    return re.sub(r"\d+", "0", urlsplit(address).path)


def read(answer):
    return answer.getvalue().decode("utf-8", "replace")


def secrets_of(workspace):
    """Words by which a reader would know who it is."""
    found = {}
    for person in Person.objects.filter(workspace=workspace):
        parts = person.name.split()
        joined = {person.name, "".join(parts), "\u3000".join(parts)} if len(parts) > 1 else set()
        for word in {*joined, person.name, person.email, person.phone, person.name_reading}:
            if len(word) > 3:
                found[word] = person.pk
    return found


def test_explore(spaces):
    for slug, workspace in spaces.items():
        client, _ = enter(workspace, f"an-{slug}", Role.ANALYST)
        secrets = secrets_of(workspace)
        n = 0
        for address, status, text in walk(client):
            n += 1
            hits = [w for w in secrets if w in text]
            print(slug, status, address, hits[:4])
