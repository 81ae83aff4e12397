"""Rows that a second connection carries out are those that Django reads, type by type."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from django.db import connection

from emptychair.analytics import carrying
from emptychair.analytics.carrying import carry, newer_rows, read_rows, typed
from emptychair.analytics.datasets import Dataset
from emptychair.analytics.reading import read_columns
from emptychair.analytics.sources import LiveSource
from emptychair.customers.models import Contract
from emptychair.metrics.datasets import LIVE_ANSWERS, LIVE_FURTHER, LIVE_INVITATIONS
from emptychair.surveys.models import Answer, Response
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_invitation, make_response, make_survey

CONTRACTS = LiveSource(
    Dataset(
        "contracts",
        {"id": "int64", "seats": "int64", "amount": "float64", "starts_on": "date",
         "renews_on": "date", "currency": "string"},
        key=("id",),
    ),
    "customers.Contract",
    {name: name for name in ("id", "seats", "amount", "starts_on", "renews_on", "currency")},
)  # fmt: skip


def fill(people):
    survey, person = make_survey(people.workspace), make_person(people.workspace)
    for number, micro in enumerate((0, 1, 500_000, 999_999)):
        moment = datetime(2026, 3, 4, 23, 59, 59, micro, tzinfo=UTC)
        made = make_response(survey, person if number % 2 else None, score=number or None)
        Response.objects.filter(pk=made.pk).update(
            answered_at=moment,
            is_test=number == 3,
            is_counted=number != 3,
            segment="法人 'x'" if number else "",
        )
    further(survey, "matrix", cells={"料金 \"'": 4, "speed": None})
    further(survey, "agree", number=3)
    further(survey, "text", text="why")
    make_response(survey, None, pk=-7, score=2)  # a number drawn by chance
    make_response(make_survey(people.neighbours), None)
    make_invitation(survey, person)
    make_invitation(survey, make_person(people.workspace), answered_at=moment)
    company = make_company(people.workspace)
    for number, (amount, seats, renews) in enumerate(
        [("12.34", None, None), ("1000000.00", 7, "2026-05-01"), ("0.10", 1, None)]
    ):
        Contract.objects.create(
            workspace=people.workspace,
            company=company,
            external_id=str(number),
            amount=amount,
            currency="JPY",
            period="month",
            seats=seats,
            starts_on="2026-02-28",
            renews_on=renews,
        )


def further(survey, kind, **given):
    response = make_response(survey, None)
    Answer.objects.create(
        workspace=survey.workspace, survey=survey, response=response, question="q", kind=kind,
        **given,
    )  # fmt: skip


def by_django(source, people):
    rows = source.rows(people.workspace.pk)
    read = read_columns(rows, source.fields, source.schema)
    return typed(source, read, people.workspace.zone).sort_by("id")


def read_apart(monkeypatch, file):
    """As a large workspace is read: another process reads the file."""
    monkeypatch.setattr(carrying, "is_seen_by_adbc", lambda: True)
    monkeypatch.setattr(carrying, "MANY", 0)
    monkeypatch.setitem(connection.settings_dict, "NAME", file)


def compare(people):
    zone = people.workspace.zone
    for source in (LIVE_ANSWERS, LIVE_FURTHER, LIVE_INVITATIONS, CONTRACTS):
        batches = list(carry(source, people.workspace.pk, zone))
        assert all(batch.schema == source.schema for batch in batches)
        carried = pa.concat_tables(batches).sort_by("id")
        assert carried.equals(by_django(source, people)), source.dataset.name
        assert carried.num_rows >= 2
        ids = carried["id"].to_pylist()
        some = list(carry(source, people.workspace.pk, zone, after_id=ids[0], up_to_id=ids[1]))
        assert [row["id"] for batch in some for row in batch.to_pylist()] == [ids[1]]
        newer = newer_rows(source, people.workspace.pk, zone, after_id=ids[0], expected=10**6)
        assert sorted(newer["id"].to_pylist()) == ids[1:]
        nothing = list(carry(source, people.workspace.pk, zone, after_id=ids[-1]))
        assert sum(batch.num_rows for batch in nothing) == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite")
def test_sqlite_tells_a_second_connection_the_same(people, tmp_path, monkeypatch):
    fill(people)
    file = str(tmp_path / "copy.sqlite3")
    (tmp_path / "copy.sqlite3").write_bytes(connection.connection.serialize())
    read_apart(monkeypatch, file)
    compare(people)


A_WRITER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite")
def test_who_writes_keeps_the_lock_while_rows_are_carried_out(people, tmp_path, monkeypatch):
    """A second SQLite library in this process would drop it, and the next writer would come in."""
    fill(people)
    file = tmp_path / "ours? 100 %.sqlite3"
    file.write_bytes(connection.connection.serialize())
    with closing(sqlite3.connect(file, isolation_level=None)) as ours:
        ours.execute("PRAGMA journal_mode=WAL")
        ours.execute("BEGIN IMMEDIATE")
        ours.execute("UPDATE surveys_response SET score = 1")
        read_apart(monkeypatch, str(file))
        carried = pa.concat_tables(carry(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone))
        assert carried.sort_by("id").equals(by_django(LIVE_ANSWERS, people))
        words = [sys.executable, "-c", A_WRITER, str(file)]
        told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        assert told.strip() == "database is locked"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite")
def test_a_file_that_cannot_be_read_is_named_and_the_reader_ends(people, tmp_path, monkeypatch):
    read_apart(monkeypatch, str(tmp_path / "nowhere.sqlite3"))
    with pytest.raises(OSError, match=r"could not be read from SQLite: .*failed to open.*nowhere"):
        list(carry(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_postgresql_tells_a_second_connection_the_same(transactional_db):
    from tests.people import make_people

    people = make_people()
    fill(people)
    assert carrying.is_seen_by_adbc()
    compare(people)


def test_what_our_transaction_has_not_committed_is_read_by_itself(people):
    fill(people)
    assert not carrying.is_seen_by_adbc()
    compare(people)


def test_rows_that_are_gone_are_not_read(people):
    fill(people)
    ids = list(Response.objects.values_list("pk", flat=True))
    read = read_rows(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone, [*ids, 10**9])
    assert sorted(read["id"].to_pylist()) == sorted(
        LIVE_ANSWERS.rows(people.workspace.pk).values_list("pk", flat=True)
    )
