"""Who answered a confidential survey is stored, and shown to nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.customers.models import TimelineEntry
from emptychair.exchange.services.exporting import table_rows
from emptychair.kit.periods import Period
from emptychair.loop.models import Case
from emptychair.metrics.queries.scores import score_by, score_of
from emptychair.surveys.errors import AnswersAnonymously, PrivacyPromised
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response
from emptychair.surveys.queries import latest_answers, responses_of
from emptychair.surveys.services.privacy import Promise, change_privacy
from emptychair.surveys.services.responses import record_response
from emptychair.voice.errors import VoiceNotFound
from emptychair.voice.queries import voice_with_id, voices
from emptychair.voice.types import VoiceFilters
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_invitation, make_response, make_survey

MONTH = timedelta(days=31)


@pytest.fixture
def survey(people):
    return make_survey(people.workspace, privacy="confidential", smallest_group=3, smallest_words=4)


def answer(client, survey, *, score=2, words="苦情", name="Aiko"):
    company = make_company(survey.workspace, name=f"{name} KK")
    person = make_person(survey.workspace, name=name, company=company, segment=f"of {name}")
    now = timezone.now()
    invitation = make_invitation(
        survey, person, language="ja", asked_at=now, expires_at=now + timedelta(days=9)
    )
    link = f"/a/{token_for(survey.workspace_id, invitation.pk)}/"
    page = client.get(link).content.decode()
    assert client.post(link, {"score": str(score), "comment": words}).status_code == 302
    return invitation, page


def all_of(survey, client, number):
    return [answer(client, survey, name=f"Person {n}")[0] for n in range(number)]


def this_year(people) -> Period:
    day = timezone.now().astimezone(people.workspace.zone).date()
    return Period(day.replace(month=1, day=1), day.replace(year=day.year + 1, month=1, day=1))


def test_only_the_invitation_knows_who_it_was(client, people, survey):
    invitation, page = answer(client, survey)
    assert "お名前が誰かに表示されることはありません" in page
    found = Response.objects.get()
    assert found.invitation == invitation
    assert (found.person_id, found.company_id) == (None, None)
    assert responses_of(people.system, invitation.person_id) == []
    assert not TimelineEntry.objects.filter(code="surveys.answered").exists()
    assert not Case.objects.exists()


def test_a_corrected_answer_leaves_no_name_either(client, people, survey):
    invitation, _page = answer(client, survey)
    link = f"/a/{token_for(survey.workspace_id, invitation.pk)}/"
    client.post(link, {"score": "1", "comment": "もっと"})
    assert Response.objects.get().score == 1
    assert not TimelineEntry.objects.filter(code="surveys.corrected").exists()
    assert "Aiko" not in "".join(str(one.after) for one in AuditEntry.objects.all())
    assert not Case.objects.exists()


def test_words_are_closed_until_there_are_enough(client, people, survey):
    all_of(survey, client, 3)
    first = Response.objects.first()
    assert list(voices(people.system, VoiceFilters())) == []
    assert latest_answers(people.system, survey) == []
    with pytest.raises(VoiceNotFound):
        voice_with_id(people.system, first.pk)
    assert list(table_rows(people.system, "answers", with_names=True)) == []
    answer(client, survey, name="The fourth")
    found = list(voices(people.system, VoiceFilters()))
    assert len(found) == 4
    assert {(one.person_id, one.name, one.company, one.segment) for one in found} == {
        (None, "", "", "")
    }
    assert len(latest_answers(people.system, survey)) == 4
    assert list(voices(people.system, VoiceFilters(segment="of Person 1"))) == []


def test_an_export_has_neither_name_nor_who_answered(client, people, survey):
    all_of(survey, client, 4)
    rows = list(table_rows(people.system, "answers", with_names=True))
    assert len(rows) == 4
    for row in rows:
        unknown = ("person_id", "email", "name", "company", "channel", "language", "segment")
        assert not any(row[name] for name in (*unknown, "response_id", "corrected_at"))
        day = row["answered_at"].astimezone(people.workspace.zone)
        assert (day.hour, day.minute, day.second) == (0, 0, 0)
    asked = list(table_rows(people.system, "invitations", with_names=True))
    assert {row["answered_at"] for row in asked} == {None}


def test_scores_of_few_are_not_shown_nor_those_of_the_running_month(
    client, people, survey, monkeypatch
):
    now, year = timezone.now(), this_year(people)
    with monkeypatch.context() as later:
        all_of(survey, client, 2)
        later.setattr("django.utils.timezone.now", lambda: now + MONTH)
        assert score_of(people.system, "nps", year).n == 0
    answer(client, survey, name="The third")
    assert score_of(people.system, "nps", year).n == 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + MONTH)
    assert score_of(people.system, "nps", year).n == 3
    assert [one.key for one in score_by(people.system, "nps", year, "segment")] == [""]


def test_the_page_of_the_survey_says_why_it_shows_nothing(client, people, survey):
    answer(client, survey, words="とても困りました")
    client.force_login(people.alice)
    page = client.get(f"/surveys/{survey.pk}/").content.decode()
    assert "とても困りました" not in page
    assert "お約束" in page or "約束" in page


def test_a_promise_is_never_loosened_once_somebody_was_asked(people, survey):
    looser = Promise(privacy="named", smallest_group=3, smallest_words=4)
    fewer = Promise(privacy="confidential", smallest_group=3, smallest_words=3)
    stricter = Promise(privacy="anonymous", smallest_group=5, smallest_words=10)
    make_invitation(survey, make_person(people.workspace))
    for one in (looser, fewer):
        with pytest.raises(PrivacyPromised):
            change_privacy(people.system, survey, promise=one)
    assert change_privacy(people.system, survey, promise=stricter)
    with pytest.raises(PrivacyPromised):
        change_privacy(people.system, survey, promise=looser)
    fresh = make_survey(people.workspace, privacy="anonymous")
    assert change_privacy(people.system, fresh, promise=looser)


def test_an_anonymous_survey_takes_no_answer_of_somebody_known(people):
    survey = make_survey(people.workspace, privacy="anonymous")
    with pytest.raises(AnswersAnonymously):
        record_response(
            people.system,
            survey,
            score=9,
            answered_at=timezone.now(),
            channel="api",
            source="api",
            person=make_person(people.workspace),
        )


def test_anonymous_voices_can_be_read_by_their_number(client, people):
    survey = make_survey(people.workspace, privacy="anonymous", smallest_group=3, smallest_words=3)
    for number in (-11, -12, -13):
        make_response(survey, None, pk=number, comment="静かな声", answered_at=timezone.now())
    client.force_login(people.alice)
    page = client.get("/voices/").content.decode()
    assert "/voices/-11/" in page
    assert client.get("/voices/-11/").status_code == 200


def test_the_form_of_the_promise(client, people, survey):
    client.force_login(people.maya)
    here = f"/surveys/{survey.pk}/privacy/"
    given = {"privacy": "anonymous", "smallest_group": "6", "smallest_words": "12"}
    assert client.post(here, given).status_code == 302
    survey.refresh_from_db()
    assert (survey.privacy, survey.smallest_group, survey.smallest_words) == ("anonymous", 6, 12)
    assert AuditEntry.objects.filter(action="survey.privacy").exists()
    make_invitation(survey, make_person(people.workspace))
    assert client.post(here, {**given, "privacy": "named"}).status_code == 422
    assert client.post(here, {**given, "smallest_group": "1"}).status_code == 422
    survey.refresh_from_db()
    assert survey.privacy == "anonymous"
