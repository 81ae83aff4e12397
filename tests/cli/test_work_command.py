import pytest
from click.testing import CliRunner

from emptychair.cli.serve import work


@pytest.fixture
def did(monkeypatch, data_folder):
    calls = []
    monkeypatch.setattr("emptychair.jobs.worker.run_worker", lambda: calls.append(1) or 0)
    return calls


def test_the_worker_starts_on_a_database_with_all_its_tables(did, db):
    assert CliRunner().invoke(work).exit_code == 0
    assert did == [1]


def test_the_worker_does_not_start_before_the_migrations(did, monkeypatch):
    monkeypatch.setattr("emptychair.http.health.database_problem", lambda: "It waits.")
    result = CliRunner().invoke(work)
    assert result.exit_code == 2
    assert "It waits. Start emptychair run" in result.stderr
    assert did == []
