from pathlib import Path

import pytest

from emptychair.config.database import database_from
from emptychair.config.env import SettingsError

DATA = Path("/srv/chair")


def test_without_a_url_sqlite_lies_in_the_data_folder():
    found = database_from("", data=DATA)
    assert found["NAME"] == "/srv/chair/emptychair.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "WAL" in found["OPTIONS"]["init_command"]


def test_a_sqlite_url_names_a_file():
    assert database_from("sqlite:////a/b%20c.db", data=DATA)["NAME"] == "/a/b c.db"
    assert database_from("sqlite:///var/x.db", data=DATA)["NAME"] == "var/x.db"


def test_a_postgresql_url_is_decoded_part_by_part():
    found = database_from(
        "postgresql://me%40work:p%2Fw%3A@h:6543/na%20me?sslmode=require", data=DATA
    )
    assert (found["USER"], found["PASSWORD"]) == ("me@work", "p/w:")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("h", "6543", "na me")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_is_given_as_host():
    found = database_from("postgres:///name?host=/run/postgresql", data=DATA)
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    "url",
    ["mysql://h/n", "chair.db", "sqlite://", "postgresql://h", "postgresql://h:x/n"],
)
def test_another_url_is_refused_with_what_to_write(url):
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        database_from(url, data=DATA)
