"""Strangers to the names walk through every page that they can reach, and read all of it."""

import html
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.db.transaction import atomic, set_rollback
from django.test import Client
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Role
from emptychair.accounts.services.workspaces import add_member
from emptychair.customers.models import Person
from emptychair.customers.services.household import note_wish
from emptychair.demo import generate
from emptychair.demo.loading import house, load_demo
from emptychair.loop.models import Case
from emptychair.loop.services.cases import open_case
from emptychair.loop.services.changing import promise
from emptychair.loop.services.conversation import add_note, note_call, reply_by_mail
from emptychair.loop.services.initiatives import link_voice
from emptychair.surveys.models import Response
from emptychair.surveys.services.responses import record_response
from tests.factories.customers import make_contract, make_event, make_order, make_person
from tests.factories.loop import make_case, make_initiative
from tests.people import make_user

MOST_PAGES, MOST_OF_A_KIND = 200, 5
LINK = re.compile(r'(?:href|hx-get|action)="([^"#]+)')
NOT_OF_PARTNERS = ("/customers/", "/scores/", "/surveys/", "/voices/", "/initiatives/", "/search/")
NOT_WALKED = ("/static/", "/assets/", "/accounts/", "/ui/", "/api/", "/demo/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("walked-demo")
    generate(place, people=120)
    return place


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, folder):
    """One company, since loading takes long; every walk takes back what it did to it."""
    walked = [brand for brand in house.BRANDS if brand.slug == "tallywren"]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, atomic():
        patch.setattr(house, "BRANDS", walked)
        load_demo(folder, now=timezone.now(), again=False, show=lambda *_: None)
        yield
        set_rollback(True)


@pytest.fixture
def spaces(loaded, db):
    return {one.slug: one for one in Workspace.objects.all()}


def enter(workspace, name, role):
    user = make_user(name)
    add_member(Access.system(workspace, "tests"), user, role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client, user


def walk(client, starts=("/",)):
    """Every page that links lead to, a few of each kind: rare kinds first, MOST_PAGES at most."""
    waiting, seen, kinds, walked = [*starts], {*starts}, {}, 0
    while waiting and walked < MOST_PAGES:
        waiting.sort(key=lambda address: kinds.get(kind(address), 0))
        address = waiting.pop(0)
        kinds[kind(address)] = kinds.get(kind(address), 0) + 1
        walked += 1
        answer = client.get(address)
        text = read(answer)
        yield address, answer.status_code, html.unescape(text)
        for link in LINK.findall(text):
            found = urlsplit(urljoin(address, html.unescape(link)))
            target = found.path + (f"?{found.query}" if found.query else "")
            if found.scheme or found.netloc or target in seen or target.startswith(NOT_WALKED):
                continue
            seen.add(target)
            if kinds.get(kind(target), 0) < MOST_OF_A_KIND:
                waiting.append(target)
        waiting = [one for one in waiting if kinds.get(kind(one), 0) < MOST_OF_A_KIND]


def kind(address):
    return re.sub(r"\d+", "0", urlsplit(address).path)


def read(answer):
    return answer.getvalue().decode("utf-8", "replace")


def giveaways(workspace):
    """Words by which a reader would know which customer it is."""
    found = set(NAMED_IN_SECRET)
    for person in Person.objects.filter(workspace=workspace):
        parts = person.name.split()
        joined = {"".join(parts), "\u3000".join(parts)} if len(parts) > 1 else set()
        found |= {*joined, person.name, person.name_reading, person.email, person.phone}
    return {word for word in found if len(word) > 3}


NAMED_IN_SECRET = {
    "Quackenbush", "Zebulon", "zebulon@quack.example", "090-8765-4321", "クアッケンブッシュ",
}  # fmt: skip
SAID = "This is Zebulon Quackenbush, zebulon@quack.example, call 090-8765-4321"


def plant(workspace, now):
    """A customer who is named wherever the product takes words."""
    boss = Access.system(workspace, "tests")
    person = make_person(
        workspace, name="Zebulon Quackenbush", name_reading="クアッケンブッシュ ゼブロン",
        email="zebulon@quack.example", phone="090-8765-4321", note=SAID, language="en",
    )  # fmt: skip
    survey = Response.objects.filter(workspace=workspace, metric="nps").first().survey
    said, _new = record_response(
        boss, survey, score=1, comment=SAID, person=person,
        answered_at=now - timedelta(minutes=9), channel="email", source="test",
    )  # fmt: skip
    case, _new = open_case(
        boss, kind="request", title="Zebulon Quackenbush wants his money back", person=person,
        response=said, urgency="urgent", now=now,
    )  # fmt: skip
    make_case(
        workspace, number=7002, title="Zebulon Quackenbush wants a refund", person=person,
        promise="Call Zebulon", promised_for=now.date(), due_at=now, root_cause="price",
    )  # fmt: skip
    add_note(boss, case, text=SAID, now=now)
    note_call(boss, case, text=SAID, now=now)
    reply_by_mail(boss, case, subject="Dear Zebulon Quackenbush", text=SAID, now=now)
    promise(
        boss, case, text="Call Zebulon Quackenbush", for_day=now.date() + timedelta(days=1), now=now
    )
    note_wish(boss, person, text=SAID, now=now)
    initiative = make_initiative(workspace, number=7001, title="Refunds within a day")
    link_voice(boss, initiative, response=said)
    link_voice(boss, initiative, case=case)
    make_event(person, name="invoice_paid", properties={"payer": "Zebulon Quackenbush"})
    make_order(person, item="Tea for Zebulon Quackenbush")
    make_contract(person)
    return {
        "person": person, "case": case, "response": said, "initiative": initiative,
    }  # fmt: skip


SEARCHED = ("/search/", "/customers/", "/cases/", "/voices/")


def test_an_analyst_meets_no_customer_by_name(spaces):
    workspace = spaces["tallywren"]
    planted = plant(workspace, timezone.now())
    client, _user = enter(workspace, "ana", Role.ANALYST)
    words = giveaways(workspace)
    assert len(words) > 100
    starts = [
        "/", "/cases/7002/", "/initiatives/7001/", "/customers/", "/scores/", "/voices/",
        f"/customers/people/{planted['person'].pk}/",
        f"/cases/{planted['case'].number}/",
        f"/voices/{planted['response'].pk}/",
    ]  # fmt: skip
    seen, told = [], []
    for address, status, text in walk(client, starts):
        assert status < 500, address
        seen.append(address)
        told += [f"{address}: {word}" for word in words if word in text]
    assert set(starts) <= set(seen)
    assert len(seen) > 60
    assert not told


def test_an_analyst_finds_nobody_by_what_is_hidden(spaces):
    workspace = spaces["tallywren"]
    planted = plant(workspace, timezone.now())
    client, _user = enter(workspace, "ana", Role.ANALYST)
    boss, _user = enter(workspace, "olga", Role.OWNER)
    found = [f"/customers/people/{planted['person'].pk}/", "Z…"]
    for page in SEARCHED:
        for word in ("Quackenbush", "zebulon@quack.example", "090-8765-4321"):
            text = html.unescape(read(client.get(f"{page}?q={word}")))
            assert not [one for one in found if one in text], (page, word)
        assert "Quackenbush" in read(boss.get(f"{page}?q=Quackenbush")).split("<main", 1)[1]


def test_a_partner_meets_only_what_is_theirs(spaces):
    workspace = spaces["tallywren"]
    planted = plant(workspace, timezone.now())
    client, user = enter(workspace, "paul", Role.PARTNER)
    Case.objects.filter(number=7002).update(assignee=user)
    theirs = giveaways(workspace) - NAMED_IN_SECRET - {"Zebulon Quackenbush", "ZebulonQuackenbush"}
    theirs = {word for word in theirs if "ebulon" not in word and "8765" not in word}
    numbers = set()
    for address, status, text in walk(client):
        assert not [word for word in theirs if word in text], address
        assert status in {200, 302, 403, 405}, address
        if status == 200:
            assert not address.startswith(NOT_OF_PARTNERS), address
            numbers |= set(re.findall(r"/cases/(\d+)/", text))
    assert numbers == {"7002"}
    for hidden in (
        f"/cases/{planted['case'].number}/", "/initiatives/7001/", "/scores/", "/surveys/",
        "/voices/", f"/voices/{planted['response'].pk}/", "/customers/", "/search/?q=Zebulon",
        f"/customers/people/{planted['person'].pk}/", "/settings/outbox/", "/scores/table.csv",
    ):  # fmt: skip
        answer = client.get(hidden)
        assert answer.status_code in {403, 404}, hidden
        assert "Quackenbush" not in read(answer)
