import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from emptychair.accounts.permissions import Permission
from emptychair.digests.models import Digest, DigestIssue, Wall
from emptychair.digests.services import making
from emptychair.digests.services.making import make_issue
from emptychair.messaging.models import Message
from tests.people import NOW, make_secret

FORM = {
    "name": "取締役会", "audience": "board", "cadence": "month", "weekday": "0", "day": "3",
    "hour": "8", "kinds": ["pdf", "xlsx"], "language": "ja",
}  # fmt: skip


def enter(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def alice(people, data_folder):
    return enter(people.alice)


def test_a_report_is_set_up_changed_rested_removed_and_taken_back(alice, people):
    made = alice.post("/reports/new/", {**FORM, "members": [people.bob.pk]})
    digest = Digest.objects.get()
    assert made["Location"] == f"/reports/{digest.pk}/"
    assert (digest.forms, digest.day) == (["pdf", "xlsx"], 3)
    assert "Bob" in alice.get(f"/reports/{digest.pk}/").content.decode()
    alice.post(f"/reports/{digest.pk}/edit/", {**FORM, "cadence": "week", "weekday": "4"})
    digest.refresh_from_db()
    assert (digest.cadence, digest.day, digest.recipients.count()) == ("week", 4, 0)
    for act, is_there in (("pause", True), ("resume", True), ("remove", False), ("restore", True)):
        assert alice.post(f"/reports/{digest.pk}/{act}/").status_code == 302
        listed = alice.get("/reports/").content.decode()
        assert ("取締役会" in listed) is is_there, act
        assert ("rests" in listed) is (act == "pause")


def test_addresses_outside_are_taken_only_with_a_confirmation(alice, people):
    outside = {**FORM, "addresses": "auditor@example.org"}
    refused = alice.post("/reports/new/", outside)
    assert "outside of this workspace" in refused.content.decode()
    assert not Digest.objects.exists()
    assert alice.post("/reports/new/", {**outside, "confirmed": "on"}).status_code == 302


def test_the_preview_leads_to_the_pages_and_masks_unless_the_report_names(
    alice, people, report, answers, october
):
    digest = report(language="en")
    address = f"/reports/{digest.pk}/preview/?period=2026-10"
    text = alice.get(address).content.decode()
    assert "Oct 2026" in text
    assert "style=" not in text
    assert "森田" not in text
    links = set(re.findall(r'href="[^"]*?(/(?:scores|voices|cases|touchpoints)/[^"]*)"', text))
    assert len(links) >= 4
    for link in links:
        assert alice.get(link.replace("&amp;", "&")).status_code == 200, link
    Digest.objects.update(with_names=True)
    assert "森田" in alice.get(address).content.decode()
    assert "森田" not in enter(people.ana).get(address).content.decode()


def test_files_are_downloaded_with_names_only_by_who_may_see_them(
    people, report, october, data_folder, monkeypatch
):
    monkeypatch.setattr(
        "emptychair.digests.services.making.write",
        lambda content, form: str(content.masked).encode(),
    )
    issue, _new = make_issue(people.system, report(with_names=True), october, now=NOW)
    for user, masked in ((people.alice, b"False"), (people.ana, b"True")):
        answer = enter(user).get(f"/reports/issues/{issue.pk}/pptx/")
        assert answer.content == masked
        assert answer["Content-Type"].endswith("presentation")
        assert "private" in answer["Cache-Control"]
    assert enter(people.charlie).get(f"/reports/issues/{issue.pk}/pdf/").status_code == 404
    assert enter(people.alice).get(f"/reports/issues/{issue.pk}/docx/").status_code == 404
    assert enter(people.alice).get(f"/reports/issues/{issue.pk}/").status_code == 200


def test_a_try_is_mailed_to_whoever_presses_the_button(alice, people, report):
    digest = report(forms=("xlsx",))
    alice.post(f"/reports/{digest.pk}/send-me/")
    message = Message.objects.get()
    assert message.to_address == "alice@example.com"
    page = alice.get(f"/settings/outbox/{message.pk}/").content.decode()
    assert message.files.get().name in page
    assert not DigestIssue.objects.exists()


def test_the_list_asks_few_questions(alice, people, report, django_assert_max_num_queries):
    for number in range(12):
        report(name=f"report {number}")
    alice.get("/reports/")
    with django_assert_max_num_queries(16):
        alice.get("/reports/")


def test_a_display_is_set_up_opened_and_switched_off(alice, people, data_folder):
    alice.post("/reports/walls/", {"label": "Entrance", "language": "en"})
    wall = Wall.objects.get()
    page = alice.get("/reports/walls/").content.decode()
    address = re.search(r'href="http://testserver(/wall/[^"]+)"', page)[1]
    assert Client().get(address).status_code == 200
    alice.post(reverse("wall-revoke", args=[wall.pk]))
    assert Client().get(address).status_code == 404
    assert "Switched off" in alice.get("/reports/walls/").content.decode()


def test_machines_list_make_and_download(client, people, report, monkeypatch):
    monkeypatch.setattr(making, "write", lambda _content, form: form.encode())
    digest = report(now=NOW - timedelta(days=90))
    scopes = (Permission.REPORT_READ, Permission.PROGRAMME_MANAGE)
    secret = make_secret(people.workspace, *scopes, now=NOW, days=3_650)
    token = {"authorization": f"Bearer {secret}"}
    (listed,) = client.get("/api/v1/digests", headers=token).json()
    assert (listed["id"], listed["forms"]) == (digest.pk, ["pdf", "xlsx", "pptx"])
    address = f"/api/v1/digests/{digest.pk}/issues"
    body = json.dumps({"period": ""})
    answers = [
        client.post(address, body, content_type="application/json", headers=token)
        for _twice in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 200]
    issue = answers[0].json()
    assert answers[1].json()["id"] == issue["id"]
    assert client.get(address, headers=token).json()[0]["files"] == ["pdf", "pptx", "xlsx"]
    file = client.get(f"/api/v1/digests/issues/{issue['id']}/pdf", headers=token)
    assert file.content == b"pdf"
    assert not Message.objects.exists()
