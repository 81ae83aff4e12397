from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from emptychair.sheets.dates import DateReader, looks_like_a_time, order_of

DAY = datetime(2026, 3, 1)
MORNING = datetime(2026, 3, 1, 9, 5)


def _clock(seconds: int) -> datetime:
    return datetime(1970, 1, 1) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", DAY),
        ("2026/3/1", DAY),
        ("2026.03.01", DAY),
        ("20260301", DAY),
        ("2026年3月1日", DAY),
        ("2026年03月01日", DAY),
        ("２０２６年３月１日", DAY),
        ("2026年3月1日(日)", DAY),
        ("2026/3/1（日） 9:05", MORNING),
        ("令和8年3月1日", DAY),
        ("令和８年３月１日", DAY),
        ("R8.3.1", DAY),
        ("r8/3/1", DAY),
        ("令和元年5月1日", datetime(2019, 5, 1)),
        ("平成31年4月30日", datetime(2019, 4, 30)),
        ("H31.4.30", datetime(2019, 4, 30)),
        ("昭和64年1月7日", datetime(1989, 1, 7)),
        ("2026/3/1 9:05", MORNING),
        ("2026-03-01T09:05", MORNING),
        ("2026-03-01T09:05:00Z", MORNING),
        ("2026-03-01T09:05:00.123456Z", MORNING),
        ("2026-03-01T09:05:00+09:00", MORNING),
        ("2026-03-01 09:05:00 UTC", MORNING),
        ("2026-03-01 09:05:00 +0900", MORNING),
        ("2026/03/01 9:05:00 午前 GMT+9", MORNING),
        ("2026/03/01 9:05:00 AM GMT+9", MORNING),
        ("2026年3月1日 9時5分", MORNING),
        ("2026年3月1日 午後3時5分", datetime(2026, 3, 1, 15, 5)),
        ("2026年3月1日 9時", datetime(2026, 3, 1, 9)),
        ("3/1/2026", DAY),
        ("3/14/2026", datetime(2026, 3, 14)),
        ("03/01/2026 09:05:00 AM", MORNING),
        ("3/1/2026 12:05 AM", datetime(2026, 3, 1, 0, 5)),
        ("3/1/2026 12:05 PM", datetime(2026, 3, 1, 12, 5)),
        ("3/1/26", DAY),
        ("Mar 1, 2026", DAY),
        ("2026年3月", DAY),
        ("2026-03", DAY),
        ("March 1st, 2026", DAY),
        ("Sun, Mar 1, 2026 9:05 AM", MORNING),
        ("1 March 2026", DAY),
        ("1-Mar-2026 09:05", MORNING),
        ("Sunday, 1 March 2026", DAY),
        ("46082", DAY),
        ("46082.378472222", MORNING),
        ("1772355900", MORNING),
        ("1772355900000", MORNING),
    ],
)
def test_a_date_is_read_however_it_was_written(text, expected):
    assert _clock(DateReader()(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14.03.2026", datetime(2026, 3, 14)),
        ("01.03.2026 09:05", MORNING),
        ("01/03/2026", DAY),
        ("1-3-2026", DAY),
    ],
)
def test_day_first_dates_are_read_when_the_column_says_so(text, expected):
    assert _clock(DateReader("dmy")(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨日",
        "2026-13-01",
        "2026-02-30",
        "14/03/2026",
        "9",
        "2026",
        "-",
        "2026-03-01 25:00",
        "2026-03-01 やや",
        "99999999999999999999",
        "3000-01-01",
        "0001-01-01",
        "令和8年13月1日",
        "Foo 1, 2026",
    ],
)
def test_what_is_no_date_is_not_made_one(text):
    assert DateReader()(text) is None


def test_the_same_text_gives_the_same_time_from_memory():
    read = DateReader()
    texts = [
        "2026/3/1 9:05",
        "2026/3/2 9:05",
        "2026/3/1 10:05",
        "x",
        "2026/3/1 9:05",
        "Mar 1, 2026",
    ]
    assert [read(text) for text in texts] == [DateReader()(text) for text in texts]
    assert [read(text) for text in texts] == [DateReader()(text) for text in texts]


def test_a_zone_is_kept_to_be_told_and_the_clock_stays():
    read = DateReader()
    assert read("2026-03-01T23:30:00+09:00") == read("2026-03-01T23:30:00Z")
    assert read.zones == {"+09:00", "Z"}


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2026", "03/14/2026"], "mdy"),
        (["03/04/2026", "14/03/2026"], "dmy"),
        (["03/04/2026", "05/06/2026"], "ambiguous"),
        (["14/03/2026", "03/14/2026"], "ambiguous"),
        (["14/03/2026", "15/03/2026", "03/14/2026"], "dmy"),
        (["2026-03-04"], "ymd"),
        (["令和8年3月4日"], "ymd"),
        (["", "x"], None),
    ],
)
def test_one_day_above_twelve_decides_for_the_whole_column(values, order):
    assert order_of(values)[0] == order


def test_ambiguous_dates_are_told_with_the_reading_taken(answers_in):
    got = answers_in("date,score\n03/04/2026,9\n05/06/2026,8\n")
    assert got["answered_at"] == [datetime(2026, 3, 4), datetime(2026, 5, 6)]
    assert got.preview.date_order == "ambiguous"
    assert got.problem("ambiguous-dates").params["read_as"] == "mdy"
    assert got.problem("ambiguous-dates").severity == "warning"


def test_the_reading_of_ambiguous_dates_can_be_given(answers_in):
    got = answers_in("date,score\n03/04/2026,9\n05/06/2026,8\n", date_order="dmy")
    assert got["answered_at"] == [datetime(2026, 4, 3), datetime(2026, 6, 5)]
    assert got.preview.date_order == "dmy"
    assert "ambiguous-dates" not in got.codes


def test_a_deciding_date_far_below_the_sample_counts(answers_in):
    early = "".join("03/04/2026,9\n" for _ in range(3000))
    got = answers_in("date,score\n" + early + "14/03/2026,9\n")
    assert got.preview.date_order == "dmy"
    assert got["answered_at"][0] == datetime(2026, 4, 3)
    assert "ambiguous-dates" not in got.codes


def test_european_points_are_read_day_first(answers_in):
    got = answers_in("date;score\n03.04.2026;9\n05.06.2026;8\n")
    assert got["answered_at"][0] == datetime(2026, 4, 3)


def test_an_unreadable_date_costs_the_date_and_not_the_answer(answers_in):
    got = answers_in("回答日,推奨度\n2026-03-01,9\n先週の火曜,8\n,7\n")
    assert got["score"] == [9, 8, 7]
    assert got["answered_at"] == [DAY, None, None]
    problem = got.problem("unreadable-dates")
    assert problem.params == {"field": "answered_at", "rows": 1, "example": "先週の火曜"}


def test_zones_and_unix_times_are_told(answers_in):
    got = answers_in("date,sent at,score\n2026-03-01T09:05:00+09:00,1772355900,9\n")
    assert got["answered_at"] == got["asked_at"] == [MORNING]
    assert got.problem("zone-ignored").params == {"zones": "+09:00"}
    assert "unix-times-in-utc" in got.codes


@pytest.mark.parametrize(("text", "is_one"), [("2026-03-01", True), ("46082", False), ("9", False)])
def test_a_plain_number_is_no_sign_of_a_date_column(text, is_one):
    assert looks_like_a_time(text) is is_one
