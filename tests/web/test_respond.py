"""The answer page as its visitor uses it: no account, no cookie, no script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import Suppression
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response, ResponseRevision
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey


@pytest.fixture
def asked(people):
    survey = make_survey(people.workspace)
    now = timezone.now()
    return make_invitation(
        survey,
        make_person(people.workspace),
        language="ja",
        asked_at=now,
        expires_at=now + timedelta(days=30),
    )


def link(invitation) -> str:
    return f"/a/{token_for(invitation.workspace_id, invitation.pk)}/"


def test_looking_counts_nothing_however_it_is_looked(client, asked):
    for look in (client.get, client.head):
        for address in (link(asked), link(asked) + "?score=9", link(asked) + "stop/"):
            assert look(address).status_code == 200
    assert not Response.objects.exists()
    assert not Suppression.objects.exists()


def test_a_clicked_score_is_chosen_already_and_waits_to_be_sent(client, asked):
    page = client.get(link(asked) + "?score=9").content.decode()
    assert 'value="9" required checked' in page
    assert page.count("checked") == 1
    assert "checked" not in client.get(link(asked) + "?score=11").content.decode()


def test_an_answer_is_thanked_for_and_can_be_changed(client, asked):
    answer = client.post(link(asked), {"score": "3", "comment": "高い"}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "高い" in page
    assert "回答を変更する" in page
    changing = client.get(link(asked) + "?change=1").content.decode()
    assert 'value="3" required checked' in changing
    assert "高い" in changing
    client.post(link(asked), {"score": "8", "comment": "直った"})
    assert (Response.objects.get().score, ResponseRevision.objects.get().score) == (8, 3)


def test_another_number_in_the_same_mail_asks_whether_to_change(client, asked):
    client.post(link(asked), {"score": "3"})
    assert b"<form" not in client.get(link(asked) + "?score=3").content
    page = client.get(link(asked) + "?score=9").content.decode()
    assert 'value="9" required checked' in page
    assert Response.objects.get().score == 3


def test_sending_twice_is_sending_once(client, asked):
    for _ in range(2):
        assert client.post(link(asked), {"score": "5", "comment": "ok"}).status_code == 302
    assert Response.objects.count() == 1
    assert not ResponseRevision.objects.exists()


def test_without_a_score_the_words_are_not_lost(client, asked):
    for score in ("", "11", "x"):
        answer = client.post(link(asked), {"score": score, "comment": "<b>長い話</b>"})
        assert answer.status_code == 422
        assert "&lt;b&gt;長い話" in answer.content.decode()
    assert not Response.objects.exists()


def test_the_page_speaks_the_language_of_the_visitor(client, asked):
    assert 'lang="ja"' in client.get(link(asked)).content.decode()[:200]
    page = client.get(link(asked) + "?language=en").content.decode()
    assert 'lang="en"' in page[:200]
    assert "Would you recommend us?" in page
    client.post(link(asked), {"score": "5", "language": "en"})
    assert Response.objects.get().language == "en"


def test_no_cookie_is_set_and_nobody_learns_the_link(client, asked):
    answer = client.get(link(asked))
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert b"<script" not in answer.content


def test_a_link_past_its_time_says_so_kindly(client, asked):
    asked.workspace.sender_address = "hello@kitchen.example"
    asked.workspace.save()
    asked.expires_at = timezone.now()
    asked.save()
    for answer in (client.get(link(asked)), client.post(link(asked), {"score": "3"})):
        assert answer.status_code == 410
        assert "mailto:hello@kitchen.example" in answer.content.decode()
    assert not Response.objects.exists()


def test_who_answered_in_time_reads_that_it_arrived(client, asked):
    client.post(link(asked), {"score": "3"})
    asked.expires_at = timezone.now()
    asked.save()
    assert "たしかに受け取っております" in client.get(link(asked)).content.decode()


def test_an_unknown_link_is_no_stack_of_jargon(client, db):
    answer = client.get("/a/1-1.abc.def/", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "cuts a long link in two" in answer.content.decode()


def test_a_closed_survey_is_told_to_be_closed(client, asked):
    asked.survey.state = "closed"
    asked.survey.save()
    answer = client.get(link(asked))
    assert answer.status_code == 410
    assert "終了いたしました" in answer.content.decode()


def test_no_more_surveys_takes_a_click_and_not_a_look(client, asked):
    assert not Suppression.objects.exists()
    answer = client.post(link(asked) + "stop/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Suppression.objects.get().address == asked.person.email


def test_a_test_answer_is_marked(client, people):
    survey = make_survey(people.workspace)
    test = make_invitation(survey, None, is_test=True, language="ja")
    assert "これはお試しです" in client.get(link(test)).content.decode()
    client.post(link(test), {"score": "1", "comment": "試し"})
    client.post(link(test) + "stop/")
    assert Response.objects.get().is_test
    assert not Suppression.objects.exists()


def test_the_answer_page_takes_few_queries(client, asked, django_assert_max_num_queries):
    make_response(asked.survey, asked.person, invitation=asked)
    with django_assert_max_num_queries(5):
        client.get(link(asked))
