"""Daily use of Tallywren's firms, their seats, and some firms on trial. All of it made up."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.services.bulk import add_companies, add_contracts
from emptychair.demo.catalogue import BRAND_NAMES
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.files import DemoFiles, batches
from emptychair.usage.queries.given import companies_numbered
from emptychair.usage.services.counting import count_new
from emptychair.usage.services.giving import give_use
from emptychair.usage.services.reading import read_companies, read_people
from emptychair.usage.types import GivenUse

TRIAL_SEED, TRIAL_DAYS = 613, 30
TRIAL = {"ja": "お試し", "en": "Trial"}
# Firms that tried and have not paid: begun so many days ago, and people who use it (0: nobody).
TRYING = ((6, 4), (11, 2), (19, 0), (24, 0), (27, 3), (43, 0), (58, 1), (75, 0), (96, 0), (130, 2))
TRYING_NAMES = {
    "en": (
        "Alder Quay Studio", "Brindle and Page", "Corvid Surveying", "Dunmore Cycles",
        "Eskdale Optics", "Fennimore Print", "Gorse Hill Nursery", "Harrow Lane Dental",
        "Iverson Tides", "Juniper Row Books",
    ),
    "ja": (
        "株式会社榛のみさき設計", "有限会社まだら頁社", "株式会社みやま測量舎", "月待ち自転車店",
        "株式会社谷瀬めがね", "株式会社藤ねこ印刷", "丘の上つばめ保育園", "並木うさぎ歯科",
        "株式会社潮ぐも工房", "杜松通り書房",
    ),
}  # fmt: skip


def load_usage(access: Access, brand: Brand, files: DemoFiles, now: datetime) -> None:
    """Counts by day, seats of contracts, and what follows from both."""
    today = now.astimezone(access.workspace.zone).date()
    firms = [row for row in files.rows("companies") if row["brand"] == BRAND_NAMES[brand.code]]
    if firms:
        _add_seats(access, brand, files, firms)
        _add_trials(access, files, firms)
        _add_trying(access, brand, today)
        _add_use(access, files, firms, today)
    count_new(access, now=now)
    read_companies(access, now=now)
    read_people(access, now=now)


def _add_seats(access: Access, brand: Brand, files: DemoFiles, firms: list[dict[str, str]]) -> None:
    seats = {row["company_id"]: int(row["seats"]) for row in firms if row["seats"]}
    contracts = [
        {
            "external_id": row["subscription_id"],
            "company_external_id": row["company_id"],
            "seats": seats[row["company_id"]],
        }
        for row in files.rows("subscriptions")
        if row["brand"] == BRAND_NAMES[brand.code] and row["company_id"] in seats
    ]
    add_contracts(access, contracts)


def _add_trials(access: Access, files: DemoFiles, firms: list[dict[str, str]]) -> None:
    """Most firms began with a month for nothing; nobody knows of those who never paid."""
    add_contracts(access, [row for firm in firms for row in _trial(access, firm, files)])


def _trial(access: Access, firm: dict[str, str], files: DemoFiles) -> Iterator[dict[str, Any]]:
    joined = files.day(firm["joined_on"])
    chance = Random(f"{TRIAL_SEED}:{firm['company_id']}")
    if joined is None or chance.random() > 0.6:
        return
    yield {
        "external_id": f"trial-{firm['company_id']}",
        "company_external_id": firm["company_id"],
        "plan": TRIAL[access.workspace.language],
        "amount": 0,
        "currency": firm["currency"],
        "period": "month",
        "starts_on": joined - timedelta(days=chance.randint(9, TRIAL_DAYS)),
        "cancelled_on": joined,
    }


def _add_trying(access: Access, brand: Brand, today: date) -> None:
    firms = [
        {
            "external_id": f"trying-{number}",
            "name": TRYING_NAMES[brand.language][number],
            "language": brand.language,
            "joined_on": today - timedelta(days=begun),
        }
        for number, (begun, _users) in enumerate(TRYING)
    ]
    ids = add_companies(access, firms).ids
    trials = [
        {
            "external_id": f"trying-{number}",
            "company_id": ids[number],
            "plan": TRIAL[brand.language],
            "amount": 0,
            "currency": brand.currency,
            "period": "month",
            "starts_on": today - timedelta(days=begun),
        }
        for number, (begun, _users) in enumerate(TRYING)
    ]
    add_contracts(access, trials)
    given = [
        GivenUse(ids[number], today - timedelta(days=ago), users, users * (3 + ago % 4))
        for number, (begun, users) in enumerate(TRYING)
        for ago in range(max(begun - TRIAL_DAYS, 0), begun)
        if users and ago % 7 > 1
    ]
    give_use(access, given, today=today, is_history=True)


def _add_use(access: Access, files: DemoFiles, firms: list[dict[str, str]], today: date) -> None:
    ids = companies_numbered(access, {row["company_id"] for row in firms})
    for some in batches(dict(row) for row in files.rows("usage") if row["company_id"] in ids):
        give_use(access, list(_given(some, files, ids, today)), today=today, is_history=True)


def _given(
    rows: list[dict[str, Any]], files: DemoFiles, ids: dict[str, int], today: date
) -> Iterator[GivenUse]:
    for row in rows:
        day = files.day(row["day"])
        if day is not None and day <= today:
            users, actions = int(row["active_users"]), int(row["actions"])
            yield GivenUse(ids[row["company_id"]], day, users, actions)
