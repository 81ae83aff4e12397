"""What a trend, a mix and a list of the silent may say, at their edges."""

from datetime import date

from emptychair.report.shifts import best_seam
from emptychair.stats import NpsCounts

LATER = "Score,Touchpoint,Plan,Responded at"


def month_of(number: int, *scores: int, plan: str = "A") -> list[str]:
    return [f"{score},Desk,{plan},2026-{number:02}-10" for score in scores]


def test_a_month_is_set_against_three_months_and_not_against_one(answers, report_of):
    lines = [*month_of(1, *[10] * 60), *month_of(2, *[0] * 60), *month_of(3, *[0] * 60)]
    lines += [*month_of(4, *[0] * 60), *month_of(5, *[0] * 60)]
    report = report_of(answers(*lines, header=LATER)).report
    assert [month.change is not None for month in report.trend] == [False] * 3 + [True] * 2
    assert [month.notable for month in report.trend][3:] == ["down", None]


def test_months_with_few_answers_are_not_said_to_be_noise(answers, report_of):
    lines = [line for month in range(1, 7) for line in month_of(month, 10, 0, 7)]
    assert "Too few answers" in report_of(answers(*lines, header=LATER)).report.notes["trend"]


def test_answers_without_a_group_stay_in_the_change_of_the_total(answers, report_of):
    lines = [*month_of(1, 7), *month_of(2, *[10] * 40), *month_of(2, *[0] * 40, plan="")]
    lines += [*month_of(9, *[10] * 40), *month_of(9, *[10] * 40, plan="B")]
    report = report_of(answers(*lines, header=LATER)).report
    assert report.mix.total > 95
    assert abs(report.mix.mix + report.mix.rate - report.mix.total) < 0.02


def test_a_touchpoint_where_only_the_mix_changed_has_not_shifted(answers, report_of):
    def year(first: int, people: int, gifts: int) -> list[str]:
        return [
            line
            for month in range(first, first + 4)
            for plan, good, n in (("people", 10, people), ("gifts", 3, gifts))
            for line in month_of(month, *[good] * n, 10, 3, plan=plan)
        ]

    lines = year(1, 40, 8) + year(5, 8, 40)
    report = report_of(answers(*lines, header=LATER)).report
    assert report.mix.field == "Plan"
    assert report.shifts == ()
    alike = [line.replace("people", "all").replace("gifts", "all") for line in lines]
    [shift] = report_of(answers(*alike, header=LATER)).report.shifts
    assert shift.since == "2026-05"


def test_a_seam_is_paid_for_by_the_months_tried():
    months = {date(2026, month, 1): NpsCounts(20, 10, 20) for month in range(1, 9)}
    seam = best_seam("Desk", months)
    assert seam.p_value == 1
    assert seam.tried == 7
    assert best_seam("Desk", {date(2026, 1, 1): NpsCounts(50, 0, 0)}) is None
