"""Contracts that grew, shrank and ended, and what follows from them: months, renewals, forecast."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.queries.known_terms import KnownTerms, known_terms
from emptychair.customers.rules.months import day_number
from emptychair.customers.rules.runs import runs_of
from emptychair.customers.services.bulk import add_contracts
from emptychair.demo.catalogue import BRAND_NAMES, ROTA
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.files import DemoFiles, amount
from emptychair.demo.loading.services import colleagues_of
from emptychair.renewals.queries.definition import meaning_of
from emptychair.renewals.queries.listing import open_within
from emptychair.renewals.rules.bridge import bridges, counted_months
from emptychair.renewals.rules.decisions import terms_asof
from emptychair.renewals.services.definition import first_definition
from emptychair.renewals.services.months import store_months
from emptychair.renewals.services.noting import note_call
from emptychair.renewals.services.refresh import refresh_revenue, store_week
from emptychair.renewals.types import Call

GROWS, SHRINKS = 0.34, 0.16
STEPS = (Decimal("1.15"), Decimal("1.25"), Decimal("1.40"))
CUTS = (Decimal("0.60"), Decimal("0.75"), Decimal("0.85"))
YEAR = timedelta(days=365)
WEEKS = 39
CALLED = 0.6


def load_renewals(access: Access, brand: Brand, files: DemoFiles, *, now: datetime) -> None:
    """Let some firms pay another amount from a day on, and firms that fell silent cancel at their
    next renewal; then count everything.
    """
    today = now.astimezone(access.workspace.zone).date()
    first_definition(access, now=now)
    if brand.code == ROTA:
        rows = list(files.rows("subscriptions"))
        changed = (one for row in rows if (one := _changed(row, files, today)))
        add_contracts(access, list(changed), now=now)
        add_contracts(access, list(_ended(rows, files, today)), now=now)
        _weeks_before(access, now)
    refresh_revenue(access, now=now)


def count_months(access: Access, now: datetime) -> None:
    """The months of revenue alone, for those who look at them before contracts changed."""
    today = now.astimezone(access.workspace.zone).date()
    definition = first_definition(access, now=now)
    meaning, terms = meaning_of(access, definition), known_terms(access)
    found = bridges(runs_of(terms.now, terms.before, meaning), counted_months(today), today=today)
    store_months(access, found, definition=definition, now=now)


def _changed(row: dict[str, str], files: DemoFiles, today: date) -> dict[str, Any] | None:
    """Another amount from a day on, drawn from the contract's own number."""
    if row["brand"] != BRAND_NAMES[ROTA]:
        return None
    chance = Random(row["subscription_id"])
    begun, ended, draw = files.day(row["started_on"]), files.day(row["ended_on"]), chance.random()
    old = amount(row["amount"])
    if draw > GROWS + SHRINKS or begun is None or old is None:
        return None
    day = begun + timedelta(days=chance.randrange(90, 640))
    if day >= (ended or today) - timedelta(days=20):
        return None
    factor = chance.choice(STEPS if draw < GROWS else CUTS)
    new = (old * factor / 10).quantize(Decimal(1)) * 10
    return {"external_id": row["subscription_id"], "amount": new, "counts_from": day}


def _ended(rows: list[dict[str, str]], files: DemoFiles, today: date) -> Iterator[dict[str, Any]]:
    """A firm that stopped using the product does not renew, if its day has come since."""
    truth = json.loads((files.folder / "truth.json").read_text(encoding="utf-8"))
    silent = {one["company_id"]: files.day(one["last_use"]) for one in truth["silent_companies"]}
    for row in rows:
        last, begun = silent.get(row["company_id"]), files.day(row["started_on"])
        if last is None or begun is None or row["ended_on"]:
            continue
        turn = begun
        while turn <= last:
            turn += YEAR
        if turn <= today:
            yield {
                "external_id": row["subscription_id"],
                "cancelled_on": turn,
                "counts_from": turn,
            }


def _weeks_before(access: Access, now: datetime) -> None:
    """The forecast of each week as it would have been kept, with what colleagues expected then."""
    terms, meaning = known_terms(access), meaning_of(access)
    colleagues = [one.access for one in colleagues_of(access)]
    for back in range(WEEKS, 0, -1):
        moment = now - timedelta(weeks=back)
        day = moment.astimezone(access.workspace.zone).date()
        number = day_number(day)
        known = terms_asof(terms.now, terms.before, number, is_past=True)
        _expect(access, colleagues, moment)
        store_week(access, KnownTerms(tuple(known), ()), meaning, now=moment)


def _expect(access: Access, colleagues: list[Access], moment: datetime) -> None:
    """What colleagues expect of what comes up within a hundred days; some look closer."""
    day = moment.astimezone(access.workspace.zone).date()
    last = day + timedelta(days=100)
    for one in open_within(access, first=day, last=last, limit=200, period="year"):
        chance = Random(f"{one.contract_id} {one.due_on}")
        if one.call or chance.random() > CALLED:
            continue
        who = chance.choice(colleagues)
        call = chance.choices([Call.COMMIT, Call.LIKELY, Call.RISK], [0.6, 0.3, 0.1])[0]
        note_call(who, one.pk, call=call.value, now=moment)
