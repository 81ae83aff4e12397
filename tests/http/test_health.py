import pytest
from django.db import DatabaseError

from emptychair.http import health


def test_health_asks_no_database(client):
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-cache" in answer["Cache-Control"]


def test_ready_when_the_database_has_all_its_tables(client, db):
    assert client.get("/ready").json() == {"status": "ready"}


def test_not_ready_while_migrations_wait(client, db, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["0002"])
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert "migrations" in answer.json()["reason"]


def test_not_ready_without_a_database(client, monkeypatch, caplog):
    def away(_connection):
        raise DatabaseError("secret host name")

    monkeypatch.setattr(health, "MigrationExecutor", away)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert "secret" not in answer.content.decode()
    assert "secret host name" in str(caplog.records[0].exc_info[1])


@pytest.mark.parametrize("address", ["/health", "/ready"])
def test_both_are_for_reading_only(client, db, address):
    assert client.post(address).status_code == 405
