"""Few answers, no dates, no comments, other scales: the report says less, and says so."""

import pytest

from emptychair.report.errors import ReportError
from emptychair.report.figures import CutOffs
from emptychair.report.writers import WRITERS

TEN = [
    f"{number},C{number},顧客 {number},{score},,予約,2026-10-0{1 + number % 9}"
    for number, score in enumerate([10, 9, 9, 10, 9, 9, 7, 8, 7, 0])
]


def test_ten_people_are_not_proof(answers, report_of):
    report = report_of(answers(*TEN)).report
    assert report.nps.score == 50
    assert (report.nps.low, report.nps.high) != (None, None)
    assert report.nps.method == "score"
    assert report.nps.n == 10
    assert not report.fix_first
    assert {segment.verdict for segment in report.segments} <= {"too-few"}


@pytest.mark.parametrize("form", list(WRITERS))
def test_a_single_answer_makes_a_report_in_every_format(answers, report_of, form):
    report = report_of(answers("1,C1,山田 太郎,3,遅いです,予約,2026-10-01")).report
    assert WRITERS[form](report)
    assert report.contact_first[0].score == 3


@pytest.mark.parametrize("words", ["特になし。", "ok", "N/A", "-", "😡", "特にございません"])
def test_nobody_is_called_about_words_that_say_nothing(answers, report_of, words):
    path = answers(
        f"1,C1,山田 太郎,0,{words},予約,2026-10-01", "2,C2,佐藤 花子,2,高い,予約,2026-10-02"
    )
    assert [one.row for one in report_of(path).report.contact_first] == [3]


def test_words_in_a_language_not_read_are_not_said_to_tell_anything(answers, report_of):
    path = answers("1,C1,,0,أريد استرداد أموالي,予約,2026-10-01")
    [contact] = report_of(path, language="en").report.contact_first
    assert "a language that this report does not read" in contact.reason
    assert "went wrong" not in contact.reason


def test_without_dates_there_is_no_trend_and_the_report_says_so(answers, report_of):
    path = answers("10", "3", "7", header="nps score")
    report = report_of(path).report
    assert report.trend == ()
    assert report.period.first is None
    assert "no-dates" in {issue.code for issue in report.problems}
    assert "no-comments" in {issue.code for issue in report.problems}


def test_a_scale_from_one_to_five_is_not_called_nps_in_silence(answers, report_of):
    path = answers(
        *(["5", "4", "3", "2", "1", "5", "4", "5", "3", "5"] * 20), header="推奨度（1〜5）"
    )
    with pytest.raises(ReportError) as caught:
        report_of(path)
    assert caught.value.code == "other-scale"
    assert "scale" in report_of(path, accept_scale=True).report.notes


def test_a_scale_from_one_to_ten_is_not_called_nps_in_silence(answers, report_of):
    path = answers(
        *(["10", "9", "8", "7", "6", "5", "4", "3", "2", "1"] * 20), header="満足度（1〜10）"
    )
    with pytest.raises(ReportError):
        report_of(path)


def test_other_cut_offs_are_printed_with_the_score(answers, report_of):
    report = report_of(answers(*TEN), cut_offs=CutOffs(5, 8)).report
    assert report.nps.promoters == 7
    assert report.cut_offs == (5, 8)
    assert "cut_offs" in report.notes


def test_blank_is_not_zero(answers, report_of):
    report = report_of(answers("1,C1,あ,,,予約,2026-10-01", "2,C2,い,0,,予約,2026-10-02")).report
    assert report.distribution.counts[0] == 1
    assert report.nps.n == 1
    assert report.rows.rejected == 1


def test_a_file_without_a_usable_score_is_refused_with_a_sentence(answers, report_of):
    with pytest.raises(ReportError) as caught:
        report_of(answers("1,C1,あ,99,,予約,2026-10-01", "2,C2,い,x,,予約,2026-10-02"))
    assert caught.value.code == "no-answers"


def test_the_silent_are_counted_only_when_the_file_says_who_was_asked(answers, report_of):
    header = "顧客ID,score,送信日時,回答日時"
    asked = [f"C{n},,2026-09-01," for n in range(30)]
    told = [f"C{n + 30},9,2026-09-01,2026-09-02" for n in range(10)]
    report = report_of(answers(*asked, *told, header=header)).report
    assert (report.coverage.asked, report.coverage.answered) == (40, 10)
    assert report.coverage.worst == pytest.approx(-50)
    assert report.coverage.best == pytest.approx(100)


def test_one_bad_month_is_marked_and_a_calm_year_is_not(answers, report_of):
    lines, number = [], 0
    for month in range(1, 11):
        for answer in range(120):
            score = (10, 9, 8, 3)[answer % 4] if month != 9 else (0, 2, 3, 8)[answer % 4]
            number += 1
            lines.append(
                f"{number},C{number},,{score},,予約,2026-{month:02d}-{1 + answer % 28:02d}"
            )
    report = report_of(answers(*lines)).report
    marked = {month.month: month.notable for month in report.trend if month.notable}
    assert marked["2026-09"] == "down"
    assert not {month for month in marked if month < "2026-09"}


def test_an_answer_from_the_future_counts_but_moves_nobody_s_clock(answers, report_of):
    path = answers(*TEN, "11,C11,顧客 11,2,とても遅い,予約,2099-01-01")
    report = report_of(path).report
    assert report.nps.n == 11
    assert report.period.last == "2026-10-09"
    assert [month.month for month in report.trend] == ["2026-10"]
    [told] = [issue for issue in report.problems if issue.code == "future-dates"]
    assert "2099" in told.sentence


def test_published_scores_need_a_country_and_an_industry_that_exist(answers, report_of):
    path = answers(*TEN)
    asked = report_of(path, language="en").report
    assert asked.benchmarks == ()
    assert "--country" in asked.notes["benchmarks"]
    known = report_of(path, language="en", country="jp", industry="banks").report
    assert {line.sector for line in known.benchmarks} == {"banks"}
    assert "benchmarks" not in known.notes
    strange = report_of(path, language="en", country="JP", industry="dragons").report
    assert "banks" in strange.notes["benchmarks"]


def test_a_scale_that_was_accepted_needlessly_is_not_called_another(answers, report_of):
    assert "scale" not in report_of(answers(*TEN), accept_scale=True).report.notes
