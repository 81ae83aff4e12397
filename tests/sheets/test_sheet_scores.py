from __future__ import annotations

import pytest

from emptychair.sheets.scores import (
    BLANK,
    FRACTION,
    NOT_A_NUMBER,
    OUT_OF_SCALE,
    read_score,
    scale_of,
)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("9", 9),
        (" 9 ", 9),
        ("09", 9),
        ("9.0", 9),
        ("9,0", 9),
        ("９", 9),
        ("１０", 10),
        ("0", 0),
        ("９点", 9),
        ("9点", 9),
        ("10 点", 10),
        ("9/10", 9),
        ("9 / 10", 9),
        ("8 pts", 8),
        ("9 - とても勧めたい", 9),
        ("9：とても勧めたい", 9),
        ("10 (Extremely likely)", 10),
        ("0 = Not at all likely", 0),
        ("10 Extremely likely", 10),
        ("0　全く思わない", 0),
        ("10（非常に勧めたい）", 10),
        ("8.とても", 8),
        ("5どちらでもない", 5),
        ("Extremely likely - 10", 10),
        ("とても勧めたい(9)", 9),
        ("Score: 7", 7),
        ("", BLANK),
        ("   ", BLANK),
        ("　", BLANK),
        ("-", BLANK),
        ("N/A", BLANK),
        ("無回答", BLANK),
        ("7.5", FRACTION),
        ("7.5 - ok", FRACTION),
        ("11", OUT_OF_SCALE),
        ("-1", OUT_OF_SCALE),
        ("100", OUT_OF_SCALE),
        ("９９", OUT_OF_SCALE),
        ("良い", NOT_A_NUMBER),
        ("nine", NOT_A_NUMBER),
        ("9-10", NOT_A_NUMBER),
        ("7 8", NOT_A_NUMBER),
        ("2026-03-01", NOT_A_NUMBER),
        ("=1+1", NOT_A_NUMBER),
        ("1e1", NOT_A_NUMBER),
        ("TRUE", NOT_A_NUMBER),
        ("9 & 10", NOT_A_NUMBER),
    ],
)
def test_a_score_is_read_as_a_person_would(text, score):
    assert read_score(text) == score


def counts(**given: int) -> list[int]:
    return [given.get(f"s{score}", 0) for score in range(11)]


@pytest.mark.parametrize(
    ("given", "header", "kind"),
    [
        (counts(s0=1, s9=20), "score", "0-10"),
        (counts(s0=1, s9=20), "score 1-10", "0-10"),
        (counts(s1=1, s9=20), "推奨度（1〜10）", "1-10"),
        (counts(s1=1, s9=20), "推奨度（０～１０）", "0-10"),
        (counts(s1=1, s9=20), "How likely (0-10)", "0-10"),
        (counts(s1=1, s9=20), "on a scale of 1 to 10", "1-10"),
        (counts(s1=2, s9=20), "score", "0-10"),
        (counts(s1=6, s5=50, s9=60), "score", "1-10"),
        (counts(s1=2, s5=50, s9=60), "score", "0-10"),
        (counts(s1=5, s3=5, s5=20), "満足度", "1-5"),
        (counts(s4=2, s5=2), "満足度（1-5）", "1-5"),
        (counts(s4=2, s5=2), "満足度", "unknown"),
        (counts(s2=10, s7=20), "score", "1-7"),
        (counts(), "score", "unknown"),
        (counts(s8=3, s9=2), "満足度 1-5", "0-10"),
    ],
)
def test_the_scale_is_told_by_the_header_or_by_enough_answers(given, header, kind):
    assert scale_of(given, [header]).kind == kind


def test_a_scale_from_one_is_not_called_nps_in_silence(answers_in):
    got = answers_in("推奨度（1〜10）,コメント\n" + "9,良い\n1,悪い\n" * 5)
    assert got.preview.scale.kind == "1-10"
    assert got.preview.scale.low == 1
    assert got.problem("scale-1-10").severity == "warning"


def test_a_five_point_scale_is_told(answers_in):
    got = answers_in("満足度,コメント\n" + "5,良い\n1,悪い\n3,ふつう\n" * 10)
    assert (got.preview.scale.kind, got.preview.scale.high) == ("1-5", 5)
    assert "scale-1-5" in got.codes


def test_a_zero_far_below_the_sample_settles_the_scale(answers_in):
    got = answers_in("score\n" + "5\n4\n" * 1500 + "0\n10\n")
    assert got.preview.scale.kind == "0-10"
    assert not [code for code in got.codes if code.startswith("scale")]


def test_a_blank_never_becomes_zero(answers_in):
    got = answers_in("推奨度,氏名\n0,花\n,太郎\n 　,次郎\n")
    assert got["score"] == [0]
    assert [one.reason for one in got.rejected] == ["no-score", "no-score"]


def test_each_unusable_score_says_why(answers_in):
    got = answers_in("推奨度,氏名\n9,a\n7.5,b\n11,c\n良い,d\n,e\n,\n")
    assert [(one.row, one.reason, one.value) for one in got.rejected] == [
        (3, "score-fraction", "7.5"),
        (4, "score-out-of-scale", "11"),
        (5, "score-not-a-number", "良い"),
        (6, "no-score", ""),
        (7, "blank-row", ""),
    ]
    assert {one.column for one in got.rejected} == {"推奨度"}
