"""Whether tags of answers changed is asked on every page of drivers by tags."""

import pytest
from django.db import connection

from emptychair.metrics.datasets import LIVE_TAGS
from emptychair.surveys.models import Response

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
def test_only_answers_with_tags_are_looked_through(people):
    plan = LIVE_TAGS.rows(people.workspace.pk).order_by().values("changed_at").explain()
    assert "response_tagged" in plan, plan
    assert "response_tagged" in {index.name for index in Response._meta.indexes}
