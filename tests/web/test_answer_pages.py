"""Surveys of several pages, as their visitor uses them: no account, no cookie, no script."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Answer, Response, ResponseRevision
from emptychair.surveys.pictures import store_picture
from emptychair.surveys.queries.answers import answers_of
from emptychair.surveys.types.definition import AnswerValue, Ending, HiddenField
from tests.factories.customers import make_person
from tests.factories.definitions import (
    ask_this,
    definition,
    every_kind,
    option,
    page,
    question,
    when,
    words,
)
from tests.factories.surveys import make_invitation, make_survey

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


def invited(people, asked, **fields):
    survey = ask_this(make_survey(people.workspace), asked)
    now = timezone.now()
    plain = {"language": "en", "asked_at": now, "expires_at": now + timedelta(days=30)}
    person = make_person(people.workspace, name="Jane Doe", language="en")
    return make_invitation(survey, person, **(plain | fields))


def link(invitation) -> str:
    return f"/a/{token_for(invitation.workspace_id, invitation.pk)}/"


def send(client, invitation, asked_page, data, *, go="next", shown=None, language="en"):
    keys = shown if shown is not None else [one.key for one in asked_page.questions]
    form = {"page": asked_page.key, "shown": " ".join(keys), "go": go, "language": language}
    return client.post(link(invitation), {**form, **data})


def text_of(answer) -> str:
    return answer.content.decode()


FILLED = {
    "nps": ({"q-nps": "9"}, AnswerValue(number=9)),
    "csat": ({"q-csat": "4"}, AnswerValue(number=4)),
    "ces": ({"q-ces": "7"}, AnswerValue(number=7)),
    "pmf": ({"q-pmf": "3"}, AnswerValue(number=3)),
    "agree": ({"q-agree": "2"}, AnswerValue(number=2)),
    "single": (
        {"q-single": "other", "q-single-other": "味"},
        AnswerValue(choices=("other",), text="味"),
    ),
    "multiple": (
        {"q-multiple": ["price", "speed"], "q-multiple-other": "taste"},
        AnswerValue(choices=("price", "speed", "other"), text="taste"),
    ),
    "ranking": (
        {"q-ranking-place-box": "1", "q-ranking-place-taste": "2", "q-ranking-place-time": "3"},
        AnswerValue(choices=("box", "taste", "time")),
    ),
    "matrix": (
        {"q-matrix-row-cook": "5", "q-matrix-row-driver": "1"},
        AnswerValue(cells={"cook": 5, "driver": 1}),
    ),
    "short_text": ({"q-short_text": " a "}, AnswerValue(text="a")),
    "long_text": ({"q-long_text": "a\r\nb"}, AnswerValue(text="a\nb")),
    "number": ({"q-number": "１，２００"}, AnswerValue(number=1200)),
    "date": ({"q-date": "2026/2/3"}, AnswerValue(text="2026-02-03")),
    "consent": ({"q-consent": "1"}, AnswerValue(number=1)),
    "contact": (
        {"q-contact-part-email": "a@b.example", "q-contact-part-phone": "０３－１２３４－５６７８"},
        AnswerValue(cells={"email": "a@b.example", "phone": "03-1234-5678"}),
    ),
    "picture": ({"q-picture": "red"}, AnswerValue(choices=("red",))),
}
WRONG = {
    "single": {"q-single": "moon"},
    "ranking": {"q-ranking-place-box": "1", "q-ranking-place-taste": "1"},
    "number": {"q-number": "many"},
    "date": {"q-date": "tomorrow"},
    "contact": {"q-contact-part-email": "nobody"},
    "short_text": {"q-short_text": "x" * 2000},
}


@pytest.mark.parametrize("kind", FILLED)
def test_each_kind_is_answered_and_shown_again(client, people, kind):
    here = page(question(kind, required=True))
    asked = definition(here, score="")
    invitation = invited(people, asked)
    assert f'id="q-{kind}-block"' in text_of(client.get(link(invitation)))
    empty = send(client, invitation, here, {})
    assert empty.status_code == 422
    assert f'id="q-{kind}-problem"' in text_of(empty)
    assert 'href="#q-' in text_of(empty)
    data, value = FILLED[kind]
    answer = send(client, invitation, here, data)
    assert answer.status_code == 302
    response = Response.objects.get()
    assert answers_of(people.system, response) == {kind: value}
    assert response.finished_at is not None
    again = text_of(client.get(link(invitation) + "?change=1"))
    assert send(client, invitation, here, data).status_code == 302
    assert not ResponseRevision.objects.exists()
    marked = {"checked", "selected", 'value="a', "1200", "2026-02-03", ">a\nb<"}
    assert any(mark in again for mark in marked)


@pytest.mark.parametrize("kind", WRONG)
def test_what_does_not_fit_is_said_at_its_place_and_stays_as_typed(client, people, kind):
    here = page(question(kind))
    invitation = invited(people, definition(here, score=""))
    fields = {"most": 1000} if kind == "short_text" else {}
    if fields:
        here = page(question(kind, **fields))
        invitation = invited(people, definition(here, score=""))
    answer = send(client, invitation, here, WRONG[kind])
    assert answer.status_code == 422
    assert f'id="q-{kind}-problem"' in text_of(answer)
    if kind in {"number", "contact", "short_text"}:
        assert next(iter(WRONG[kind].values())) in text_of(answer)
    assert not Response.objects.exists()


def test_a_statement_asks_nothing(client, people):
    first, second = page(question("statement")), page(question("nps"))
    invitation = invited(people, definition(first, second))
    assert send(client, invitation, first, {}).status_code == 302
    assert not Response.objects.exists()


def test_looking_counts_nothing_however_it_is_looked(client, people):
    invitation = invited(people, every_kind())
    for look in (client.get, client.head):
        for query in (
            "",
            "?score=9",
            "?page=choices",
            "?page=last&check=1",
            "?done=1",
            "?change=1",
        ):
            assert look(link(invitation) + query).status_code in {200, 422}
    assert not Response.objects.exists()


def test_the_way_through_forth_and_back_and_on_another_device(client, people):
    asked = every_kind()
    scales, low, choices, last = asked.pages
    invitation = invited(people, asked)
    first = text_of(client.get(link(invitation)))
    assert "Page 1 of 3" in first
    assert 'value="back"' not in first
    onward = send(client, invitation, scales, {"q-nps": "3", "q-why": "cold"})
    assert "page=low" in onward["Location"]
    assert "Page 2 of 4" in text_of(client.get(onward["Location"]))
    assert Response.objects.get().finished_at is None
    back = send(client, invitation, low, {"q-sorry": "why"}, go="back")
    assert "page=scales" in back["Location"]
    assert ">cold<" in text_of(client.get(back["Location"]))
    changed = send(client, invitation, scales, {"q-nps": "10", "q-why": "cold"})
    assert "page=choices" in changed["Location"]
    assert not Answer.objects.filter(question="sorry").exists()
    other_device = text_of(client.get(link(invitation)))
    assert "You can go on from here" in other_device
    assert "You said 10" in other_device
    send(client, invitation, choices, {"q-single": "price"})
    done = send(client, invitation, last, {"q-consent": "1"})
    page_of_thanks = text_of(client.get(done["Location"]))
    assert "Wonderful" in page_of_thanks
    assert 'href="https://example.com/friends"' in page_of_thanks
    response = Response.objects.get()
    assert (response.score, response.comment) == (10, "cold")
    assert response.finished_at is not None


def test_who_skips_ahead_is_led_back_to_what_is_missing(client, people):
    asked = every_kind()
    invitation = invited(people, asked)
    answer = send(client, invitation, asked.pages[-1], {"q-consent": "1"})
    assert "page=scales" in answer["Location"]
    assert "check=1" in answer["Location"]
    shown = client.get(answer["Location"])
    assert 'id="q-nps-problem"' in text_of(shown)
    assert Response.objects.get().finished_at is None


def test_a_question_that_an_answer_brings_up_stands_on_the_same_page(client, people):
    more = question("short_text", key="more", show_if=when("answer:nps", "at_most", 6))
    here, last = page(question("nps"), more, key="one"), page(question("consent"), key="two")
    invitation = invited(people, definition(here, last))
    assert "q-more-block" not in text_of(client.get(link(invitation)))
    answer = send(client, invitation, here, {"q-nps": "2"}, shown=["nps"])
    assert answer["Location"].endswith("#q-more-block")
    assert "q-more-block" in text_of(client.get(answer["Location"]))
    onward = send(client, invitation, here, {"q-nps": "2", "q-more": "x"})
    assert "page=two" in onward["Location"]


def test_a_clicked_score_is_chosen_and_another_one_asks_to_change(client, people):
    asked = definition(page(question("statement")), page(question("nps", required=True)))
    invitation = invited(people, asked)
    first = text_of(client.get(link(invitation) + "?score=9"))
    assert re.search(r'value="9" checked', first)
    send(client, invitation, asked.pages[1], {"q-nps": "9"})
    assert "<form" not in text_of(client.get(link(invitation) + "?score=9"))
    assert 'value="3" checked' in text_of(client.get(link(invitation) + "?score=3"))
    assert Response.objects.get().score == 9


def test_a_click_that_a_person_confirmed_is_kept_and_the_rest_goes_on(client, people):
    asked = every_kind()
    invitation = invited(people, asked)
    here = link(invitation)  # once: it carries the second at which it was signed
    shown = text_of(client.get(here + "?score=9"))
    assert f'data-confirm-to="{here}here/"' in shown
    assert 'data-score-field="q-nps"' in shown
    assert "data-confirm-to" not in text_of(client.get(link(invitation) + "?page=choices"))


def test_after_the_end_an_answer_can_be_changed_until_the_link_expires(client, people):
    here = page(question("nps", required=True), question("long_text", key="why", why_of="nps"))
    invitation = invited(people, definition(here))
    send(client, invitation, here, {"q-nps": "9", "q-why": "good"})
    assert "Change my answer" in text_of(client.get(link(invitation)))
    assert "We have your answer" in text_of(client.get(link(invitation) + "?change=1"))
    send(client, invitation, here, {"q-nps": "2", "q-why": "bad"})
    assert (Response.objects.get().score, ResponseRevision.objects.get().score) == (2, 9)
    invitation.expires_at = timezone.now()
    invitation.save()
    assert send(client, invitation, here, {"q-nps": "10"}).status_code == 410
    assert Response.objects.get().score == 2


@pytest.mark.parametrize("is_short", [True, False])
def test_late_answers_are_welcome_and_kept_aside(client, people, is_short):
    here = page(question("nps", required=True))
    invitation = invited(people, definition(here))
    survey = invitation.survey
    survey.closes_at = timezone.now() - timedelta(hours=1)
    if is_short:
        survey.version = 0
    survey.save()
    shut = client.get(link(invitation))
    assert shut.status_code == 410
    assert "?late=1" in text_of(shut)
    late = client.get(link(invitation) + "?late=1&language=en")
    assert late.status_code == 200
    assert "We still read what you write" in text_of(late)
    if is_short:
        answer = client.post(link(invitation), {"score": "3", "language": "en"})
    else:
        answer = send(client, invitation, here, {"q-nps": "3"})
    assert "We still read what you write" in text_of(client.get(answer["Location"]))
    response = Response.objects.get()
    assert (response.aside, response.is_counted, response.score) == ("late", False, 3)


def test_a_review_is_asked_for_whatever_the_score_and_the_page_says_so(client, people):
    here = page(question("nps", required=True))
    review = Ending(
        key="review",
        title=words("Tell others"),
        kind="review",
        button=words("Write a review"),
        link="https://example.com/review",
        show_if=when("score_band", "is", "good"),
    )
    sorry = Ending(key="sorry", title=words("Sorry"), show_if=when("score_band", "is", "bad"))
    asked = definition(here, endings=(sorry, review, Ending(key="end", title=words("Thanks"))))
    for score, title in (("0", "Sorry"), ("10", "Tell others")):
        invitation = invited(people, asked)
        send(client, invitation, here, {"q-nps": score})
        shown = text_of(client.get(link(invitation)))
        assert f"<h1>{title}</h1>" in shown
        assert "https://example.com/review" in shown
        assert "We ask everybody for a review" in shown


def test_what_is_put_into_a_text_is_escaped(client, people):
    first = page(question("short_text", title=words("Dear {{attribute:name|guest}}")))
    second = page(question("consent", title=words("You wrote {{answer:short_text}}")))
    invitation = invited(people, definition(first, second, score=""))
    assert "Dear Jane Doe" in text_of(client.get(link(invitation)))
    said = "<script>alert(1)</script>{{attribute:name}}"
    onward = send(client, invitation, first, {"q-short_text": said})
    shown = text_of(client.get(onward["Location"]))
    assert "You wrote &lt;script&gt;alert(1)&lt;/script&gt;{{attribute:name}}" in shown
    assert "<script>alert" not in shown


def test_what_came_with_the_link_is_stored_with_the_answer(client, people):
    first, second = page(question("statement")), page(question("nps"))
    asked = definition(
        first, second, hidden=(HiddenField(name="store"), HiddenField(name="lane", usual="a"))
    )
    invitation = invited(people, asked)
    shown = text_of(client.get(link(invitation) + "?store=12&evil=1"))
    assert '<input type="hidden" name="h-store" value="12">' in shown
    assert "evil" not in shown
    onward = send(client, invitation, first, {"h-store": "12"})
    assert "store=12" in onward["Location"]
    send(client, invitation, second, {"q-nps": "5", "h-store": "12"})
    assert Response.objects.get().properties == {"store": "12", "lane": "a"}


def test_the_order_by_chance_is_the_same_each_time_and_not_for_everybody(client, people):
    options = tuple(option(f"o{number}") for number in range(8))
    here = page(question("single", options=options, random_order=True))
    asked = definition(here, score="")
    orders = set()
    for _ in range(4):
        invitation = invited(people, asked)
        seen = [
            re.findall(r'value="(o\d)"', text_of(client.get(link(invitation)))) for _ in range(2)
        ]
        assert seen[0] == seen[1]
        assert len(seen[0]) == 8
        orders.add(tuple(seen[0]))
    assert len(orders) > 1


def test_the_page_speaks_every_language_of_the_survey(client, people):
    asked = definition(page(question("nps")), languages=("ja", "en", "ar", "fr"))
    invitation = invited(people, asked)
    shown = text_of(client.get(link(invitation) + "?language=ar"))
    assert '<html lang="ar" dir="rtl">' in shown
    assert "بالعربية" in shown
    assert "إرسال إجابتي" in shown
    french = text_of(client.get(link(invitation) + "?language=fr"))
    assert '<html lang="fr">' in french
    assert "Send my answer" in french
    assert '<html lang="en">' in text_of(client.get(link(invitation) + "?language=xx"))
    arabic = make_person(people.workspace, language="ar")
    other = make_invitation(invitation.survey, arabic, language="ja")
    assert '<html lang="ar"' in text_of(client.get(link(other)))
    send(client, other, asked.pages[0], {"q-nps": "3"}, language="ar")
    assert Response.objects.get().language == "ar"


def test_no_cookie_is_set_and_nobody_learns_the_link(client, people):
    answer = client.get(link(invited(people, every_kind())))
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert b"<script" not in answer.content


def test_a_draft_sent_to_oneself_is_answered_and_never_counted(client, people):
    survey = make_survey(people.workspace)
    here = page(question("nps"))
    draft = ask_this(make_survey(people.workspace), definition(here))
    survey.definition = draft.definition
    survey.save()
    test = make_invitation(survey, None, is_test=True, language="en")
    assert "This is a test" in text_of(client.get(link(test)))
    send(client, test, here, {"q-nps": "3"})
    response = Response.objects.get()
    assert (response.is_test, response.is_counted) == (True, False)
    real = make_invitation(survey, make_person(people.workspace), language="en")
    assert 'name="score"' in text_of(client.get(link(real)))


def test_pictures_are_shown_to_whoever_has_their_name(client, people, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    name = store_picture(Access.system(people.workspace, "tests"), PNG)
    answer = client.get(f"/a/pictures/{people.workspace.pk}/{name}")
    assert b"".join(answer.streaming_content) == PNG
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    for wrong in ("x.png", "../../secret", name.replace("png", "jpg")):
        assert client.get(f"/a/pictures/{people.workspace.pk}/{wrong}").status_code == 404


def test_a_page_with_every_kind_takes_few_queries(client, people, django_assert_max_num_queries):
    asked = every_kind()
    invitation = invited(people, asked)
    send(client, invitation, asked.pages[0], {"q-nps": "3"})
    with django_assert_max_num_queries(6):
        client.get(link(invitation) + "?page=choices")
