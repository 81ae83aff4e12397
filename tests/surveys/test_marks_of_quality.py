"""Marks stand on stored answers; what is left out stays, and can be taken in again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.periods import Period
from emptychair.loop.models import Case
from emptychair.metrics.queries.quality import quality_trial
from emptychair.metrics.queries.scores import score_of
from emptychair.surveys.errors import NotExcluded, ReasonMissing
from emptychair.surveys.jobs import mark_answers
from emptychair.surveys.models import Response
from emptychair.surveys.queries.quality import excluded_by_survey, mark_counts, marked_answers
from emptychair.surveys.services.answering import AnswerSession, save_answers
from emptychair.surveys.services.bulk import add_responses
from emptychair.surveys.services.judging import (
    change_quality_rule,
    exclude_answer,
    forget_verdict,
    restore_answer,
)
from emptychair.surveys.services.marking import mark_again
from emptychair.surveys.services.responses import correct_response, record_response
from emptychair.surveys.types.definition import AnswerValue
from emptychair.surveys.types.quality import MarkCount
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, definition, page, question
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

LATER = NOW + timedelta(days=1)
MASHED = "sdfsdfsdf"


@pytest.fixture
def survey(people):
    return make_survey(people.workspace)


@pytest.fixture
def boss(people):
    return access_of_user(people.alice)


def record(people, survey, comment, *, score=2, **fields):
    plain = {"answered_at": NOW, "channel": "email", "source": "test"}
    person = fields.pop("person", None) or make_person(people.workspace)
    return record_response(
        people.system, survey, score=score, comment=comment, person=person, **(plain | fields)
    )[0]


def nps(people):
    day = NOW.astimezone(people.workspace.zone).date()
    period = Period(day - timedelta(days=3), day + timedelta(days=3))
    return score_of(people.system, "nps", period)


def test_an_answer_bears_its_marks_and_counts_as_long_as_no_rule_says_otherwise(people, survey):
    record(people, survey, "特になし")
    record(people, survey, MASHED)
    marks = dict(Response.objects.values_list("comment", "marks"))
    assert marks == {"特になし": [], MASHED: ["gibberish"]}
    assert set(Response.objects.values_list("is_counted", flat=True)) == {True}


def test_under_the_rule_such_an_answer_is_not_counted_and_opens_no_case(people, survey, boss):
    change_quality_rule(boss, survey, excluded={"gibberish"})
    kept, left = record(people, survey, "高い"), record(people, survey, MASHED)
    assert (left.aside, left.is_counted) == ("excluded", False)
    assert list(Case.objects.values_list("response", flat=True)) == [kept.pk]


def test_the_rule_moves_the_score_and_can_be_taken_back(people, survey, boss):
    for score, comment in ((9, ""), (10, "よかった"), (0, MASHED), (0, "aaaaaa")):
        record(people, survey, comment, score=score)
    assert (nps(people).n, nps(people).value) == (4, 0)
    trial = quality_trial(boss, survey, excluded=["gibberish"])
    assert (trial.now.value, trial.then.value, trial.goes, trial.comes) == (0, 100, 2, 0)

    assert change_quality_rule(boss, survey, excluded=["gibberish"]) == 2
    assert (nps(people).n, nps(people).value) == (2, 100)
    counts = {one.mark: one for one in mark_counts(boss, survey)}
    assert counts["gibberish"] == MarkCount(mark="gibberish", answers=2, excluded=2)
    assert Response.objects.count() == 4

    assert change_quality_rule(boss, survey, excluded=["gibberish"]) == 0
    assert change_quality_rule(boss, survey, excluded=[]) == 2
    assert (nps(people).n, nps(people).value) == (4, 0)
    (entry, _second) = AuditEntry.objects.filter(action="survey.quality_rule").order_by("pk")
    assert entry.after == {"excluded": ["gibberish"], "answers": 2}


def test_a_person_leaves_out_one_answer_and_takes_it_in_again(people, survey, boss):
    row = record(people, survey, "Our own test, sorry")
    with pytest.raises(ReasonMissing):
        exclude_answer(boss, row.pk, reason=" ")
    before = row.changed_at
    exclude_answer(boss, row.pk, reason="A colleague tried it out")
    row.refresh_from_db()
    assert (row.aside, row.is_counted, row.verdict) == ("excluded", False, "excluded")
    assert row.changed_at > before
    assert nps(people).n == 0
    assert AuditEntry.objects.get(action="response.excluded").after["reason"].startswith("A coll")

    restore_answer(boss, row.pk, now=LATER)
    assert nps(people).n == 1
    with pytest.raises(NotExcluded):
        restore_answer(boss, row.pk, now=LATER)


def test_whoever_keeps_rows_reads_the_answers_that_were_looked_at_again(people, survey, boss):
    change_quality_rule(boss, survey, excluded=["gibberish"])
    row = record(people, survey, MASHED)
    plain = {"marks": [], "is_marked": False, "aside": "", "is_counted": True}
    Response.objects.filter(pk=row.pk).update(**plain, changed_at=timezone.now())
    assert nps(people).n == 1
    mark_again(people.system, survey)
    assert nps(people).n == 0


def test_what_a_person_decided_outlives_the_rule_and_a_second_look(people, survey, boss):
    kept, left = record(people, survey, MASHED), record(people, survey, "fine")
    change_quality_rule(boss, survey, excluded=["gibberish"])
    restore_answer(boss, kept.pk, now=NOW, reason="It is a product name")
    exclude_answer(boss, left.pk, reason="A test")
    for excluded in ([], ["gibberish"]):
        change_quality_rule(boss, survey, excluded=excluded)
        mark_again(people.system, survey)
        found = dict(Response.objects.values_list("pk", "is_counted"))
        assert found == {kept.pk: True, left.pk: False}

    forget_verdict(boss, kept.pk)
    kept.refresh_from_db()
    assert (kept.aside, kept.verdict) == ("excluded", "")


def test_one_who_was_held_for_a_program_can_be_taken_in_and_put_back(people, survey, boss):
    row = make_response(survey, None, aside="bot", score=9)
    restore_answer(boss, row.pk, now=LATER)
    assert nps(people).n == 1
    forget_verdict(boss, row.pk, was_bot=True)
    row.refresh_from_db()
    assert (row.aside, row.is_counted) == ("bot", False)


def test_who_is_taken_in_and_is_unhappy_gets_a_case(people, survey, boss):
    change_quality_rule(boss, survey, excluded=["gibberish"])
    row = record(people, survey, MASHED, score=0)
    assert not Case.objects.exists()
    restore_answer(boss, row.pk, now=NOW)
    assert Case.objects.get().response_id == row.pk


def test_late_and_doubtful_answers_stay_aside_whatever_the_rule(people, survey, boss):
    late = record(people, survey, MASHED, aside="late")
    change_quality_rule(boss, survey, excluded=["gibberish"])
    change_quality_rule(boss, survey, excluded=[])
    late.refresh_from_db()
    assert (late.aside, late.is_counted) == ("late", False)
    with pytest.raises(NotExcluded):
        restore_answer(boss, late.pk, now=NOW)


def test_only_who_writes_surveys_judges_answers_and_only_in_their_workspace(people, survey):
    row = record(people, survey, "ok")
    for member in (people.bob, people.ana):
        with pytest.raises(Refused):
            exclude_answer(access_of_user(member), row.pk, reason="x")
    with pytest.raises(NotFound):
        exclude_answer(access_of_user(people.charlie), row.pk, reason="x")


def test_a_corrected_text_loses_its_mark_and_counts_again(people, survey, boss):
    change_quality_rule(boss, survey, excluded=["gibberish"])
    row = record(people, survey, MASHED)
    correct_response(people.system, row, score=3, comment="The bill was wrong", now=LATER)
    row.refresh_from_db()
    assert (row.marks, row.is_counted) == ([], True)


def test_answers_from_files_are_marked_as_far_as_it_can_be_told(people, survey, boss):
    change_quality_rule(boss, survey, excluded=["gibberish"])
    rows = [
        {"external_id": str(n), "answered_at": NOW, "score": 1, "comment": comment}
        for n, comment in enumerate(("なし", "ああああああ"))
    ]
    add_responses(people.system, survey, rows, now=NOW)
    marks = dict(Response.objects.values_list("comment", "aside"))
    assert marks == {"なし": "", "ああああああ": "excluded"}
    assert Case.objects.count() == 1


def test_all_answers_can_be_looked_at_again(people, survey, boss):
    row = make_response(survey, None, comment=MASHED)
    assert row.marks == []
    mark_answers(survey_id=survey.pk)
    row.refresh_from_db()
    assert (row.marks, row.is_marked) == (["gibberish"], True)
    assert mark_again(people.system, survey) == 0
    (shown,) = marked_answers(boss, survey, mark="gibberish")[0:9]
    assert (shown.id, shown.marks, shown.is_counted) == (row.pk, ("gibberish",), True)


def test_the_time_a_page_lay_open_is_kept_and_marks_whoever_did_not_read(people):
    statements = [question("agree", key=f"a{n}") for n in range(7)]
    whole = definition(page(question("nps"), *statements, key="one"))
    survey = ask_this(make_survey(people.workspace), whole)
    points = {f"a{n}": AnswerValue(number=1 + n % 5) for n in range(7)}
    values = {"nps": AnswerValue(number=3), **points}
    found = {}
    for name, seconds in (("quick", 1.5), ("careful", 44.0), ("unknown", None)):
        session = AnswerSession(
            survey=survey,
            definition=whole,
            version=survey.version,
            language="en",
            channel="link",
            source="test",
            external_id=name,
        )
        saved = save_answers(
            people.system,
            session,
            page="one",
            values=values,
            now=NOW,
            finished=True,
            seconds=seconds,
        )
        found[name] = (saved.response.marks, saved.response.page_seconds)
    assert found == {
        "quick": (["speeding"], {"one": 1.5}),
        "careful": ([], {"one": 44.0}),
        "unknown": ([], {}),
    }


def test_left_out_answers_are_told_by_survey(people, survey, boss):
    row = record(people, survey, "x")
    exclude_answer(boss, row.pk, reason="A test")
    day = NOW.astimezone(people.workspace.zone).date()
    period = Period(day, day + timedelta(days=1))
    assert excluded_by_survey(boss, metric="nps", period=period) == [(survey.pk, survey.name, 1)]
    before = Period(day - timedelta(days=9), day)
    assert excluded_by_survey(boss, metric="nps", period=before) == []
