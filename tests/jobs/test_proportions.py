"""SQLite takes the index of one customer once it knows how its tables are made up."""

import pytest
from django.db import connection

from emptychair.jobs.registry import job_named
from emptychair.kit.proportions import learn_proportions

pytestmark = pytest.mark.django_db


def test_sqlite_is_told_how_its_tables_are_made_up() -> None:
    """PostgreSQL looks by itself, and nothing is asked of it."""
    assert learn_proportions() is (connection.vendor == "sqlite")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'django_content_type'")
            assert cursor.fetchone()[0] > 0


def test_it_comes_round_as_a_job() -> None:
    """Twice is as good as once."""
    job_named("jobs.learn_proportions").function()
    job_named("jobs.learn_proportions").function()
