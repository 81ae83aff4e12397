"""The outbox: every mail as the customer sees it."""

from dataclasses import asdict

import pytest
from django.utils import timezone

from emptychair.messaging.models import InboundMail, Message
from emptychair.messaging.rules.contact_rate import ContactRule
from emptychair.messaging.services.sending import plan_message
from tests.factories.customers import make_person

LIST = "/settings/outbox/"


def make_mail(people, **words):
    plain = {
        "person": None,
        "unique_key": f"test:{Message.objects.count()}",
        "purpose": "survey",
        "to_address": "hanako@example.com",
        "to_name": "山田 花子",
        "subject": "配達はいかがでしたか",
        "text": "1から10で https://example.com/a/x",
    }
    return plan_message(people.system, **(plain | words))[0]


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


def read(client, address, **headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_outbox_says_what_comes_next(alice):
    assert "No mail yet" in read(alice, LIST)


def test_mails_stand_there_with_state_and_reason_and_can_be_searched(alice, people):
    make_mail(people)
    make_mail(people, to_address="nobody", to_name="佐藤", purpose="reply", subject="お返事")
    page = read(alice, LIST)
    assert "kept here" in page
    assert "cannot be right" in page
    assert "お返事" not in read(alice, LIST + "?state=handed_over")
    assert "配達" not in read(alice, LIST + "?purpose=reply")
    assert "配達" in read(alice, LIST + "?text=花子&state=nonsense")
    assert "No mail fits" in read(alice, LIST + "?text=zzz")


def test_htmx_gets_the_list_alone(alice, people):
    make_mail(people)
    part = read(alice, LIST, **{"HX-Request": "true"})
    assert "配達" in part
    assert "<html" not in part


def test_a_long_outbox_comes_in_pages_with_few_queries(
    alice, people, django_assert_max_num_queries
):
    for number in range(60):
        make_mail(people, person=make_person(people.workspace), unique_key=f"n:{number}")
    with django_assert_max_num_queries(14):
        page = read(alice, LIST)
    assert "?page=2" in page
    assert read(alice, LIST + "?page=2").count('class="row ') == 10


def test_one_mail_is_shown_as_the_customer_sees_it_in_a_frame_that_runs_nothing(alice, people):
    mail = make_mail(
        people,
        html='<html><head></head><p style="color:red">点</p><script>alert(1)</script></html>',
        headers={"List-Unsubscribe": "<https://example.com/u>"},
    )
    answer = alice.get(f"{LIST}{mail.pk}/")
    page = answer.content.decode()
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert 'sandbox="allow-popups' in page
    assert "alert(1)" not in page
    assert 'href="https://example.com/a/x"' in page
    assert "List-Unsubscribe" in page
    seen = alice.get(f"{LIST}{mail.pk}/preview/")
    policy = seen["Content-Security-Policy"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert seen["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in seen.content.decode()


def test_a_plain_mail_is_escaped_in_its_frame(alice, people):
    mail = make_mail(people, text="<script>x</script> https://example.com/")
    seen = alice.get(f"{LIST}{mail.pk}/preview/").content.decode()
    assert "<script>" not in seen
    assert 'href="https://example.com/"' in seen


def test_doubtful_mails_stand_on_top_and_the_owner_decides(alice, people):
    mail = make_mail(people)
    Message.objects.update(state="unknown", reason="stranded", leased_at=timezone.now())
    assert "Please decide" in read(alice, LIST)
    assert mail.message_id.strip("<>") in read(alice, f"{LIST}{mail.pk}/")
    answer = alice.post(f"{LIST}{mail.pk}/again/", follow=True)
    assert "sent once more" in answer.content.decode()
    assert Message.objects.get().state == "handed_over"
    assert alice.post(f"{LIST}{mail.pk}/leave/").status_code == 409
    assert "Please decide" not in read(alice, LIST)


def test_a_member_sees_the_doubt_and_does_not_decide(client, people):
    mail = make_mail(people)
    Message.objects.update(state="unknown", leased_at=timezone.now())
    client.force_login(people.bob)
    assert "/again/" not in read(client, LIST)
    assert "/again/" not in read(client, f"{LIST}{mail.pk}/")
    assert client.post(f"{LIST}{mail.pk}/again/").status_code == 403


def test_in_the_demo_one_answers_as_the_customer(alice, people):
    people.workspace.is_demo = True
    people.workspace.sender_address = "hello@example.com"
    people.workspace.save()
    person = make_person(people.workspace, email="hanako@example.com")
    mail = make_mail(people, person=person, thread="case:17")
    assert "Answer as the customer" in read(alice, f"{LIST}{mail.pk}/")
    alice.post(f"{LIST}{mail.pk}/answer/", {"text": "火曜日でお願いします。"})
    came = InboundMail.objects.get()
    assert (came.thread, came.person, came.text) == ("case:17", person, "火曜日でお願いします。")
    assert "火曜日でお願いします。" in read(alice, f"{LIST}{mail.pk}/")


def test_outside_of_the_demo_nobody_puts_words_into_a_customers_mouth(alice, people):
    mail = make_mail(people)
    assert "Answer as the customer" not in read(alice, f"{LIST}{mail.pk}/")
    assert alice.post(f"{LIST}{mail.pk}/answer/", {"text": "x"}).status_code == 403
    assert not InboundMail.objects.exists()


def test_the_owner_changes_how_often_we_ask_and_a_member_reads_it(alice, people, client):
    good = asdict(ContactRule(min_days=45, most=3))
    assert alice.post(LIST + "rule/", good).status_code == 302
    assert 'value="45"' in read(alice, LIST + "rule/")
    assert alice.post(LIST + "rule/", good | {"most": 0}).status_code == 422
    client.force_login(people.bob)
    page = read(client, LIST + "rule/")
    assert "45" in page
    assert "<form class=" not in page.split("<main")[1]
    assert client.post(LIST + "rule/", good).status_code == 403


def test_the_neighbours_mail_does_not_exist(client, people):
    mail = make_mail(people)
    client.force_login(people.charlie)
    for rest in ("", "preview/"):
        assert client.get(f"{LIST}{mail.pk}/{rest}").status_code == 404
    assert "配達" not in read(client, LIST)
