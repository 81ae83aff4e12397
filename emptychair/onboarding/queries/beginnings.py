"""Who signed up when, and what was known of them then."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Contract, Person
from emptychair.customers.queries.gone import companies_away, people_away
from emptychair.customers.revenue_meaning import meaning_in_force
from emptychair.customers.rules.away import gone_since
from emptychair.customers.rules.trials import is_trial
from emptychair.onboarding.expressions import events_of, first_days, orders_of
from emptychair.onboarding.rules.days import as_day
from emptychair.onboarding.types import Begins, Begun, Kind, Terms
from emptychair.silence.queries.channels import Tables

CHANNELS = ("channel", "source", "utm_source", "acquisition_channel")
AT_ONCE = 5_000


def everybody_of(access: Access, kind: str) -> dict[int, dict[str, Any]]:
    """What is known of each customer of a kind, by its number in the engine."""
    access.require(Permission.CUSTOMER_READ)
    of_firms = kind == Kind.COMPANY
    rows = _companies(access) if of_firms else _people(access)
    contracts, gone = _contracts(access, kind), _left_on(access, of_firms=of_firms)
    found = {}
    for row in rows:
        plan, first, tried_until = contracts.get(row["pk"], ("", None, None))
        found[row["pk"] if of_firms else -row["pk"]] = {
            **row, "plan": plan, "contract": first, "ended": gone.get(row["pk"], tried_until)
        }  # fmt: skip
    return found


def _left_on(access: Access, *, of_firms: bool) -> dict[int, int]:
    """By customer the day on which those left who are gone, by the one definition of it."""
    spans = companies_away(access) if of_firms else people_away(access)
    gone = {pk: gone_since(some, date.max) for pk, some in spans.items()}
    return {pk: as_day(one.left_on) or 0 for pk, one in gone.items() if one is not None}


def beginnings(
    access: Access, tables: Tables, terms: Terms, known: dict[int, dict[str, Any]], until: int
) -> list[Begun]:
    """Those who began by a day, as the terms count it."""
    access.require(Permission.CUSTOMER_READ)
    starts = _starts(tables, terms, known, until)
    found = []
    for unit, row in known.items():
        began = starts.get(unit)
        if began is None or began > until:
            continue
        ended = row["ended"]
        if ended is not None and (ended > until or ended < began):
            ended = None if ended > until else began
        attributes = row["attributes"] or {}
        channel = next((str(attributes[one]) for one in CHANNELS if attributes.get(one)), "")
        value = row["yearly_value"]
        found.append(
            Begun(
                unit=unit,
                began=began,
                ended=ended,
                value=None if value is None else float(value),
                segment=row["segment"],
                plan=row["plan"],
                channel=channel,
                region=row["region"],
            )
        )
    return found


def _starts(
    tables: Tables, terms: Terms, known: dict[int, dict[str, Any]], until: int
) -> dict[int, int | None]:
    if terms.begins == Begins.JOINED:
        return {unit: as_day(row["joined_on"]) for unit, row in known.items()}
    if terms.begins == Begins.CONTRACT:
        return {unit: row["contract"] for unit, row in known.items()}
    if terms.begins == Begins.ORDER:
        rows = orders_of(tables.orders, tables.people, until)
    else:
        rows = events_of(tables.events, tables.people, terms.begin_event, until)
    read = tables.read(first_days(rows))
    return dict(zip(read["unit"].to_pylist(), read["at"].to_pylist(), strict=True))


def _companies(access: Access) -> Iterator[dict[str, Any]]:
    """With the segment that is written on them, or that of most of their people."""
    counted: dict[int, Counter[str]] = {}
    people = Person.objects.visible_to(access).exclude(segment="").filter(company__isnull=False)
    for company, segment, n in (
        people.order_by().values_list("company_id", "segment").annotate(n=Count("pk"))
    ):
        counted.setdefault(company, Counter())[segment] = n
    rows = Company.objects.visible_to(access).order_by("pk")
    for row in rows.values("pk", "joined_on", "yearly_value", "attributes", "region").iterator(
        AT_ONCE
    ):
        own = str((row["attributes"] or {}).get("segment", "")).strip()
        most = counted.get(row["pk"])
        yield {**row, "segment": own or (most.most_common(1)[0][0] if most else "")}


def _people(access: Access) -> Iterator[dict[str, Any]]:
    """Who belongs to no company; merged ones are somebody else by now."""
    rows = Person.objects.visible_to(access).filter(company=None, merged_into=None)
    names = ("pk", "joined_on", "yearly_value", "attributes", "region", "segment")
    yield from rows.order_by("pk").values(*names).iterator(AT_ONCE)


def _contracts(access: Access, kind: str) -> dict[int, tuple[str, int | None, int | None]]:
    """The plan and day of the first contract, and when the last trial ended of who only tried: they
    never were customers, so that no definition says when they left.
    """
    words = meaning_in_force(access).trial_words
    column = "company_id" if kind == Kind.COMPANY else "person_id"
    rows = Contract.objects.visible_to(access).filter(**{f"{column}__isnull": False})
    found: dict[int, tuple[str, int | None, int | None]] = {}
    plans = rows.order_by("starts_on", "pk").values_list(
        column, "plan", "starts_on", "cancelled_on", "amount"
    )
    for pk, plan, starts, cancelled, amount in plans.iterator(AT_ONCE):
        ended = as_day(cancelled) if is_trial(float(amount), plan, words) else None
        if pk not in found:
            found[pk] = (plan, as_day(starts), ended)
            continue
        first_plan, first, last = found[pk]
        both = None if ended is None or last is None else max(ended, last)
        found[pk] = (first_plan, first, both)
    return found
