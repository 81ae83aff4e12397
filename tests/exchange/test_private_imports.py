"""Files keep what a survey promised: no names beside confidential answers, no anonymous ones."""

import pytest

from emptychair.customers.models import TimelineEntry
from emptychair.exchange.models import RejectedRow
from emptychair.surveys.models import Response, Survey
from tests.exchange.conftest import counts

ANSWERS = (
    "回答日時,推奨度,コメント,顧客番号,メールアドレス,氏名,セグメント\n"
    "2026/11/20 10:15,3,宛名が古いです。,C-1,a@example.com,山田太郎,東京\n"
    "2026/11/19 9:00,9,あああああああ,C-2,b@example.com,鈴木花子,大阪\n"
)


@pytest.fixture
def named(office):
    """The name of the survey of imported answers, as the importer makes it."""
    office.bring("answers", office.file("first.csv", ANSWERS))
    survey = Survey.objects.get()
    Response.objects.all().delete()
    TimelineEntry.objects.all().delete()
    return survey


def test_confidential_answers_come_without_names_companies_and_timeline(office, named):
    Survey.objects.update(privacy="confidential")
    run = office.bring("answers", office.file("a.csv", ANSWERS))
    assert counts(run) == (2, 0, 0, 0)
    assert set(Response.objects.values_list("person", "company")) == {(None, None)}
    assert not TimelineEntry.objects.filter(code="surveys.answered").exists()
    raw = str(list(Response.objects.values()))
    assert "山田" not in raw
    assert "a@example.com" not in raw
    assert counts(office.bring("answers", office.file("b.csv", ANSWERS))) == (0, 0, 2, 0)


def test_an_anonymous_survey_takes_no_row_of_a_file(office, named):
    Survey.objects.update(privacy="anonymous")
    run = office.bring("answers", office.file("a.csv", ANSWERS))
    assert counts(run) == (0, 0, 0, 2)
    assert not Response.objects.exists()
    assert set(RejectedRow.objects.values_list("reason", flat=True)) == {"survey-anonymous"}


def test_what_a_file_says_bears_its_marks(office):
    office.bring("answers", office.file("a.csv", ANSWERS))
    found = dict(Response.objects.values_list("score", "marks"))
    assert found == {3: [], 9: ["gibberish"]}


def test_an_answer_that_was_left_out_is_known_when_the_file_comes_again(office):
    office.bring("answers", office.file("a.csv", ANSWERS))
    Response.objects.filter(score=9).update(aside="excluded", is_counted=False, verdict="excluded")
    assert counts(office.bring("answers", office.file("b.csv", ANSWERS + "\n"))) == (0, 0, 2, 0)
    assert Response.objects.filter(is_counted=True).count() == 1
