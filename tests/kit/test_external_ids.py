"""Another system's id is found by its index, however many rows there are."""

import pytest
from django.db import connection

from emptychair.customers.models import Company, Person
from emptychair.surveys.models import Response


@pytest.mark.parametrize("model", [Person, Company, Response])
@pytest.mark.parametrize("ids", [("a",), ("a", "b")])
def test_the_index_is_used(people, model, ids):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL asks its statistics, and reads small tables whole")
    plan = model.objects.visible_to(people.system).with_external_id(*ids).explain()
    assert f"{model._meta.model_name}_external_id" in plan


def test_an_empty_id_is_nobodys(people):
    Person.objects.create(workspace=people.workspace, name="A")
    found = Person.objects.visible_to(people.system).with_external_id("", "x")
    assert list(found) == []
