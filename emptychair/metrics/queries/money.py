"""The earlier score of each customer and what the same customer did afterwards, in one answer."""

from collections import OrderedDict
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.customers.queries.leaving import leaving_asof
from emptychair.kit.periods import local_day
from emptychair.metrics.datasets import (
    LIVE_ANSWERS,
    LIVE_COMPANIES,
    LIVE_CONTRACTS,
    LIVE_ORDERS,
    LIVE_PEOPLE,
)
from emptychair.metrics.expressions.money import GATHERED, Asked, Belonging, followed
from emptychair.metrics.money_types import OUTCOMES, WINDOWS, MoneyFigures, MoneyQuestion
from emptychair.metrics.queries.customer_counts import CustomerTables
from emptychair.metrics.rules.money import Followed, curves_of, hazard_of, outcome_of
from emptychair.stats import wilson
from emptychair.surveys.queries.privacy import smallest_groups

USUAL_DAYS = 180
ANSWERS_OF = timedelta(days=365)
KEPT_AT_MOST = 60
_EPOCH = date(1970, 1, 1)
_kept: OrderedDict[tuple[Any, ...], MoneyFigures] = OrderedDict()
_lock = Lock()


def money_question(access: Access, *, days: int, now: datetime) -> MoneyQuestion:
    """Answers of a year whose time after is over today, and those that came since."""
    today = local_day(now, access.workspace.zone)
    chosen = days if days in WINDOWS else USUAL_DAYS
    first = today - timedelta(days=chosen + GATHERED) - ANSWERS_OF
    return MoneyQuestion(days=chosen, first=first, end=today, today=today)


def score_and_money(access: Access, question: MoneyQuestion) -> MoneyFigures:
    """Retention, repurchase and revenue after the answers, by score. Answers of private surveys,
    which were promised to stay unlinked, are not among them.
    """
    access.require(Permission.SCORE_READ)
    tables = CustomerTables(access)
    live = [
        tables.live(source)
        for source in (LIVE_ANSWERS, LIVE_PEOPLE, LIVE_COMPANIES, LIVE_CONTRACTS, LIVE_ORDERS)
    ]
    asked = Asked(
        first=question.first,
        end=question.end,
        days=question.days,
        today=question.today,
        currency=access.workspace.currency,
        private=tuple(smallest_groups(access)),
    )
    key = (*(each.name for each in live), asked)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    gone = leaving_asof(access, asked.today).table()
    found = _figures(live, asked, question, gone)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)
    return found


def _figures(
    live: list[LiveTable], asked: Asked, question: MoneyQuestion, gone: ir.Table
) -> MoneyFigures:
    answers, *who = live
    belonging = Belonging(*(each.table for each in who))
    rows = _rows(live_tables().read(followed(answers.table, belonging, asked, gone)))
    today = (asked.today - _EPOCH).days
    rows = rows.only((rows.left > rows.start) & (rows.start <= today))
    over = rows.only(rows.start + asked.days <= today)
    outcomes = tuple(outcome_of(over, each, asked.days) for each in OUTCOMES)
    left = int((over.left < over.start + asked.days).sum())
    return MoneyFigures(
        question=question,
        currency=asked.currency,
        customers=len(rows),
        over=len(over),
        there_now=int((rows.left > today).sum()),
        outcomes=outcomes,
        curves=curves_of(rows, asked.days, today),
        hazard=hazard_of(rows, asked.days, today),
        left_within=wilson(left, len(over)) if len(over) else None,
        as_of=answers.as_of,
    )


def _rows(table: pa.Table) -> Followed:
    def numbers(name: str, missing: float) -> Any:
        column = table[name].combine_chunks().cast(pa.float64()).fill_null(missing)
        return column.to_numpy(zero_copy_only=False)

    segments = table["segment"].combine_chunks().fill_null("")
    return Followed(
        score=numbers("score", 0),
        segment=np.asarray(segments.to_pylist(), dtype=np.str_),
        start=numbers("start", 0),
        joined=numbers("joined", np.nan),
        left=numbers("left", np.inf),
        before=numbers("before", 0),
        after=numbers("after", 0),
        orders_before=numbers("orders_before", 0),
        orders_after=numbers("orders_after", 0),
    )
