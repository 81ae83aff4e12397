"""Customers' own numbers that nobody tells: counted each night from what they do."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries.proxies import preview_proxy
from emptychair.outcomes.rules.proxies import ProxyRule
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.proxies import count_by
from emptychair.usage.queries.lists import companies_by_use
from emptychair.usage.queries.people_lists import people_by_use

if TYPE_CHECKING:
    from emptychair.kit.measures import Owner

CUSTOMERS = 3
DAYS_AGO = 80
DAYS = ProxyRule(what="use", aggregate="days")
PEOPLE = ProxyRule(what="use", aggregate="people")


def load_proxies(access: Access, brand: Brand, now: datetime) -> None:
    """For those who use it most; start and target lie around what was counted then."""
    if brand.code == KITCHEN:
        for row in people_by_use(access).select_related("person")[:CUSTOMERS]:
            words = (
                "献立に困らずに済んだ日（4週間）", "日",
                "レシピを開いた日は、たいてい台所に立てた日です。献立の負担が減れば増えます。",
            )  # fmt: skip
            _load(access, ("person", row.person_id), DAYS, words, now, person=row.person)
        return
    for one in companies_by_use(access).select_related("company")[:CUSTOMERS]:
        words = (
            "Colleagues who plan for themselves", "people",
            "Whoever opens the product plans without asking the office first.",
        )  # fmt: skip
        _load(access, ("company", one.company_id), PEOPLE, words, now, company=one.company)


def _load(
    access: Access,
    owner: "Owner",
    rule: ProxyRule,
    words: tuple[str, str, str],
    now: datetime,
    **whose: Any,
) -> None:
    name, unit, reasoning = words
    today = local_day(now, access.workspace.zone)
    seen = preview_proxy(access, owner, rule, today=today).days
    if not seen:
        return
    start = seen[0][1]
    agreed = Agreed(
        name=name, unit=unit, start_value=start, start_on=today - timedelta(days=DAYS_AGO),
        target_value=round(start * 1.5) + 1.0, target_on=today + timedelta(days=DAYS_AGO),
    )  # fmt: skip
    kpi, _new = agree_kpi(access, agreed, now=now - timedelta(days=DAYS_AGO), **whose)
    count_by(access, kpi, rule, reasoning=reasoning, now=now)
