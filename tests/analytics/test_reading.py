"""Columns read as a whole say what rows read one by one say."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from emptychair.analytics import reading
from emptychair.analytics.reading import local_days, read_columns
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

ZONES = ("Asia/Tokyo", "UTC", "America/New_York", "Europe/London", "Asia/Kathmandu",
         "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo")  # fmt: skip
# Around days on which clocks were changed, by an hour, by half an hour, by a whole day.
CHANGES = ("2025-03-09", "2025-03-30", "2025-10-26", "2025-11-02", "2025-04-05", "2011-12-30",
           "2018-11-04", "2019-02-17")  # fmt: skip


def column(moments):
    return pa.chunked_array([pa.array(moments, type=pa.timestamp("us", tz="UTC"))])


@pytest.mark.parametrize("name", ZONES)
def test_days_are_those_of_the_zone_also_when_its_clocks_are_changed(name):
    rng, zone = Random(7), ZoneInfo(name)
    starts = [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in CHANGES]
    moments = [start + timedelta(minutes=15 * n) for start in starts for n in range(-200, 200)]
    moments += [
        datetime(2024, 1, 1, tzinfo=UTC) + timedelta(microseconds=rng.randrange(10**14))
        for _ in range(500)
    ]
    found = local_days(column(moments), zone).to_pylist()
    assert found == [moment.astimezone(zone).date() for moment in moments]


def test_no_moments_have_no_days():
    assert local_days(column([]), ZoneInfo("Asia/Tokyo")).to_pylist() == []


def test_columns_hold_what_rows_hold(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    for number, micro in enumerate((0, 1, 500_000, 999_999)):
        moment = datetime(2026, 3, 4, 23, 59, 59, micro, tzinfo=UTC)
        made = make_response(survey, person if number % 2 else None, score=number)
        Response.objects.filter(pk=made.pk).update(
            answered_at=moment,
            is_test=number == 3,
            is_counted=number != 3,
            segment="法人 'x'" if number else "",
        )
    schema = LIVE_ANSWERS.schema
    wanted = pa.schema([schema.field(name) for name in LIVE_ANSWERS.fields])
    read = read_columns(
        LIVE_ANSWERS.rows(people.workspace.pk), LIVE_ANSWERS.fields, LIVE_ANSWERS.schema
    )
    assert read.schema == wanted
    plain = list(Response.objects.order_by("pk").values(*LIVE_ANSWERS.fields.values()))
    found = sorted(read.to_pylist(), key=lambda row: row["id"])
    assert [list(row.values()) for row in found] == [list(row.values()) for row in plain]


def test_no_rows_make_empty_columns_of_the_same_types(people):
    rows = LIVE_ANSWERS.rows(people.workspace.pk)
    read = read_columns(rows, LIVE_ANSWERS.fields, LIVE_ANSWERS.schema)
    assert read.num_rows == 0
    assert all(LIVE_ANSWERS.schema.field(field.name) == field for field in read.schema)


def test_columns_are_put_together_of_parts(people, monkeypatch):
    survey = make_survey(people.workspace)
    for number in range(5):
        make_response(survey, None, score=number)
    rows = LIVE_ANSWERS.rows(people.workspace.pk)
    at_once = read_columns(rows, LIVE_ANSWERS.fields, LIVE_ANSWERS.schema)
    for size in (1, 2, 5):  # with a part left over, and with none
        monkeypatch.setattr(reading, "IN_A_PART", size)
        in_parts = read_columns(rows, LIVE_ANSWERS.fields, LIVE_ANSWERS.schema)
        assert in_parts.equals(at_once)
        assert in_parts.column("id").num_chunks >= 5 // size
