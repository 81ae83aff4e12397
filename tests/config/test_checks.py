import pytest
from django.core.checks import run_checks

from emptychair.config import checks


def ids():
    return {one.id for one in run_checks() if one.id.startswith("emptychair.")}


def test_a_usual_installation_has_nothing_to_say(data_folder):
    assert ids() == set()


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path, settings):
    (tmp_path / "file").touch()
    settings.DATA_FOLDER = tmp_path / "file" / "data"
    assert ids() == {"emptychair.E001"}


def test_a_key_that_others_may_read_is_told(data_folder):
    (data_folder / "secret-key").write_text("x")
    (data_folder / "secret-key").chmod(0o644)
    assert ids() == {"emptychair.W003"}


def test_an_old_sqlite_is_refused(data_folder, monkeypatch, settings):
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("not on SQLite")
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 31, 1))
    assert ids() == {"emptychair.E002"}


def test_debug_with_a_public_host_is_refused(data_folder, settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["voice.example.com"]
    assert ids() == {"emptychair.E004"}


def test_a_lease_as_short_as_the_work_is_refused(data_folder, settings):
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "timeout": 60, "retry": 60}
    assert ids() == {"emptychair.E005"}


def test_each_problem_says_what_to_do(tmp_path, settings):
    (tmp_path / "file").touch()
    settings.DATA_FOLDER = tmp_path / "file" / "data"
    found = [one for one in run_checks() if one.id == "emptychair.E001"]
    assert "EMPTYCHAIR_DATA" in found[0].hint
