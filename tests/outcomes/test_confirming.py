"""A customer confirms or corrects their number through a signed link."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import TimelineEntry
from emptychair.customers.services.suppression import suppress_address
from emptychair.kit.agenda import gather
from emptychair.messaging.models import Message
from emptychair.outcomes.errors import AlreadyDecided, LinkOver, NoReading, NotAsked, ReasonNeeded
from emptychair.outcomes.links import token_for
from emptychair.outcomes.models import Confirmation, Reading
from emptychair.outcomes.queries.confirmations import draft_for, visit_by_token
from emptychair.outcomes.services.confirming import (
    Answer,
    answer_confirmation,
    decide_correction,
    make_link,
    revoke_link,
    send_link,
)
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from tests.factories.customers import make_company, make_person

DAY = date(2026, 11, 1)


@pytest.fixture
def person(people):
    company = make_company(people.workspace, name="Sakura")
    return make_person(people.workspace, company=company, name="高橋 由紀", language="ja")


@pytest.fixture
def kpi(people, person):
    agreed = Agreed(name="採用の人数", unit="人", customer_owner_id=person.pk)
    now = timezone.now()
    found, _new = agree_kpi(people.system, agreed, company=person.company, now=now)
    record_readings(people.system, found, [GivenReading(value=4.0, day=DAY)], now=now)
    found.refresh_from_db()
    return found


@pytest.fixture
def link(people, kpi, person):
    return make_link(people.system, kpi, person, language="ja", now=timezone.now())[0]


def address(link):
    return reverse("kpi-confirm", args=[token_for(link.workspace_id, link.pk)])


def send(people, link, **more):
    words = {
        "subject": "数字のご確認",
        "text": "こちらです: {link}",
        "address": "https://x.example/k/1/",
    }
    return send_link(people.system, link, now=timezone.now(), **{**words, **more})


def test_looking_changes_nothing_and_shows_nothing_of_others(client, people, link):
    other = agree_kpi(
        people.system, Agreed(name="Secret of others"), company=make_company(people.workspace),
        now=timezone.now(),
    )[0]  # fmt: skip
    before = Confirmation.objects.values().get()
    page = client.get(address(link))
    text = page.content.decode()
    assert "4人" in text
    assert "採用の人数" in text
    assert "高橋 由紀 様" in text
    assert other.name not in text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    client.head(address(link))
    assert Confirmation.objects.values().get() == before


def test_confirming_keeps_day_and_name_and_is_done_once(client, people, kpi, link):
    form = {"answer": "right", "name": "高橋 由紀", "comment": "助かります"}
    assert client.post(address(link), form).status_code == 302
    again = client.post(address(link), {**form, "answer": "other", "value": "9"})
    assert again.status_code == 200  # thanks for the first answer
    link.refresh_from_db()
    kpi.refresh_from_db()
    assert (link.state, link.answered_name, link.comment) == (
        "confirmed",
        "高橋 由紀",
        "助かります",
    )
    assert kpi.is_confirmed
    assert kpi.confirmed_on is not None
    assert TimelineEntry.objects.filter(code="outcomes.kpi_confirmed").count() == 1
    assert AuditEntry.objects.filter(action="kpi.confirmed").count() == 1
    assert "ありがとうございます" in client.get(address(link)).content.decode()
    record_readings(
        people.system, kpi, [GivenReading(value=5.0, day=DAY + timedelta(days=1))],
        now=timezone.now(),
    )  # fmt: skip
    kpi.refresh_from_db()
    assert not kpi.is_confirmed  # of the newer number nobody has said anything


def test_a_correction_changes_nothing_until_one_of_us_decides(client, people, kpi, link):
    client.post(address(link), {"answer": "other", "value": "6", "name": "高橋"})
    kpi.refresh_from_db()
    assert (kpi.current_value, kpi.is_confirmed) == (4.0, False)
    bob = access_of_user(people.bob)
    item = next(one for one in gather(bob, now=timezone.now(), limit=9) if "corrected" in one.key)
    assert item.kind == "decide"
    link.refresh_from_db()
    with pytest.raises(ReasonNeeded):
        decide_correction(bob, link, take=False, reason=" ", now=timezone.now())
    decide_correction(bob, link, take=True, reason="", now=timezone.now())
    kpi.refresh_from_db()
    assert kpi.current_value == 6.0
    taken = Reading.objects.get(superseded_at=None)
    assert (taken.source, taken.told_by_id) == ("told", link.person_id)
    assert Reading.objects.get(value=4.0).superseded_at is not None
    with pytest.raises(AlreadyDecided):
        decide_correction(bob, link, take=False, reason="no", now=timezone.now())


def test_ours_is_kept_with_a_reason(client, people, kpi, link):
    client.post(address(link), {"answer": "other", "value": "6", "name": "高橋"})
    link.refresh_from_db()
    bob = access_of_user(people.bob)
    decide_correction(bob, link, take=False, reason="six with the trainees", now=timezone.now())
    kpi.refresh_from_db()
    assert kpi.current_value == 4.0
    assert not [one for one in gather(bob, now=timezone.now(), limit=9) if "corrected" in one.key]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"answer": "other", "name": "高橋"},
        {"answer": "other", "value": "many", "name": "高橋"},
        {"answer": "right"},
        {"answer": "other", "value": "nan", "name": "高橋"},
    ],
)
def test_half_an_answer_is_asked_again(client, link, form):
    assert client.post(address(link), form).status_code == 422
    link.refresh_from_db()
    assert link.answered_at is None


def test_the_customer_reads_days_as_they_are_where_the_company_is(client, people, link):
    people.workspace.time_zone = "Asia/Tokyo"
    people.workspace.save()
    link.expires_at = datetime(2099, 12, 30, 18, tzinfo=UTC)  # three in the morning in Tokyo
    link.save()
    text = client.get(address(link)).content.decode()
    assert "12月31日" in text
    assert "12月30日" not in text


def test_a_link_that_was_withdrawn_or_is_too_old_opens_nothing(client, people, link):
    link.expires_at = timezone.now() - timedelta(minutes=1)
    link.save()
    assert client.get(address(link)).status_code == 410
    link.expires_at = timezone.now() + timedelta(days=1)
    link.save()
    revoke_link(people.system, link)
    page = client.get(address(link))
    assert page.status_code == 410
    assert "採用の人数" not in page.content.decode()
    assert client.post(address(link), {"answer": "right", "name": "x"}).status_code == 410
    visit = visit_by_token(people.system, address(link).split("/")[2], now=timezone.now())
    with pytest.raises(LinkOver):
        answer_confirmation(visit.access, visit.row, Answer(name="x"), now=timezone.now())


def test_a_link_somebody_made_up_is_unknown(client, link):
    assert client.get(address(link).replace("-", "0-")).status_code == 404


def test_the_mail_goes_out_once_with_the_link_in_it(people, link):
    send(people, link)
    send(people, Confirmation.objects.get(pk=link.pk))
    message = Message.objects.get()
    assert message.text.startswith("こちらです: https://x.example/k/1/")
    assert message.to_address == link.person.email


def test_a_link_is_never_missing_from_the_mail(people, link):
    send(people, link, text="ご確認ください")
    assert "https://x.example/k/1/" in Message.objects.get().text


def test_who_may_not_be_written_to_gets_no_mail(people, kpi, person, link):
    suppress_address(people.system, channel="email", address=person.email, reason="asked")
    draft = draft_for(people.system, kpi, person, now=timezone.now())
    assert not draft.allowed
    assert draft.reason
    with pytest.raises(NotAsked):
        send(people, link)
    assert not Message.objects.exists()


def test_the_draft_speaks_the_customers_language(people, kpi, person):
    draft = draft_for(people.system, kpi, person, now=timezone.now())
    assert draft.allowed
    assert "高橋 由紀 様" in draft.text
    assert "4人" in draft.text
    person.language = "en"
    draft = draft_for(people.system, kpi, person, now=timezone.now())
    assert "May we ask" in draft.subject
    assert draft.text.startswith("Dear 高橋 由紀,")


def test_who_has_no_name_is_not_called_by_an_address(people, kpi, person):
    person.name = ""
    draft = draft_for(people.system, kpi, person, now=timezone.now())
    assert draft.text.startswith("お客様\n")
    assert person.email not in draft.text


def test_the_same_number_is_asked_about_once_until_the_link_is_over(people, kpi, person, link):
    again, new = make_link(people.system, kpi, person, language="ja", now=timezone.now())
    assert (again.pk, new) == (link.pk, False)
    later = timezone.now() + timedelta(days=31)
    other, new = make_link(people.system, kpi, person, language="ja", now=later)
    assert new
    assert other.pk != link.pk


def test_without_a_number_there_is_nothing_to_confirm(people, person):
    kpi, _new = agree_kpi(
        people.system, Agreed(name="x"), company=person.company, now=timezone.now()
    )
    with pytest.raises(NoReading):
        make_link(people.system, kpi, person, language="ja", now=timezone.now())
