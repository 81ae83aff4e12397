"""However many customers there are, a table about them asks the database the same few questions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.explore.queries.customers.behind import customers_behind
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.queries.questions import read_question
from emptychair.explore.queries.tables import table_of
from emptychair.touch.models import CustomerTouch
from tests.factories.customers import make_company, make_contract, make_person
from tests.people import NOW

ASKED = (
    {"metric": "nrr", "rows": "plan", "cols": "month", "period": "2025-11-01..2026-10-31"},
    {"metric": "customers", "rows": "touch", "cols": "segment", "period": "2026-10"},
    {"metric": "logo_churn", "rows": "region", "against": "before", "period": "2026-10"},
)
AT_MOST = 25


def add_customers(people, number):
    for each in range(number):
        firm = make_company(people.workspace, region=("East", "West")[each % 2])
        member = make_person(people.workspace, company=firm, segment=("a", "b")[each % 2])
        make_contract(
            member,
            plan=("Team", "Business")[each % 2],
            starts_on=date(2025, 1 + each % 12, 1),
            cancelled_on=date(2026, 10, 9) if each % 3 == 0 else None,
        )
        CustomerTouch.objects.create(
            workspace=people.workspace, company=firm, kind="company", tier=("high", "low")[each % 2]
        )


def ask(people, given):
    catalogue = catalogue_for(people.system, given["metric"])
    question = read_question(people.system, given, now=NOW, catalogue=catalogue)
    table = table_of(people.system, question, now=NOW, catalogue=catalogue)
    assert table.total.figure.n
    return customers_behind(people.system, catalogue, question, now=NOW)[0:25]


def counted(people, given):
    """Questions of the first time, and of the second."""
    found = []
    for _turn in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(people, given)
        found.append(len(queries))
    return found


@pytest.mark.parametrize("given", ASKED, ids=lambda one: one["metric"])
def test_a_table_of_many_customers_asks_no_more_than_one_of_few(people, given):
    add_customers(people, 6)
    few = counted(people, given)
    add_customers(people, 60)
    many = counted(people, given)
    assert many == few
    assert max(few) <= AT_MOST
    assert few[1] <= few[0]
