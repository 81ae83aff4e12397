"""An empty database gets the same tables in one go as by all migrations one after the other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from emptychair.config.env import environment
from tests.jobs.fresh_database import fresh_database

ROOT = Path(__file__).parent.parent.parent
TOLD = """
import json, sys
from emptychair.config.start import start_django; start_django(writes=True)
from django.core.management import call_command
from django.db import connection
from emptychair.config.first_tables import bring_tables_up_to_date
if sys.argv[1] == "migrations":
    call_command("migrate", verbosity=0)
else:
    bring_tables_up_to_date()
QUESTIONS = {
    "sqlite": [
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    ],
    "postgresql": [
        "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,"
        " numeric_scale, is_nullable, is_identity, column_default FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
    ],
}
with connection.cursor() as cursor:
    found = []
    for question in QUESTIONS[connection.vendor]:
        cursor.execute(question)
        found += [[str(one) for one in row] for row in cursor.fetchall()]
    cursor.execute("SELECT app, name FROM django_migrations")
    found += [["applied", *row] for row in cursor.fetchall()]
print(json.dumps(found))
"""


def parts(sql):
    """A statement without the order of its columns: SQLite moves them when a table is changed."""
    head, _, body = sql.partition("(")
    if not head.startswith("CREATE TABLE"):
        return [sql]
    found, depth, word = [], 0, ""
    for letter in body.rpartition(")")[0]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append(word.strip())
            word = ""
        else:
            word += letter
    return [head.strip(), *sorted([*found, word.strip()])]


def told(way, folder):
    with fresh_database(environment().database_url) as url:
        environ = {**os.environ, "EMPTYCHAIR_DATA": str(folder), "DATABASE_URL": url}
        environ["DJANGO_SETTINGS_MODULE"] = "emptychair.config.settings"
        done = subprocess.run(
            [sys.executable, "-c", TOLD, way],
            env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return sorted(json.dumps([parts(one) for one in row]) for row in json.loads(done.stdout))


@pytest.mark.slow
def test_both_ways_make_the_same_tables(tmp_path):
    at_once, by_migrations = told("at once", tmp_path / "a"), told("migrations", tmp_path / "b")
    assert len(at_once) > 500
    assert sorted(set(at_once) ^ set(by_migrations)) == []
    assert len(at_once) == len(by_migrations)
