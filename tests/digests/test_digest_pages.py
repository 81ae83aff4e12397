import json
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emptychair.accounts.permissions import RIGHTS, Permission, Role
from emptychair.digests.models import Digest, DigestIssue, Wall
from emptychair.digests.queries.digests import period_of
from emptychair.digests.services import making
from emptychair.digests.services.making import make_issue
from emptychair.digests.services.sending import send_issue
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
    assert "chart-narrow" in text, "what is read on a phone is drawn for it"
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


def test_a_preview_is_of_the_period_that_was_chosen_of_any_kind(alice, people, report, answers):
    digest = report(language="en")
    address = f"/reports/{digest.pk}/preview/"
    people.workspace.fiscal_year_start = 4
    people.workspace.save()
    offered = re.findall(r'<option value="([^"]+)"', alice.get(address).content.decode())
    assert offered[0] == month_before_this()
    assert {len(key) for key in offered} == {6, 7, 8, 9}  # years, months, weeks, fiscal quarters
    for key, words in (
        ("2026-10", "Oct 2026"),
        ("2026-W40", "28 Sep"),
        ("2026-Q3", "Quarter 3 of 2026 (Jul 2026 to Sep 2026)"),
        ("fy2026-Q2", "Fiscal year 2026, quarter 2 (Jul 2026 to Sep 2026)"),
        ("fy2025", "Fiscal year 2025 (Apr 2025 to Mar 2026)"),
    ):
        shown = alice.get(address, {"period": key}).content.decode()
        assert words in shown.split("</header>")[1], key
        assert f"?period={key}" in shown
    assert not DigestIssue.objects.exists()
    digest.refresh_from_db()
    assert digest.cadence == "month"


def month_before_this():
    today = timezone.now().astimezone(ZoneInfo("Asia/Tokyo")).date()
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def test_files_of_a_preview_are_of_its_period_and_nothing_is_kept(alice, report, answers):
    digest = report(language="en", forms=("pdf",))
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("pptx", b"PK")):
        answer = alice.get(f"/reports/{digest.pk}/preview/{form}/", {"period": "2026-10"})
        assert answer.content.startswith(begins)
        assert f"-2026-10.{form}" in answer["Content-Disposition"]
    assert alice.get(f"/reports/{digest.pk}/preview/docx/").status_code == 404
    assert not DigestIssue.objects.exists()


def test_the_dry_run_tells_who_would_get_which_edition(alice, people, report, answers):
    digest = report(
        language="en", with_names=True, members=(people.alice.pk, people.ana.pk),
        addresses=("auditor@example.org",), forms=("pdf", "xlsx"),
    )  # fmt: skip
    mail = alice.get(f"/reports/{digest.pk}/preview/", {"period": "2026-10"}).context["mail"]
    assert mail.subject == "取締役会レポート Oct 2026 (Kitchen)"
    assert "The report is attached" in mail.text
    assert f"/reports/{digest.pk}/" in mail.text
    named = {(one.reader.address, one.with_names, len(one.files)) for one in mail.mails}
    assert named == {
        (people.alice.email, True, 2),
        (people.ana.email, Permission.NAME_READ in RIGHTS[Role.ANALYST], 2),
        ("auditor@example.org", False, 2),
    }
    assert not Message.objects.exists()


def test_what_was_chosen_in_the_preview_is_what_one_sends_to_oneself(alice, report, answers):
    digest = report(language="en", forms=("xlsx",))
    alice.post(f"/reports/{digest.pk}/send-me/", {"period": "2026-Q3"})
    assert "Quarter 3 of 2026" in Message.objects.get().subject
    digest.refresh_from_db()
    assert digest.cadence == "month"


def test_an_issue_tells_what_became_of_each_mail(alice, people, report, answers, october):
    digest = report(language="en", forms=("xlsx",), addresses=("auditor@example.org",))
    issue, _new = make_issue(people.system, digest, october, now=NOW)
    assert "mailed to nobody" in alice.get(f"/reports/issues/{issue.pk}/").content.decode()
    send_issue(people.system, issue, address="https://example.org/", now=NOW)
    Message.objects.filter(to_address="auditor@example.org").update(state="bounced")
    Message.objects.filter(to_address=people.alice.email).update(state="delivered")
    shown = alice.get(f"/reports/issues/{issue.pk}/").content.decode()
    assert "came back" in shown
    states = [one.tone for one in alice.get(f"/reports/issues/{issue.pk}/").context["deliveries"]]
    assert (states[0], states[-1]) == ("bad", "good")


def test_a_report_that_should_be_there_and_is_not_says_so(alice, people, report, answers):
    digest = report(language="en", now=timezone.now() - timedelta(days=70))
    shown = alice.get(f"/reports/{digest.pk}/").content.decode()
    assert "should have been made and sent by now" in shown
    period = period_of(people.system, digest, now=timezone.now())
    issue, _new = make_issue(people.system, digest, period, now=timezone.now())
    send_issue(people.system, issue, address="https://example.org/", now=timezone.now())
    assert "should have been made" not in alice.get(f"/reports/{digest.pk}/").content.decode()
