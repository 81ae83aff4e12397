"""What moves the score of stored answers: the planted is found, and nothing is made up."""

import itertools
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.utils import timezone, translation

from emptychair.accounts.access import Access
from emptychair.accounts.queries import access_of_user
from emptychair.analytics.live import LiveTables
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.periods import Period
from emptychair.metrics.driver_types import DriverQuestion
from emptychair.metrics.queries.drivers import (
    driver_surveys,
    drivers_of,
    low_answers,
)
from emptychair.metrics.queries.drivers.columns import columns_of, live_drivers
from emptychair.metrics.rules.drivers import bands_of, points_of, usual_survey
from emptychair.surveys.models import Answer
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, definition, page, question
from tests.factories.drivers import answer_statements, make_driver_survey
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

AUTUMN = Period(date(2026, 9, 1), date(2026, 12, 1))


@pytest.fixture
def access(people):
    with translation.override("ja"):
        yield access_of_user(people.ana)


def asked(survey, **fields):
    return DriverQuestion(survey_id=survey.pk, period=AUTUMN, **fields)


def test_the_planted_must_have_delighter_and_bystander_are_found(people, access):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 420, now=NOW)
    found = drivers_of(access, asked(survey))
    assert (found.state, found.n, found.scored) == ("told", 420, 420)
    rows = {row.item.key: row for row in found.rows}
    assert rows["must"].contrast.kind == "must_have"
    assert rows["delight"].contrast.kind == "delighter"
    assert rows["along"].share.share.low > 0
    assert not rows["along"].share.adds
    assert not rows["noise"].share.adds
    assert found.first.item.key == "must"
    assert found.r2.value == pytest.approx(sum(row.share.share.value for row in found.rows))
    assert rows["must"].item.label == "Question must（日本語）"


def test_one_reading_serves_until_somebody_answers(people, access, django_assert_max_num_queries):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 60, now=NOW)
    before = drivers_of(access, asked(survey))
    with django_assert_max_num_queries(8):
        assert drivers_of(access, asked(survey)).rows == before.rows
    Answer.objects.filter(question="must").update(number=5, changed_at=timezone.now())
    after = drivers_of(access, asked(survey))
    assert {row.item.key for row in after.left_out} == {"must"}
    assert after.left_out[0].reason == "alike"


def test_blanks_leave_an_answer_out_and_are_counted(people, access):
    survey = make_driver_survey(people.workspace)
    responses = answer_statements(survey, 80, now=NOW)
    Answer.objects.filter(response__in=responses[:9], question="good").delete()
    make_response(survey, None, score=3, answered_at=NOW)
    found = drivers_of(access, asked(survey))
    assert (found.scored, found.n) == (81, 71)


def test_only_the_latest_answer_of_a_person_counts_unless_all_do(people, access):
    survey = make_driver_survey(people.workspace)
    responses = answer_statements(survey, 70, now=NOW)
    for response in responses[:10]:
        response.person = responses[10].person
        response.save()
    assert drivers_of(access, asked(survey)).n == 60
    assert drivers_of(access, asked(survey, which="all")).n == 70


def test_filters_and_tests_leave_answers_out(people, access):
    survey = make_driver_survey(people.workspace)
    place = make_touchpoint(people.workspace)
    answer_statements(survey, 60, now=NOW, segment="gold", language="ja", touchpoint=place)
    answer_statements(survey, 55, now=NOW, seed=2, language="en", channel="qr")
    answer_statements(survey, 5, now=NOW, seed=3, is_test=True)
    answer_statements(survey, 5, now=NOW - timedelta(days=300), seed=4)
    for fields, n in (
        ({}, 115),
        ({"segment": "gold"}, 60),
        ({"segment": "-"}, 55),
        ({"language": "en"}, 55),
        ({"channel": "qr"}, 55),
        ({"touchpoint_id": place.pk}, 60),
        ({"touchpoint_id": 0}, 55),
    ):
        assert drivers_of(access, asked(survey, **fields)).scored == n


def test_too_few_answers_and_no_further_questions_are_told_apart(people, access):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 49, now=NOW)
    found = drivers_of(access, asked(survey))
    assert found.state == "too_few"
    assert {row.reason for row in found.left_out} == {"few"}
    plain = make_survey(people.workspace)
    make_response(plain, None, score=3)
    assert drivers_of(access, asked(plain)).state == "not_asked"


def test_rows_of_a_matrix_are_drivers_of_their_own(people, access):
    survey = make_survey(people.workspace)
    matrix = question("matrix", key="staff", points=5)
    ask_this(survey, definition(page(question("nps")), page(matrix, key="more")))
    for number in range(80):
        response = make_response(
            survey, make_person(people.workspace), score=(number * 3) % 11, answered_at=NOW
        )
        Answer.objects.create(
            workspace=people.workspace,
            survey=survey,
            response=response,
            question="staff",
            kind="matrix",
            cells={"cook": 1 + (number * 3) % 11 // 3, "driver": 1 + number % 5},
        )
    found = drivers_of(access, asked(survey))
    assert [row.item.key for row in found.rows] == ["staff/cook", "staff/driver"]
    assert found.rows[0].share.share.value > 0.5
    assert found.rows[0].item.label == "Cook（日本語）"


def test_touchpoints_before_are_the_last_score_of_the_same_person_elsewhere(people, access):
    whole = make_survey(people.workspace)
    place = make_touchpoint(people.workspace, name="Delivery")
    there = make_survey(people.workspace, metric="csat", touchpoint=place)
    for number in range(70):
        person, content = make_person(people.workspace), number % 5
        for days, score in ((40, 5 - content), (20, 1 + content), (-1, 5)):
            make_response(there, person, score=score, answered_at=NOW - timedelta(days=days + 2))
        make_response(
            whole, person, score=2 * content + number % 2, answered_at=NOW - timedelta(days=2)
        )
    found = drivers_of(access, asked(whole, source="before"))
    assert [(row.item.label, row.item.touchpoint_id) for row in found.rows] == [
        ("Delivery", place.pk)
    ]
    assert found.rows[0].share.slope.value == pytest.approx(2, abs=0.2)
    assert found.n == 70


def test_columns_of_touchpoints_before_come_from_one_reading(people, access, monkeypatch):
    """The engine tells rows in whatever order; each reading here tells them in another one."""
    whole = make_survey(people.workspace)
    for metric, name in (("csat", "Delivery"), ("ces", "Help")):
        there = make_survey(
            people.workspace, metric=metric, touchpoint=make_touchpoint(people.workspace, name=name)
        )
        for number in range(3):
            person = make_person(people.workspace)
            make_response(there, person, score=1 + number, answered_at=NOW - timedelta(days=9))
            make_response(whole, person, score=number, answered_at=NOW - timedelta(days=2))
    question, plain, turns = asked(whole, source="before"), LiveTables.read, itertools.cycle((0, 1))

    def turned(tables, expression):
        rows = plain(tables, expression)
        order = range(rows.num_rows) if next(turns) else range(rows.num_rows)[::-1]
        return rows.take(list(order)) if "number" in rows.column_names else rows

    monkeypatch.setattr(LiveTables, "read", turned)
    found = columns_of(access, whole, question, live_drivers(access, question))
    cells = {item.label: found.drivers[key] for key, item in found.items.items()}
    assert set(cells) == {"Delivery", "Help"}
    for label, half in (("Delivery", slice(0, 3)), ("Help", slice(3, 6))):
        assert cells[label][half].tolist() == [1, 2, 3]
        assert np.isnan(cells[label]).sum() == 3


def test_tags_are_there_or_not_and_have_no_gain(people, access):
    survey = make_survey(people.workspace)
    for number in range(90):
        tags = ["late"] if number % 3 == 0 else ["kind"] if number % 3 == 1 else []
        make_response(
            survey,
            make_person(people.workspace),
            score=3 + number % 2 if tags == ["late"] else 8 + number % 3,
            tags=tags,
            answered_at=NOW,
        )
    found = drivers_of(access, asked(survey, source="tags"))
    rows = {row.item.key: row for row in found.rows}
    assert set(rows) == {"tag:late", "tag:kind"}
    assert rows["tag:late"].share.slope.high < 0
    assert rows["tag:late"].gain is None
    assert found.lines is None
    item, voices = low_answers(access, asked(survey, source="tags"), "tag:late")
    assert item.label == "late"
    assert len(voices[:100]) == 30


def test_who_answered_low_can_be_contacted(people, access):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 60, now=NOW)
    item, voices = low_answers(access, asked(survey), "must")
    low = Answer.objects.filter(question="must", number__lte=2).count()
    assert item.key == "must"
    assert len(voices[:100]) == low
    scores = [voice.score for voice in voices[:100]]
    assert scores == sorted(scores)
    with pytest.raises(NotFound):
        low_answers(access, asked(survey), "nothing")


def test_a_private_survey_shows_no_single_answers(people, access):
    survey = make_driver_survey(people.workspace, privacy="confidential")
    answer_statements(survey, 60, now=datetime(2026, 10, 20, tzinfo=UTC))
    assert drivers_of(access, asked(survey)).n == 60
    assert low_answers(access, asked(survey), "must")[1][:100] == []


def test_surveys_with_most_further_answers_come_first(people, access):
    plain = make_survey(people.workspace, name="plain")
    for _ in range(9):
        make_response(plain, None, score=3)
    survey = make_driver_survey(people.workspace, name="more")
    answer_statements(survey, 4, now=NOW)
    surveys = driver_surveys(access)
    assert [(one.name, one.answers, one.questions) for one in surveys] == [
        ("more", 4, 5),
        ("plain", 0, 0),
    ]
    assert usual_survey(surveys).id == survey.pk
    assert usual_survey([]) is None


def test_neighbours_and_partners_see_nothing(people):
    survey = make_driver_survey(people.workspace)
    with pytest.raises(NotFound):
        drivers_of(access_of_user(people.charlie), asked(survey))
    with pytest.raises(Refused):
        drivers_of(access_of_user(people.paul), asked(survey))
    assert driver_surveys(Access.system(people.neighbours, "tests")) == []


@pytest.mark.parametrize(
    ("scale", "metric", "bands"),
    [
        ((1, 5), "", (2, 5)),
        ((1, 7), "", (3, 7)),
        ((1, 6), "", (2, 6)),
        ((1, 4), "", (2, 4)),
        ((1, 3), "", (1, 3)),
        ((0, 10), "nps", (6, 9)),
        ((0, 1), "", None),
    ],
)
def test_low_and_high_answers_on_every_scale(scale, metric, bands):
    assert bands_of(*scale, metric=metric) == bands


def test_points_are_in_the_unit_of_each_score():
    assert points_of("nps", [0, 7, 10]).tolist() == [-100, 0, 100]
    assert points_of("csat", [1, 4, 5]).tolist() == [0, 100, 100]
    assert points_of("ces", [1.0, 7.0]) == [1.0, 7.0]
