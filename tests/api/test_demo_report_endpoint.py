import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from tests.people import make_secret


@pytest.fixture
def ask(client, people, data_folder):
    (data_folder / "demo").mkdir()
    (data_folder / "demo" / "report-ja.json").write_text('{"nps": {"score": 2}}')
    secret = make_secret(people.workspace, Permission.REPORT_READ, now=timezone.now())
    return lambda language: client.get(
        f"/api/v1/demo/report/{language}", headers={"authorization": f"Bearer {secret}"}
    )


def test_the_report_comes_as_it_was_written(ask):
    answer = ask("ja")
    assert answer["Content-Type"] == "application/json"
    assert answer.getvalue() == b'{"nps": {"score": 2}}'


@pytest.mark.parametrize("language", ["en", "..", "truth", "ja.json"])
def test_what_is_not_there_is_not_found(ask, language):
    assert ask(language).status_code == 404


def test_the_api_is_for_reading_only_so_far(ask, client):
    assert client.post("/api/v1/demo/report/ja").status_code == 405
    assert client.delete("/api/v1/me").status_code == 405
