"""Answers of several questions: kept page by page, told once, corrected when they were whole."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.accounts.access import Access
from emptychair.accounts.queries import access_of_user
from emptychair.jobs.models import StoredEvent
from emptychair.kit.errors import Refused
from emptychair.surveys.errors import DefinitionBroken, DefinitionEmpty, VersionUnknown
from emptychair.surveys.models import Answer, Response, ResponseRevision, SurveyVersion
from emptychair.surveys.queries.answers import answers_of
from emptychair.surveys.queries.definitions import definition_of, draft_of
from emptychair.surveys.services.answering import AnswerSession, save_answers
from emptychair.surveys.services.responses import correct_response, record_response
from emptychair.surveys.services.versions import publish_definition, save_draft
from emptychair.surveys.types.definition import AnswerValue
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, definition, page, question, when
from tests.factories.surveys import make_invitation, make_survey
from tests.people import NOW

LATER = NOW + timedelta(hours=1)


def two_pages():
    return definition(
        page(question("nps", required=True), key="one"),
        page(
            question("long_text", key="why", why_of="nps"),
            question("short_text", key="sorry", show_if=when("score_band", "is", "bad")),
            question("multiple", required=True),
            key="two",
        ),
    )


@pytest.fixture
def asked(people):
    survey = ask_this(make_survey(people.workspace), two_pages())
    person = make_person(people.workspace, name="山田 花子", language="ja")
    return make_invitation(survey, person, language="ja")


def number(value: float) -> AnswerValue:
    return AnswerValue(number=value)


def text(value: str) -> AnswerValue:
    return AnswerValue(text=value)


PRICE = AnswerValue(choices=("price",))


def visitor(people) -> Access:
    return Access.respondent(people.workspace, "invitation 1")


def say(people, invitation, page_key, values, *, now=NOW, finished=False, **fields):
    invitation.refresh_from_db()
    survey = invitation.survey
    session = AnswerSession(
        survey=survey,
        definition=definition_of(people.system, survey),
        version=survey.version,
        language="ja",
        channel="email",
        source="mail",
        invitation=invitation,
        **fields,
    )
    return save_answers(
        visitor(people), session, page=page_key, values=values, now=now, finished=finished
    )


def facts(name: str) -> int:
    return StoredEvent.objects.filter(name=f"surveys.response_{name}").count()


def test_a_page_is_kept_before_the_end_and_told_when_the_score_is_known(people, asked):
    saved = say(people, asked, "one", {"nps": number(3)})
    response = saved.response
    assert (saved.problems, saved.finished) == ({}, False)
    assert (response.score, response.page, response.finished_at) == (3, "one", None)
    assert (response.started_at, response.version, response.person) == (NOW, 1, asked.person)
    assert facts("received") == 1
    saved = say(
        people,
        asked,
        "two",
        {"why": text("高い "), "multiple": PRICE},
        now=LATER,
        finished=True,
    )
    assert saved.finished
    response.refresh_from_db()
    assert (response.comment, response.finished_at, response.answered_at) == ("高い", LATER, NOW)
    assert (facts("received"), facts("corrected"), ResponseRevision.objects.count()) == (1, 0, 0)
    asked.refresh_from_db()
    assert (asked.started_at, asked.answered_at, asked.finished_at) == (NOW, NOW, LATER)
    assert answers_of(people.system, response) == {
        "nps": number(3),
        "why": text("高い"),
        "multiple": PRICE,
    }


def test_what_fits_is_kept_beside_what_does_not(people, asked):
    saved = say(people, asked, "one", {"nps": number(11)})
    assert (saved.response, saved.problems) == (None, {"nps": "off-scale"})
    say(people, asked, "one", {"nps": number(9)})
    saved = say(people, asked, "two", {"why": text("a")}, finished=True)
    assert (saved.problems, saved.finished) == ({"multiple": "required"}, False)
    assert saved.response.comment == "a"
    assert saved.response.finished_at is None


def test_nobody_finishes_past_a_required_question_of_another_page(people, asked):
    saved = say(people, asked, "two", {"multiple": PRICE}, finished=True)
    assert (saved.problems, saved.finished) == ({"nps": "required"}, False)
    assert facts("received") == 0


def test_an_answer_that_is_no_longer_shown_is_taken_away(people, asked):
    say(people, asked, "one", {"nps": number(2)})
    say(people, asked, "two", {"sorry": text("x"), "multiple": PRICE})
    assert Answer.objects.filter(question="sorry").exists()
    say(people, asked, "one", {"nps": number(9)})
    assert not Answer.objects.filter(question="sorry").exists()
    saved = say(people, asked, "two", {"sorry": text("hidden")})
    assert "sorry" not in saved.answers


def test_a_score_changed_before_the_end_is_told_and_no_correction(people, asked):
    say(people, asked, "one", {"nps": number(2)})
    say(people, asked, "one", {"nps": number(9)})
    assert (facts("received"), facts("corrected"), ResponseRevision.objects.count()) == (1, 1, 0)
    assert Response.objects.get().corrected_at is None


def test_after_the_end_a_change_is_a_correction_with_its_history(people, asked):
    say(people, asked, "one", {"nps": number(9)})
    say(people, asked, "two", {"multiple": PRICE, "why": text("a")}, finished=True)
    for _ in range(2):
        say(people, asked, "one", {"nps": number(3)}, now=LATER, finished=True)
    response, revision = Response.objects.get(), ResponseRevision.objects.get()
    assert (response.score, response.corrected_at, response.finished_at) == (3, LATER, NOW)
    assert (revision.score, revision.comment, revision.replaced_at) == (9, "a", LATER)
    assert revision.answers == {"nps": {"number": 9.0}}
    corrected = StoredEvent.objects.get(name="surveys.response_corrected")
    assert corrected.payload["old_score"] == 9


def test_an_answer_from_before_there_were_pages_can_be_changed(people):
    survey = make_survey(people.workspace)
    invitation = make_invitation(survey, make_person(people.workspace), language="ja")
    response, _ = record_response(
        visitor(people),
        survey,
        score=9,
        comment="a",
        answered_at=NOW,
        invitation=invitation,
        channel="email",
        source="mail",
    )
    assert answers_of(people.system, response) == {"score": number(9), "why": text("a")}
    say(people, invitation, "page", {"why": text("b")}, now=LATER)
    response.refresh_from_db()
    assert Answer.objects.count() == 1
    assert (response.score, response.comment) == (9, "b")
    assert (facts("received"), facts("corrected")) == (1, 1)


def test_one_answer_for_each_external_id(people, asked):
    survey = asked.survey
    for score in (4, 8):
        session = AnswerSession(
            survey=survey,
            definition=two_pages(),
            version=1,
            language="en",
            channel="link",
            source="link",
            external_id="link:abc",
        )
        save_answers(
            visitor(people),
            session,
            page="",
            values={"nps": number(score)},
            now=NOW,
            finished=False,
        )
    response = Response.objects.get()
    assert (response.score, response.external_id, response.person) == (8, "link:abc", None)


def test_late_answers_are_kept_aside_and_told_to_nobody(people, asked):
    asked.survey.closes_at = NOW
    asked.survey.save()
    say(people, asked, "one", {"nps": number(3)})
    response = Response.objects.get()
    assert (response.aside, response.is_counted) == ("late", False)
    assert facts("received") == 0


def test_who_began_in_time_may_finish_later(people, asked):
    asked.survey.closes_at = LATER
    asked.survey.save()
    say(people, asked, "one", {"nps": number(3)})
    say(people, asked, "two", {"multiple": PRICE}, now=LATER, finished=True)
    assert Response.objects.get().is_counted


def test_a_test_is_never_counted(people, asked):
    say(people, asked, "one", {"nps": number(3)}, is_test=True)
    response = Response.objects.get()
    assert response.is_test
    assert not response.is_counted
    assert facts("received") == 0


@pytest.mark.parametrize("seed", range(15))
def test_any_order_of_pages_leaves_one_answer_to_a_question_and_tells_once(people, asked, seed):
    chance = random.Random(seed)
    for step in range(chance.randint(1, 10)):
        key = chance.choice(["one", "two"])
        given = {
            "one": {"nps": number(chance.randint(-1, 11))},
            "two": {"why": text(chance.choice(["", "a", "b"])), "multiple": PRICE},
        }[key]
        now = NOW + timedelta(minutes=step)
        say(people, asked, key, given, now=now, finished=chance.random() < 0.3)
    response = Response.objects.first()
    if response is None:
        return
    said = answers_of(people.system, response)
    assert response.score == (int(said["nps"].number) if "nps" in said else None)
    assert response.comment == said.get("why", text("")).text
    assert facts("received") == (1 if response.told_at else 0)
    assert Answer.objects.count() == len(said)


def test_names_are_masked_for_those_who_may_not_see_them(people, asked):
    say(people, asked, "one", {"nps": number(3)})
    say(people, asked, "two", {"sorry": text("山田です")})
    response = Response.objects.get()
    assert answers_of(access_of_user(people.alice), response)["sorry"].text == "山田です"
    assert "山田" not in answers_of(access_of_user(people.ana), response)["sorry"].text
    assert answers_of(visitor(people), response)["sorry"].text == "山田です"


def test_who_may_not_send_or_import_answers_for_nobody(people, asked):
    session = AnswerSession(
        survey=asked.survey,
        definition=two_pages(),
        version=1,
        language="ja",
        channel="x",
        source="x",
    )
    with pytest.raises(Refused):
        save_answers(
            access_of_user(people.ana), session, page="", values={}, now=NOW, finished=False
        )


# -- versions


def test_a_draft_is_asked_only_when_it_is_published(people):
    alice = access_of_user(people.alice)
    survey = make_survey(people.workspace)
    short = definition_of(alice, survey)
    assert [one.key for one in short.questions] == ["score", "why"]
    with pytest.raises(DefinitionEmpty):
        publish_definition(alice, survey, same_meaning=False, note="", now=NOW)
    save_draft(alice, survey, two_pages())
    assert definition_of(alice, survey) == short
    assert draft_of(alice, survey) == two_pages()
    first = publish_definition(alice, survey, same_meaning=True, note="x", now=NOW)
    assert (first.number, first.same_meaning, survey.version) == (1, False, 1)
    assert definition_of(alice, survey) == two_pages()
    assert survey.question["en"] == "Question nps"
    assert publish_definition(alice, survey, same_meaning=True, note="", now=NOW) == first


def test_wording_may_change_and_a_key_may_not_mean_something_else(people):
    alice = access_of_user(people.alice)
    survey = make_survey(people.workspace)
    for asked in (two_pages(), definition(page(question("nps", help={"ja": "新しい"})))):
        save_draft(alice, survey, asked)
        version = publish_definition(alice, survey, same_meaning=True, note="", now=NOW)
    assert (version.number, version.same_meaning) == (2, True)
    save_draft(alice, survey, definition(page(question("csat", key="nps"))))
    with pytest.raises(DefinitionBroken) as refused:
        publish_definition(alice, survey, same_meaning=True, note="", now=NOW)
    assert refused.value.details["found"] == [{"where": "question:nps", "code": "key-reused"}]
    assert SurveyVersion.objects.count() == 2
    assert definition_of(alice, survey, version=1) == two_pages()
    with pytest.raises(VersionUnknown):
        definition_of(alice, survey, version=9)


def test_another_metric_begins_a_new_meaning(people):
    alice = access_of_user(people.alice)
    survey = make_survey(people.workspace)
    save_draft(alice, survey, definition(page(question("nps"))))
    publish_definition(alice, survey, same_meaning=False, note="", now=NOW)
    save_draft(alice, survey, definition(page(question("csat", points=7)), score="csat"))
    version = publish_definition(alice, survey, same_meaning=True, note="", now=NOW)
    assert (survey.metric, version.same_meaning) == ("csat7", False)


def test_who_may_not_write_surveys_publishes_none(people):
    survey = make_survey(people.workspace)
    for act in (
        lambda access: save_draft(access, survey, two_pages()),
        lambda access: publish_definition(access, survey, same_meaning=True, note="", now=NOW),
    ):
        with pytest.raises(Refused):
            act(access_of_user(people.bob))


def test_two_devices_at_the_same_moment_are_one_answer(people, asked, monkeypatch):
    from emptychair.surveys.services import answering

    say(people, asked, "one", {"nps": number(3)})
    seen, really = [], answering._locked

    def not_seen_at_first(access, session):
        seen.append(session)
        return None if len(seen) == 1 else really(access, session)

    monkeypatch.setattr(answering, "_locked", not_seen_at_first)
    say(people, asked, "two", {"why": text("b"), "multiple": PRICE}, finished=True)
    response = Response.objects.get()
    assert len(seen) > 1
    assert (response.score, response.comment, facts("received")) == (3, "b", 1)
    assert response.finished_at is not None


def test_a_correction_by_staff_is_the_answer_to_the_question_too(people, asked):
    say(people, asked, "one", {"nps": number(3)})
    say(people, asked, "two", {"why": text("a"), "multiple": PRICE}, finished=True)
    correct_response(people.system, Response.objects.get(), score=9, comment="b", now=LATER)
    said = answers_of(people.system, Response.objects.get())
    assert said == {"nps": number(9), "why": text("b"), "multiple": PRICE}
    correct_response(people.system, Response.objects.get(), score=9, comment="", now=LATER)
    assert "why" not in answers_of(people.system, Response.objects.get())


def queries_of_saving(people, asked, values, *, page, finished):
    session = AnswerSession(
        survey=asked.survey,
        definition=two_pages(),
        version=1,
        language="ja",
        channel="email",
        source="mail",
        invitation=asked,
    )
    access = visitor(people)
    with CaptureQueriesContext(connection) as queries:
        save_answers(access, session, page=page, values=values, now=NOW, finished=finished)
    return len([one for one in queries if '"surveys_' in one["sql"]])


def test_a_first_answer_is_saved_with_few_queries(people, asked):
    assert queries_of_saving(people, asked, {"nps": number(3)}, page="one", finished=False) <= 9


def test_a_later_page_asks_once_more_whether_there_is_an_answer(people, asked):
    say(people, asked, "one", {"nps": number(3)})
    given = {"why": text("a"), "multiple": PRICE, "sorry": text("b")}
    assert queries_of_saving(people, asked, given, page="two", finished=True) <= 6
