"""Companies, people, contracts, orders and events of one made-up company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from emptychair.accounts.access import Access
from emptychair.customers.services.bulk import (
    add_companies,
    add_contracts,
    add_events,
    add_orders,
    add_people,
)
from emptychair.demo.catalogue import BRAND_NAMES, BY_CODE
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.files import DemoFiles, amount, batches

YEAR = timedelta(days=365)


def load_customers(access: Access, brand: Brand, files: DemoFiles, today: date) -> dict[str, int]:
    """Everybody who buys there and what they bought, through the bulk services; ids of people."""
    zone = access.workspace.zone
    people = [row for row in files.rows("people") if row["brand"] == BRAND_NAMES[brand.code]]
    known = {row["person_id"] for row in people}
    firms = [row for row in files.rows("companies") if row["brand"] == BRAND_NAMES[brand.code]]
    orders = [row for row in files.rows("orders") if row["person_id"] in known]
    values = _bought_in_a_year(orders, files, today)
    add_companies(access, [_company(row, files) for row in firms])
    made = add_people(
        access,
        [_person(row, files, values.get(row["person_id"]), brand) for row in people],
        guess_readings=True,  # Japanese customers of the other company are found by kana, too
    )
    add_contracts(access, list(_contracts(brand, files, today)))
    for some in batches(_order(row, files, zone) for row in orders):
        add_orders(access, some)
    events = (row for row in files.rows("events") if row["person_id"] in known)
    for some in batches(_event(row, files, zone, brand) for row in events):
        add_events(access, some)
    return dict(zip((row["person_id"] for row in people), made.ids, strict=True))


def _company(row: dict[str, str], files: DemoFiles) -> dict[str, Any]:
    return {
        "external_id": row["company_id"],
        "name": row["name"],
        "domain": row["mail_domain"],
        "region": row["region"],
        "language": row["language"],
        "joined_on": files.day(row["joined_on"]),
        "yearly_value": amount(row["annual_value"]),
        "currency": row["currency"],
    }


def _person(
    row: dict[str, str], files: DemoFiles, value: Decimal | None, brand: Brand
) -> dict[str, Any]:
    return {
        "external_id": row["person_id"],
        "company_external_id": row["company_id"],
        "name": row["name"],
        "email": row["email"],
        "language": row["language"],
        "region": row["region"],
        "segment": row["segment"],
        "joined_on": files.day(row["joined_on"]),
        "left_on": files.day(row["ended_on"]),
        "yearly_value": value,
        "currency": brand.currency if value else "",
    }


def _contracts(brand: Brand, files: DemoFiles, today: date) -> Iterator[dict[str, Any]]:
    for row in files.rows("subscriptions"):
        if row["brand"] != BRAND_NAMES[brand.code]:
            continue
        begun, ended = files.day(row["started_on"]), files.day(row["ended_on"])
        yield {
            "external_id": row["subscription_id"],
            "person_external_id": row["person_id"],
            "company_external_id": row["company_id"],
            "plan": row["plan"],
            "amount": amount(row["amount"]),
            "currency": row["currency"],
            "period": row["interval"],
            "starts_on": begun,
            "renews_on": None if ended or begun is None else _next_turn(begun, row, today),
            "cancelled_on": ended,
        }


def _next_turn(begun: date, row: dict[str, str], today: date) -> date:
    """The next day after today on which the contract goes on by itself."""
    months = 12 if row["interval"] == "year" else 1
    count = max(0, (today.year - begun.year) * 12 + today.month - begun.month) // months * months
    turn = _months_on(begun, count)
    return turn if turn > today else _months_on(begun, count + months)


def _months_on(day: date, count: int) -> date:
    whole = day.year * 12 + day.month - 1 + count
    return date(whole // 12, whole % 12 + 1, min(day.day, 28))


def _bought_in_a_year(
    orders: Iterable[dict[str, str]], files: DemoFiles, today: date
) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in orders:
        day = files.day(row["ordered_on"])
        if day and today - YEAR < day <= today:
            found[row["person_id"]] += Decimal(row["amount"])
    return found


def _order(row: dict[str, str], files: DemoFiles, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "external_id": row["order_id"],
        "person_external_id": row["person_id"],
        "ordered_at": _in_the_day(files.day(row["ordered_on"]), row["order_id"], zone),
        "item": row["item"],
        "amount": amount(row["amount"]),
        "currency": row["currency"],
    }


def _event(row: dict[str, str], files: DemoFiles, zone: ZoneInfo, brand: Brand) -> dict[str, Any]:
    code = row["touchpoint_id"].removeprefix(f"{brand.code}-")
    place = BY_CODE[brand.code, code]
    return {
        "message_id": row["event_id"],
        "person_external_id": row["person_id"],
        "name": place.name,
        "touchpoint_key": row["touchpoint_id"],
        "source": "demo",
        "occurred_at": _in_the_day(files.day(row["day"]), row["event_id"], zone),
    }


def _in_the_day(day: date | None, seed: str, zone: ZoneInfo) -> datetime:
    """A time between nine and seven; the files know the day only."""
    if day is None:
        raise ValueError(f"{seed} has no day.")
    minute = Random(seed).randrange(9 * 60, 19 * 60)
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
