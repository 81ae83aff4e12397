"""Surveys as they are made and changed, answers that come in bulk, and what stands on Today."""

from datetime import timedelta

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Segment, TimelineEntry
from emptychair.customers.queries import people_in_segment
from emptychair.jobs.models import StoredEvent
from emptychair.kit.errors import Refused
from emptychair.messaging.models import Hold
from emptychair.surveys.agenda_source import praise_for_today, surveys_for_today
from emptychair.surveys.errors import (
    MetricUnknown,
    ScoreOutOfRange,
    SettingUnknown,
    SurveyNameTaken,
    TextMissing,
)
from emptychair.surveys.models import Invitation, Response, Survey
from emptychair.surveys.queries import numbers_of, survey_rows
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.arriving import spoken_language
from emptychair.surveys.rules.definition import score_question
from emptychair.surveys.rules.texts import DEFAULTS, language_for, texts_in
from emptychair.surveys.services.authoring import (
    create_named_survey,
    create_survey,
    edit_survey,
    edit_texts,
    set_survey_state,
)
from emptychair.surveys.services.autopilot import start_autopilot
from emptychair.surveys.services.bulk import add_invitations, add_responses
from emptychair.surveys.services.drafting import create_from_template
from emptychair.surveys.services.waves import begin_wave
from emptychair.surveys.types import SurveySettings, SurveyTexts
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW


@pytest.mark.parametrize(("language", "question"), [("en", "How likely"), ("ja", "どのくらい")])
def test_a_new_survey_is_written_first_in_the_language_of_its_company(people, language, question):
    people.workspace.language = language
    people.workspace.save()
    access = access_of_user(people.alice)
    survey = create_survey(access, metric="nps", settings=SurveySettings(name="Ours"))

    definition = draft_of(access, survey)

    assert definition.main_language == language
    assert definition.languages == ("ja", "en")
    assert question in score_question(definition).title[definition.main_language]
    assert spoken_language(definition, "", ()) == language


@pytest.mark.parametrize("metric", ["nps", "csat", "ces"])
def test_a_new_survey_has_its_words_in_both_languages(people, metric):
    survey = create_survey(people.system, metric=metric, settings=SurveySettings(name="Autumn"))
    assert survey.state == "draft"
    for language in ("ja", "en"):
        assert survey.question[language]
        assert survey.mail_subject[language]
    assert AuditEntry.objects.filter(action="survey.created").count() == 1


def test_a_name_in_use_gets_a_number(people):
    made = [create_named_survey(people.system, metric="nps", name="NPS") for _ in range(3)]
    assert [one.name for one in made] == ["NPS", "NPS 2", "NPS 3"]
    with pytest.raises(SurveyNameTaken):
        create_survey(people.system, metric="nps", settings=SurveySettings(name="NPS"))


def test_only_what_is_measured_here_can_be_asked(people):
    with pytest.raises(MetricUnknown):
        create_survey(people.system, metric="joy", settings=SurveySettings(name="x"))
    with pytest.raises(Refused):
        create_survey(access_of_user(people.bob), metric="nps", settings=SurveySettings(name="x"))


def test_a_touchpoint_of_the_neighbours_cannot_be_chosen(people):
    survey, theirs = make_survey(people.workspace), make_touchpoint(people.neighbours)
    with pytest.raises(SettingUnknown):
        edit_survey(
            people.system, survey, settings=SurveySettings(name="x", touchpoint_id=theirs.pk)
        )


def test_words_are_changed_in_one_language_and_the_old_ones_stay_in_the_trail(people):
    survey = create_survey(people.system, metric="nps", settings=SurveySettings(name="x"))
    before = survey.question["ja"]
    words = SurveyTexts(
        question="How?", why="Why?", thanks="Thanks.", mail_subject="S", mail_opening="O"
    )
    edit_texts(people.system, survey, language="en", texts=words)
    kept = Survey.objects.get(pk=survey.pk)
    assert (kept.question["en"], kept.question["ja"]) == ("How?", before)
    entry = AuditEntry.objects.get(action="survey.texts_changed")
    assert entry.before["question"] == DEFAULTS["nps"]["en"].question
    empty = SurveyTexts(question=" ", why="W", thanks="T", mail_subject="S", mail_opening="O")
    with pytest.raises(TextMissing):
        edit_texts(people.system, survey, language="en", texts=empty)


def test_names_are_put_in_and_other_braces_stay():
    stored = {"question": {"en": "{company} and {you}?"}}
    found = texts_in(stored, "nps", "en", {"company": "Yama", "touchpoint": "Till"})
    assert found.question == "Yama and {you}?"
    assert "{" not in found.mail_subject


def test_the_language_is_the_first_one_that_we_speak():
    assert language_for("ja-JP", "en") == "ja"
    assert language_for("fr", "en_GB") == "en"
    assert language_for("", "fr") == "ja"


# -- in bulk


def rows(people, person, *, days=0):
    at = NOW - timedelta(days=days)
    return [{"external_id": "r1", "person_id": person.pk, "score": 3, "answered_at": at}]


def test_the_same_file_twice_adds_nothing(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace, segment="Gold")
    first = add_responses(people.system, survey, rows(people, person), now=NOW)
    again = add_responses(people.system, survey, rows(people, person), now=NOW)
    assert (first.added, first.told, again.added, again.known) == (1, 1, 0, 1)
    assert Response.objects.get().segment == "Gold"
    assert TimelineEntry.objects.filter(person=person, code="surveys.answered").count() == 1


def test_history_opens_no_cases(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    assert add_responses(people.system, survey, rows(people, person, days=30), now=NOW).told == 0
    other = [{**rows(people, person)[0], "external_id": "r2"}]
    assert add_responses(people.system, survey, other, now=NOW, publish=False).told == 0
    assert not StoredEvent.objects.exists()


def test_an_answer_out_of_a_file_finds_its_invitation(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    asked = [{"external_id": "i1", "person_id": person.pk, "asked_at": NOW}]
    for expected in (1, 0):
        assert add_invitations(people.system, survey, asked).added == expected
    answer = [{**rows(people, person)[0], "invitation": "i1"}]
    add_responses(people.system, survey, answer, now=NOW)
    invitation = Invitation.objects.get()
    assert Response.objects.get().invitation == invitation
    assert invitation.answered_at == NOW


def test_a_score_that_cannot_be_stops_the_batch(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    bad = [*rows(people, person), {**rows(people, person)[0], "external_id": "r2", "score": 11}]
    with pytest.raises(ScoreOutOfRange):
        add_responses(people.system, survey, bad, now=NOW)
    assert not Response.objects.exists()


def test_many_rows_take_few_queries(people, django_assert_max_num_queries):
    survey = make_survey(people.workspace)
    many = [
        {"external_id": f"r{n}", "score": n % 11, "answered_at": NOW - timedelta(days=99)}
        for n in range(400)
    ]
    with django_assert_max_num_queries(20):
        assert add_responses(people.system, survey, many, now=NOW).added == 400


# -- numbers, Today, segments


def test_tests_are_not_counted(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    make_invitation(survey, person, answered_at=NOW)
    make_invitation(survey, make_person(people.workspace))
    test = make_invitation(survey, None, is_test=True, answered_at=NOW)
    make_response(survey, None, invitation=test, is_test=True)
    numbers = numbers_of(people.system, survey)
    assert (numbers.asked, numbers.answered, numbers.answers, numbers.rate) == (2, 1, 0, 50)


def test_the_list_of_surveys_takes_few_queries(people, django_assert_max_num_queries):
    for _ in range(6):
        survey = make_survey(people.workspace, touchpoint=make_touchpoint(people.workspace))
        make_invitation(survey, make_person(people.workspace))
    make_survey(people.neighbours)
    with django_assert_max_num_queries(4):
        assert len(survey_rows(people.system)) == 6


def test_praise_waits_for_thanks_unless_a_case_is_open(people):
    survey = make_survey(people.workspace)
    happy, quiet, held, old = (make_person(people.workspace) for _ in range(4))
    for person, comment, days in (
        (happy, "great", 1),
        (quiet, "", 1),
        (held, "great", 1),
        (old, "great", 20),
    ):
        make_response(
            survey, person, score=10, comment=comment, answered_at=NOW - timedelta(days=days)
        )
    make_response(survey, make_person(people.workspace), score=8, comment="fine")
    Hold.objects.create(
        workspace=people.workspace, person=held, source="case:1", reason="case_open"
    )
    (item,) = praise_for_today(people.system, now=NOW, limit=20)
    assert (item.person_id, item.quote, item.actions[0]) == (happy.pk, "great", "thank")
    assert praise_for_today(access_of_user(people.paul), now=NOW, limit=20) == []


def test_a_survey_that_lies_still_is_to_be_decided(people):
    long_ago = NOW - timedelta(days=200)
    still, busy = make_survey(people.workspace), make_survey(people.workspace)
    make_survey(people.workspace, trigger_event="delivered")
    Survey.objects.update(created_at=long_ago)
    make_invitation(still, make_person(people.workspace), asked_at=long_ago)
    make_invitation(busy, make_person(people.workspace), asked_at=NOW)
    items = surveys_for_today(people.system, now=NOW, limit=20)
    assert [item.key for item in items] == [f"survey-at-rest:{still.pk}"]


@pytest.mark.parametrize(
    ("field", "operator", "value", "expected"),
    [
        ("last_nps", "is", "promoter", {"up"}),
        ("last_nps", "is", "detractor", {"down"}),
        ("last_nps", "is_empty", "", {"silent"}),
        ("last_answer", "in_last_days", "30", {"up"}),
        ("last_answer", "not_in_last_days", "30", {"down", "silent"}),
        ("last_asked", "is_set", "", {"silent"}),
    ],
)
def test_segments_may_ask_about_answers(people, field, operator, value, expected):
    survey = make_survey(people.workspace)
    up, down, silent = (make_person(people.workspace, name=one) for one in ("up", "down", "silent"))
    make_response(survey, up, score=2, answered_at=NOW - timedelta(days=300))
    make_response(survey, up, score=10, answered_at=NOW - timedelta(days=3))
    make_response(survey, down, score=10, answered_at=NOW - timedelta(days=300))
    make_response(survey, down, score=2, answered_at=NOW - timedelta(days=200))
    make_invitation(survey, silent)
    line = {"field": field, "operator": operator, "value": value}
    rules = {"match": "all", "conditions": [line]}
    segment = Segment.objects.create(workspace=people.workspace, name="x", rules=rules)
    found = people_in_segment(people.system, segment, now=NOW)
    assert {one.name for one in found} == expected


@pytest.mark.parametrize("how", ["started", "wave", "autopilot"])
def test_a_survey_that_starts_asks_what_was_written_for_it(people, how):
    survey = create_from_template(people.system, template="relationship", language="ja")
    if how == "started":
        set_survey_state(people.system, survey, state="running")
    elif how == "wave":
        begin_wave(people.system, survey, wave="w", now=NOW)
    else:
        start_autopilot(people.system, survey, now=NOW)
    survey.refresh_from_db()
    assert (survey.state, survey.version) == ("running", 1)
