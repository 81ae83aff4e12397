"""Initiatives: who asked, what changes, whether it helped, who is told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from emptychair.accounts.queries import access_of_user
from emptychair.customers.services.suppression import suppress_address
from emptychair.loop.errors import NotDoneYet
from emptychair.loop.models import Case, Initiative, InitiativeVoice
from emptychair.loop.queries.told import told_progress
from emptychair.loop.services.initiatives import change_initiative, complete_initiative, link_voice
from emptychair.loop.services.telling import tell_those_who_asked
from emptychair.messaging.models import InboundMail, Message
from tests.factories.customers import make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

WORDS = {"subject": {"ja": "変えました", "en": "We changed it"}}
WORDS["text"] = {"ja": "{name}\n変えました。", "en": "{name}\nWe changed it."}


@pytest.fixture
def asked(people):
    """An initiative for which three asked: one twice, one in English, one whose mail bounced."""
    bob = access_of_user(people.bob)
    made = make_initiative(people.workspace, title="名義変更を Web に", due_on=date(2026, 12, 1))
    survey = make_survey(people.workspace)
    names = (("彩", "ja"), ("Jane Doe", "en"), ("太郎", ""))
    persons = [make_person(people.workspace, name=name, language=code) for name, code in names]
    for person in (*persons, persons[0]):
        answer = make_response(survey, person, score=3, comment=f"{person.name} says")
        link_voice(bob, made, response=answer)
    suppress_address(
        people.system, channel="email", address=persons[2].email, reason="unsubscribed"
    )
    return made


def test_nobody_is_told_before_it_is_done(people, asked):
    with pytest.raises(NotDoneYet):
        tell_those_who_asked(access_of_user(people.bob), asked, now=NOW, dry_run=False, **WORDS)
    assert not Message.objects.exists()


def test_those_who_asked_are_told_once_in_their_language_or_not_with_the_reason(people, asked):
    bob = access_of_user(people.bob)
    done = complete_initiative(bob, asked, result="申請が二分に", now=NOW)
    dry = tell_those_who_asked(bob, done, now=NOW, dry_run=True, **WORDS)
    assert [row.allowed for row in dry.rows] == [True, True, False]
    assert dry.rows[2].reason
    assert not Message.objects.exists()
    for _ in range(2):
        tell_those_who_asked(bob, done, now=NOW + timedelta(days=1), dry_run=False, **WORDS)
    mails = {mail.person.name: mail for mail in Message.objects.filter(purpose="told")}
    assert set(mails) == {"彩", "Jane Doe"}
    assert mails["彩"].text.startswith("彩")
    assert mails["Jane Doe"].subject == "We changed it"
    assert mails["彩"].unique_key == f"told:{done.pk}:{mails['彩'].person.pk}"
    assert told_progress(bob, done).asked == 3
    assert told_progress(bob, done).told == 2
    assert InitiativeVoice.objects.filter(told__isnull=False).count() == 3


def test_who_speaks_a_language_in_which_nothing_was_written_is_not_told(people, asked):
    bob = access_of_user(people.bob)
    done = complete_initiative(bob, asked, now=NOW)
    tell_those_who_asked(bob, done, subject="変えました", text="変えました", now=NOW, dry_run=False)
    assert [mail.person.name for mail in Message.objects.filter(purpose="told")] == ["彩"]


def test_the_pages_lead_from_idea_to_told(client, people, asked):
    client.force_login(people.bob)
    page = client.get(reverse("initiative", args=[asked.number])).content.decode()
    assert "Jane Doe says" in page
    moved = {"state": "done", "result": "二分で済む"}
    client.post(reverse("initiative-move", args=[asked.number]), moved)
    asked.refresh_from_db()
    assert (asked.state, asked.result) == ("done", "二分で済む")
    address = reverse("initiative-tell", args=[asked.number])
    assert "subject_en" in client.get(address).content.decode()
    words = {
        "subject_ja": "変えました",
        "text_ja": "{name}\n変えました",
        "subject_en": "Changed",
        "text_en": "Dear {name}",
    }
    preview = client.post(address, words)
    assert "Dear Jane Doe" in preview.content.decode()
    assert not Message.objects.exists()
    assert client.post(address, {**words, "send": "1"}).status_code == 302
    assert Message.objects.filter(purpose="told").count() == 2


def test_an_answer_to_the_mail_is_watched_and_becomes_a_case_once(client, people, asked):
    client.force_login(people.bob)
    mail = InboundMail.objects.create(
        workspace=people.workspace,
        header_id="<9@example.com>",
        thread=f"initiative:{asked.pk}",
        person=make_person(people.workspace),
        from_address="x@example.com",
        to_address="hello@example.com",
        text="まだ三日かかります。",
        raw="",
        received_at=NOW,
    )
    page = client.get(reverse("initiative", args=[asked.number])).content.decode()
    assert "まだ三日かかります。" in page
    for _ in range(2):
        client.post(reverse("initiative-answer-case", args=[asked.number, mail.pk]))
    case = Case.objects.get()
    assert case.entries.get(kind="mail_in").inbound == mail


def test_an_initiative_begins_with_the_case_that_asked(client, people):
    client.force_login(people.bob)
    case = make_case(people.workspace, person=make_person(people.workspace))
    address = reverse("initiative-new") + f"?case={case.number}"
    form = {"title": "名義変更", "kind": "product", "metric": "nps", "due_on": "2027-01-10"}
    assert client.get(address).status_code == 200
    client.post(address, form)
    made = Initiative.objects.get()
    assert made.voices.get().case == case
    assert made.due_on == date(2027, 1, 10)
    edit = reverse("initiative-edit", args=[made.number])
    assert "名義変更" in client.get(edit).content.decode()
    client.post(edit, {**form, "kind": "information", "title": "名義変更の案内"})
    made.refresh_from_db()
    assert (made.kind, made.title) == ("information", "名義変更の案内")


def test_nobody_overwrites_what_a_colleague_wrote_meanwhile(client, people):
    client.force_login(people.bob)
    made = make_initiative(people.workspace, title="名義変更", kind="product")
    edit = reverse("initiative-edit", args=[made.number])
    seen = made.changed_at.isoformat()
    assert f'name="seen" value="{seen}"' in client.get(edit).content.decode()
    form = {"title": "わたしの案", "kind": "product", "metric": "nps", "seen": seen}
    change_initiative(people.system, made, title="同僚の案")
    refused = client.post(edit, form)
    assert refused.status_code == 409
    assert "わたしの案" in refused.content.decode()
    made.refresh_from_db()
    assert made.title == "同僚の案"
    newer = made.changed_at.isoformat()
    assert f'name="seen" value="{newer}"' in refused.content.decode()
    assert client.post(edit, {**form, "seen": newer}).status_code == 302
    made.refresh_from_db()
    assert made.title == "わたしの案"


def test_a_voice_is_linked_once_and_can_be_taken_off_until_it_was_told(client, people):
    client.force_login(people.bob)
    made = make_initiative(people.workspace)
    answer = make_response(make_survey(people.workspace), make_person(people.workspace), score=2)
    address = reverse("initiative-link") + f"?response={answer.pk}"
    assert made.title in client.get(address).content.decode()
    for _ in range(2):
        client.post(address, {"number": made.number})
    voice = made.voices.get()
    client.post(reverse("initiative-unlink", args=[made.number, voice.pk]))
    assert not made.voices.exists()
    assert client.get(reverse("initiative-link")).status_code == 404


def test_the_board_shows_the_share_of_each_kind(client, people):
    client.force_login(people.ana)
    make_initiative(people.workspace, kind="product", state="idea", title="Ours")
    make_initiative(people.workspace, kind="information", state="done")
    make_initiative(people.neighbours, title="Theirs")
    page = client.get(reverse("initiatives")).content.decode()
    assert "Ours" in page
    assert "Theirs" not in page
    assert page.count("<strong>1</strong>") == 2
    assert "Ours" in client.get(reverse("initiatives"), {"state": "idea"}).content.decode()


def test_it_never_claims_an_effect(client, people):
    place = make_touchpoint(people.workspace)
    survey = make_survey(people.workspace, touchpoint=place)
    for days in range(200):
        person = make_person(people.workspace)
        moment = NOW - timedelta(days=days)
        score = 10 if days < 80 else 0
        make_response(survey, person, score=score, answered_at=moment, created_at=moment)
    made = make_initiative(
        people.workspace, state="done", completed_on=date(2026, 8, 15), touchpoint=place
    )
    people.alice.language = "en"
    people.alice.save()
    client.force_login(people.alice)
    page = client.get(
        reverse("initiative", args=[made.number]), headers={"accept-language": "en"}
    ).content.decode()
    assert "cannot tell the cause" in page
    assert "<svg" in page


def test_a_partner_sees_no_initiatives(client, people, asked):
    client.force_login(people.paul)
    assert client.get(reverse("initiatives")).status_code == 403
    assert client.get(reverse("initiative", args=[asked.number])).status_code == 403


def test_the_board_and_the_page_need_few_queries(client, people, django_assert_max_num_queries):
    client.force_login(people.bob)
    survey = make_survey(people.workspace)
    made = [make_initiative(people.workspace) for _ in range(30)]
    for _ in range(30):
        answer = make_response(survey, make_person(people.workspace), score=2)
        link_voice(access_of_user(people.bob), made[0], response=answer)
    with django_assert_max_num_queries(20):
        client.get(reverse("initiatives"))
    with django_assert_max_num_queries(40):
        client.get(reverse("initiative", args=[made[0].number]))
