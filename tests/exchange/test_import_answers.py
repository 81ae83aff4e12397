from datetime import timedelta

import pytest

from emptychair.customers.models import Person
from emptychair.exchange.models import RejectedRow
from emptychair.exchange.services.exporting import begin_export
from emptychair.exchange.services.files import stored_path
from emptychair.exchange.services.starting import check_file, import_file, start_import
from emptychair.exchange.services.undoing import begin_undo
from emptychair.exchange.types import Settings
from emptychair.loop.models import Case
from emptychair.surveys.models import Response, Survey
from emptychair.touchpoints.models import Touchpoint
from tests.exchange.conftest import counts
from tests.factories.loop import make_case
from tests.people import NOW

HEADER = "回答日時,推奨度,コメント,顧客番号,メールアドレス,氏名,接点\n"
ANSWERS = (
    HEADER
    + "2026/11/20 10:15,3,宛名が古いです。電話をください。,C-1,a@example.com,山田太郎,請求書\n"
    + "2026/11/19 9:00,9,助かっています。,C-2,b@example.com,鈴木花子,\n"
    + "2026/01/10 9:00,2,遅い。,C-3,,佐藤,請求書\n"
    + "2026/11/19 9:00,12,範囲外,C-4,,,\n"
    + "2026/11/19 9:00,,,C-5,,,\n"
)


def test_an_export_of_answers_becomes_people_places_and_answers(office):
    run = office.bring("answers", office.file("answers.csv", ANSWERS, "cp932"))

    assert (run.state, *counts(run)) == ("done", 3, 0, 0, 2)
    worst = Response.objects.get(score=3)
    assert (worst.person.name, worst.person.email) == ("山田太郎", "a@example.com")
    assert worst.touchpoint.name == "請求書"
    assert worst.answered_at.isoformat() == "2026-11-20T01:15:00+00:00"  # Tokyo
    assert (Touchpoint.objects.count(), Survey.objects.get().state) == (1, "closed")


def test_only_low_scores_of_the_chosen_days_open_cases(office):
    office.bring("answers", office.file("a.csv", ANSWERS))
    assert [case.response.score for case in Case.objects.all()] == [3]


def test_no_case_is_opened_where_none_is_wanted(office):
    path = office.file("a.csv", ANSWERS)
    office.bring("answers", path, settings=Settings(case_days=0))
    assert not Case.objects.exists()


def test_the_same_answers_in_another_file_are_the_same(office):
    office.bring("answers", office.file("a.csv", ANSWERS))
    lines = ANSWERS.splitlines(keepends=True)
    other = office.file("b.csv", "".join([lines[0], lines[2], lines[1]]), "utf-16")
    assert counts(office.bring("answers", other)) == (0, 0, 2, 0)
    assert Response.objects.count() == 3


def test_answers_of_nobody_are_counted_as_often_as_they_stand_there(office):
    path = office.file("a.csv", "date,score\n2026-11-01,9\n2026-11-01,9\n2026-11-01,3\n")
    assert counts(office.bring("answers", path)) == (3, 0, 0, 0)
    assert counts(office.bring("answers", path)) == (0, 0, 3, 0)


def test_a_corrected_answer_keeps_what_it_was(office):
    text = "response id,answered at,score,comment,email\nr1,2026-11-01,{},{},a@example.com\n"
    office.bring("answers", office.file("a.csv", text.format(3, "slow")))
    run = office.bring("answers", office.file("b.csv", text.format(8, "better now")))

    answer = Response.objects.get()
    assert (counts(run), answer.score, answer.comment) == ((0, 1, 0, 0), 8, "better now")
    assert answer.revisions.get().score == 3
    begin_undo(office.access, run)
    answer.refresh_from_db()
    assert (answer.score, answer.revisions.count()) == (3, 0)


def test_csat_stays_on_its_scale(office):
    path = office.file("a.csv", "date,score,email\n2026-11-01,5,a@x.jp\n2026-11-01,7,b@x.jp\n")
    run = office.bring("answers", path, settings=Settings(metric="csat"))
    assert counts(run) == (1, 0, 0, 1)
    assert Response.objects.get().metric == "csat"


def test_taking_answers_back_leaves_all_tables_as_before(office, everything):
    before = everything()
    path = office.file("answers.csv", ANSWERS)
    run = office.bring("answers", path, settings=Settings(case_days=0))
    run = begin_undo(office.access, run)
    assert (run.state, run.left, everything()) == ("undone", {}, before)


def test_what_has_a_case_stays_with_its_person(office, people):
    path = office.file("answers.csv", ANSWERS)
    run = office.bring("answers", path, settings=Settings(case_days=0))
    answer = Response.objects.get(score=3)
    make_case(people.workspace, person=answer.person, response=answer)
    run = begin_undo(office.access, run)

    assert Response.objects.get() == answer
    assert Person.objects.get() == answer.person
    assert run.left["used-by-case"] == 1
    assert Touchpoint.objects.get().name == "請求書"


def test_a_check_tells_what_would_come_and_stores_nothing(office, everything):
    before = everything()
    path = office.file("answers.csv", ANSWERS + ANSWERS.splitlines(keepends=True)[1])
    run = start_import(
        office.access, shape="answers", file=[path.read_bytes()], file_name="answers.csv"
    )
    run = check_file(office.access, run, now=NOW)

    assert run.state == "checked"
    assert run.checked["counts"] == {"added": 3, "same": 1, "rejected": 2}
    assert run.checked["reasons"] == {"no-score": 1, "score-out-of-scale": 1}
    assert everything() == before
    assert not run.rows.exists()
    assert not run.rejects.exists()


@pytest.mark.parametrize("name", ["answers", "people"])
def test_what_was_exported_comes_in_again_and_changes_nothing(office, everything, name):
    office.bring("answers", office.file("answers.csv", ANSWERS))
    office.bring("answers", office.file("nobody.csv", "date,score\n2026-11-01,9\n2026-11-01,9\n"))
    Person.objects.filter(name="山田太郎").update(
        phone="+81 90 1234 5678", attributes={"rank": 3}, note="=1+1", yearly_value="1200000.50"
    )
    export = begin_export(office.access, tables=[name], form="csv")
    before = everything()
    path = stored_path(office.access, export.stored_as)
    run = import_file(office.access, shape=name, path=path, now=NOW)

    assert (run.added, run.changed, run.rejected) == (0, 0, 0)
    assert run.same == (5 if name == "answers" else 3)
    assert everything() == before


def test_an_answer_of_tomorrow_is_set_aside(office):
    day = (NOW + timedelta(days=3)).date()
    run = office.bring("answers", office.file("a.csv", f"date,score\n{day},9\n"))
    assert counts(run) == (0, 0, 0, 1)


def test_a_row_without_a_score_is_set_aside_without_a_made_up_value(office):
    text = "response id,answered at,score,email\nr1,2026-11-01,,a@example.com\nr2,2026-11-01,9,\n"
    office.bring("answers", office.file("a.csv", text))
    set_aside = RejectedRow.objects.get()
    assert (set_aside.reason, set_aside.value) == ("no-score", "")
