"""Revenue and renewals: read by all who read customers, noted by members, defined by managers."""

from datetime import date

from emptychair.renewals.models import Renewal, RevenueDefinition, RevenueMonth
from tests.architecture.permission_table.who import may
from tests.factories.customers import make_contract, make_person
from tests.people import NOW

HEADS = ("owner", "manager")
DOERS = (*HEADS, "member")
READERS = (*DOERS, "analyst")


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


def one(*allowed, ok=200):
    """Of one row: a neighbour does not know that it exists."""
    return may(*allowed, ok=ok, outsider=404)


LINES = {
    ("GET", "renewals/", "/renewals/"): section(*READERS),
    ("GET", "renewals/renewals.csv", "/renewals/renewals.csv"): section(*HEADS),
    ("POST", "renewals/refresh/", "/renewals/refresh/"): section(*DOERS, ok=302),
    ("GET", "renewals/<int:renewal_id>/", "/renewals/{renewal}/"): one(*READERS),
    ("POST", "renewals/<int:renewal_id>/step/", "/renewals/{renewal}/step/"): one(*DOERS, ok=302),
    ("POST", "renewals/<int:renewal_id>/call/", "/renewals/{renewal}/call/"): one(*DOERS, ok=302),
    ("POST", "renewals/<int:renewal_id>/outcome/", "/renewals/{renewal}/outcome/"): one(
        *DOERS, ok=422
    ),
    ("POST", "renewals/<int:renewal_id>/reopen/", "/renewals/{renewal}/reopen/"): one(
        *DOERS, ok=302
    ),
    ("GET", "renewals/revenue/", "/renewals/revenue/"): section(*READERS),
    ("GET", "renewals/revenue/months.csv", "/renewals/revenue/months.csv"): section(*HEADS),
    (
        "GET",
        "renewals/revenue/<slug:month>/<slug:currency>/",
        "/renewals/revenue/{month}/JPY/",
    ): one(*READERS),
    (
        "POST",
        "renewals/revenue/<slug:month>/publish/now/",
        "/renewals/revenue/2026-10/publish/now/",
    ): section(*HEADS, ok=302),
    ("GET", "renewals/definitions/", "/renewals/definitions/"): section(*READERS),
    ("POST", "renewals/definitions/kinds/", "/renewals/definitions/kinds/"): section(
        *HEADS, ok=302
    ),
    ("GET", "renewals/accuracy/", "/renewals/accuracy/"): section(*READERS),
    ("GET", "renewals/repeat/", "/renewals/repeat/"): section(*READERS),
}


def make(people):
    person = make_person(people.workspace)
    contract = make_contract(person, period="year", renews_on=date(2027, 1, 10))
    renewal = Renewal.objects.create(
        workspace=people.workspace,
        contract=contract,
        person=person,
        due_on=date(2027, 1, 10),
        period="year",
        currency="JPY",
    )
    definition = RevenueDefinition.objects.create(
        workspace=people.workspace, version=1, defined_at=NOW
    )
    RevenueMonth.objects.create(
        workspace=people.workspace,
        month=date(2026, 10, 1),
        currency="JPY",
        definition=definition,
        checksum="1",
        computed_at=NOW,
    )
    return {"renewal": renewal.pk, "month": "2026-10"}
