"""The page of voices: who sees which words, and what is done about them."""

import pytest
from django.utils import timezone, translation

from emptychair.loop.models import Case, InitiativeVoice
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case, make_initiative
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint


@pytest.fixture
def english(client):
    translation.activate("en")
    client.cookies["emptychair_language"] = "en"
    return client


def say(people, comment, **fields):
    person = fields.pop("person", None) or make_person(people.workspace, name="Yamada Taro")
    plain = {"score": 2, "answered_at": timezone.now(), "language": "en"}
    survey = fields.pop("survey", None) or make_survey(people.workspace)
    return make_response(survey, person, comment=comment, **(plain | fields))


def read(client, user, **given):
    client.force_login(user)
    answer = client.get("/voices/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_bob_reads_names_and_ana_reads_none(english, people):
    say(people, "Ask Yamada to send the invoice, mail taro@example.com")
    told = read(english, people.bob)
    assert "Yamada Taro" in told
    told = read(english, people.ana)
    assert "Yamada" not in told
    assert "taro@" not in told
    assert "send the invoice" in told


def test_ana_reads_and_finds_companies(english, people):
    company = make_company(people.workspace, name="Yamato Setsubi")
    say(people, "All late at Yamato Setsubi, says Taro", company=company)
    told = read(english, people.ana, q="setsubi")
    assert "<small>Yamato Setsubi</small>" in told
    assert "at Yamato Setsubi, says T…" in told


def test_ana_cannot_find_somebody_by_guessing_the_name(english, people):
    say(people, "Yamada was late")
    say(people, "All fine")
    assert "was late" in read(english, people.bob, q="yamada")
    assert "was late" not in read(english, people.ana, q="yamada")


def test_filters_leave_what_they_name(english, people):
    place = make_touchpoint(people.workspace, name="Invoice")
    bad = say(people, "The invoice is wrong", touchpoint=place)
    say(people, "Lovely people", score=10)
    make_case(people.workspace, response=bad)
    for given in (
        {"band": "bad"},
        {"touchpoint": place.pk},
        {"q": "INVOICE"},
        {"case": "with"},
        {"score": "2"},
    ):
        told = read(english, people.bob, **given)
        assert "is wrong" in told, given
        assert "Lovely" not in told, given
    assert "is wrong" not in read(english, people.bob, case="without")
    assert "No voice matches" in read(english, people.bob, metric="ces", band="middle")


def test_the_lowest_come_first_when_asked(english, people):
    say(people, "seven", score=7)
    say(people, "zero", score=0)
    told = read(english, people.bob, order="lowest")
    assert told.index(">zero<") < told.index(">seven<")


def test_answers_to_oneself_and_without_words_are_no_voices(english, people):
    say(people, "only a test", is_test=True)
    say(people, "")
    assert "Nobody has said anything yet" in read(english, people.bob)


def test_a_voice_becomes_a_case_once(english, people):
    voice = say(people, "Please call me")
    english.force_login(people.bob)
    first = english.post(f"/voices/{voice.pk}/case/")
    again = english.post(f"/voices/{voice.pk}/case/")
    case = Case.objects.get(response=voice)
    assert first.url == again.url == f"/cases/{case.number}/"
    assert "See the case" in read(english, people.bob)


def test_a_voice_is_linked_to_the_change_it_asks_for(english, people):
    voice, change = say(people, "Let me pay by card"), make_initiative(people.workspace)
    english.force_login(people.bob)
    given = {"initiative": change.number, "next": "/voices/?q=card"}
    assert english.post(f"/voices/{voice.pk}/initiative/", given).url == "/voices/?q=card"
    assert InitiativeVoice.objects.get().response == voice
    assert "asks for a change" in read(english, people.bob)
    given["next"] = "https://example.com/"
    assert english.post(f"/voices/{voice.pk}/initiative/", given).url == "/voices/"


def test_what_is_shared_is_masked_even_for_those_who_see_names(english, people):
    voice = say(people, "Yamada here, call 090-1234-5678")
    english.force_login(people.bob)
    told = english.get(f"/voices/{voice.pk}/").content.decode()
    shared = told.split('id="share"')[1].split("</textarea>")[0]
    assert "Yamada" not in shared
    assert "1234" not in shared


def test_the_file_has_no_formulas(english, people):
    say(people, "=HYPERLINK(1)")
    english.force_login(people.alice)
    text = english.get("/voices/export.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text


def test_the_number_of_queries_does_not_grow_with_voices(
    english, people, django_assert_max_num_queries
):
    survey = make_survey(people.workspace)
    for number in range(40):
        say(people, f"voice {number}", survey=survey)
    read(english, people.bob)
    with django_assert_max_num_queries(24):
        read(english, people.bob)
