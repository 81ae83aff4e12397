from pathlib import Path

import pytest

from emptychair.config.env import SettingsError, default_data_folder, read_environment
from emptychair.config.reference import all_pages


def test_nothing_has_to_be_set():
    found = read_environment({})
    assert found.port == 8000
    assert found.database_url == ""
    assert "localhost" in found.allowed_hosts
    assert not found.debug


def test_an_empty_variable_counts_as_not_set():
    assert read_environment({"EMPTYCHAIR_PORT": " "}).port == 8000


def test_what_is_set_is_read_with_its_type():
    found = read_environment(
        {
            "EMPTYCHAIR_PORT": "9000",
            "EMPTYCHAIR_DEBUG": "Yes",
            "EMPTYCHAIR_DATA": "/srv/chair",
            "EMPTYCHAIR_ALLOWED_HOSTS": "a.example, b.example,",
        }
    )
    assert (found.port, found.debug, found.data) == (9000, True, Path("/srv/chair"))
    assert found.allowed_hosts == ("a.example", "b.example")


def test_a_folder_below_home_is_found():
    assert read_environment({"EMPTYCHAIR_DATA": "~/chair"}).data == Path.home() / "chair"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("EMPTYCHAIR_PORT", "eighty"),
        ("EMPTYCHAIR_PORT", "0"),
        ("EMPTYCHAIR_PORT", "70000"),
        ("EMPTYCHAIR_DEBUG", "maybe"),
        ("EMPTYCHAIR_LOG_LEVEL", "LOUD"),
        ("EMPTYCHAIR_LOG_FORMAT", "xml"),
        ("EMPTYCHAIR_JOB_TIMEOUT", "-5"),
    ],
)
def test_a_wrong_value_is_a_sentence_that_names_the_variable(name, text):
    with pytest.raises(SettingsError, match=name):
        read_environment({name: text})


def test_a_secret_comes_from_its_file(tmp_path):
    file = tmp_path / "url"
    file.write_text("postgresql://h/n\n")
    assert read_environment({"DATABASE_URL_FILE": str(file)}).database_url == "postgresql://h/n"


def test_a_secret_given_twice_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="remove one"):
        read_environment({"DATABASE_URL": "a", "DATABASE_URL_FILE": str(tmp_path / "b")})


def test_a_secret_whose_file_is_missing_says_which_file(tmp_path):
    with pytest.raises(SettingsError, match="nowhere"):
        read_environment({"EMPTYCHAIR_SECRET_KEY_FILE": str(tmp_path / "nowhere")})


def test_what_is_no_secret_does_not_come_from_a_file(tmp_path):
    file = tmp_path / "port"
    file.write_text("9000")
    assert read_environment({"EMPTYCHAIR_PORT_FILE": str(file)}).port == 8000


def test_a_checkout_keeps_its_data_in_var(tmp_path):
    (tmp_path / "manage.py").touch()
    (tmp_path / "pyproject.toml").touch()
    assert default_data_folder({}, platform="linux", project=tmp_path) == tmp_path / "var"


def test_an_installed_package_keeps_its_data_with_the_user(tmp_path):
    given = {"XDG_DATA_HOME": "/data/of/a", "LOCALAPPDATA": "/c/local"}
    find = default_data_folder
    assert find(given, platform="linux", project=tmp_path) == Path("/data/of/a/emptychair")
    assert find(given, platform="win32", project=tmp_path) == Path("/c/local/emptychair")
    assert find({}, platform="linux", project=tmp_path) == Path.home() / ".local/share/emptychair"
    assert "Library" in find({}, platform="darwin", project=tmp_path).parts


def test_the_reference_pages_are_as_the_code_says():
    pages = all_pages()
    assert len(pages) >= 6
    old = [place.name for place, text in pages.items() if place.read_text("utf-8") != text]
    assert not old, f"Run: make docs. These pages say something else than the code: {old}"
