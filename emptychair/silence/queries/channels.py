"""Where signs of life come from: every channel on which a customer did something themselves."""

from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource, LiveTable, live_tables
from emptychair.customers.datasets import LIVE_EVENTS
from emptychair.customers.own_events import OWN_SOURCE
from emptychair.customers.queries.leaving import members_of
from emptychair.customers.queries.membership import Membership
from emptychair.customers.queries.paying import YearlyPaid
from emptychair.kit.periods import local_day
from emptychair.loop.models import CaseEntry
from emptychair.loop.types import EntryKind
from emptychair.metrics.datasets import (
    LIVE_ANSWERS,
    LIVE_COMPANIES,
    LIVE_ORDERS,
    LIVE_PEOPLE,
)
from emptychair.silence.expressions import Channels, Counted
from emptychair.silence.queries.settings import settings_of
from emptychair.surveys.queries.privacy import smallest_groups
from emptychair.usage.datasets import LIVE_DAILY_USE

_SCHEMA = pa.schema([("person_id", pa.int64()), ("company_id", pa.int64()), ("day", pa.date32())])


def _received(name: str, model: str) -> LiveSource:
    columns = {"id": "int64", "person_id": "int64", "received_at": "timestamp('UTC')"}
    return LiveSource(
        dataset=Dataset(name, {**columns, "day": "date"}, key=("id",)),
        model=model,
        fields={each: each for each in columns},
        sums=("person_id",),
        local_days={"day": "received_at"},
    )


LIVE_MAILS = _received("silence_mails", "messaging.InboundMail")
LIVE_TEXTS = _received("silence_texts", "messaging.InboundText")


class Tables:
    """The rows of a workspace as they stand; each table is looked at once."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.CUSTOMER_READ)
        self._access = access
        self._kept: dict[str, LiveTable] = {}

    def table(self, source: LiveSource) -> ir.Table:
        """One of the tables."""
        name = source.dataset.name
        if name not in self._kept:
            workspace = self._access.workspace
            self._kept[name] = live_tables().table(source, workspace.pk, workspace.zone)
        return self._kept[name].table

    def read(self, expression: ir.Table) -> pa.Table:
        """The rows of a question about them."""
        return live_tables().read(expression)

    @cached_property
    def customers(self) -> Membership:
        """Which customer each person is part of."""
        return members_of(self._access)

    @cached_property
    def paid(self) -> YearlyPaid:
        """What customers pay by contract, on any day."""
        return YearlyPaid(self._access)

    @property
    def people(self) -> ir.Table:
        """Everybody."""
        return self.table(LIVE_PEOPLE)

    @property
    def companies(self) -> ir.Table:
        """Companies."""
        return self.table(LIVE_COMPANIES)

    @property
    def orders(self) -> ir.Table:
        """Purchases."""
        return self.table(LIVE_ORDERS)

    @property
    def answers(self) -> ir.Table:
        """Answers."""
        return self.table(LIVE_ANSWERS)

    @property
    def events(self) -> ir.Table:
        """What customers did."""
        return self.table(LIVE_EVENTS)


def channels_of(access: Access, tables: Tables) -> Channels:
    """All channels. What we sent is not among them."""
    access.require(Permission.CUSTOMER_READ)
    use = tables.table(LIVE_DAILY_USE)
    mails, texts = tables.table(LIVE_MAILS), tables.table(LIVE_TEXTS)
    nobody = ibis.null("int64")
    return Channels(
        events=tables.events,
        orders=tables.orders,
        answers=tables.answers,
        people=tables.people,
        others=(
            use.filter((use.users > 0) | (use.actions > 0)),
            mails.mutate(company_id=nobody),
            texts.mutate(company_id=nobody),
            ibis.memtable(_calls(access)),
        ),
    )


def counted_until(access: Access, day: int) -> Counted:
    """Up to a day; answers that were promised to stay unlinked tell nothing of anybody."""
    access.require(Permission.CUSTOMER_READ)
    return Counted(
        until=day,
        own_source=OWN_SOURCE,
        ignored=tuple(settings_of(access).ignored),
        private=tuple(smallest_groups(access)),
    )


def _calls(access: Access) -> pa.Table:
    """Calls in which we reached them, and what they wrote into a case."""
    rows = CaseEntry.objects.visible_to(access).filter(
        kind__in=(EntryKind.CALL, EntryKind.MAIL_IN, EntryKind.TEXT_IN)
    )
    paths = ("case__person_id", "case__company_id", "happened_at", "kind", "change")
    zone = access.workspace.zone
    found: list[tuple[Any, Any, Any]] = [
        (person, company if person is None else None, local_day(moment, zone))
        for person, company, moment, kind, change in rows.order_by("pk").values_list(*paths)
        if kind != EntryKind.CALL or (change or {}).get("reached")
    ]
    columns = list(zip(*found, strict=True)) or [(), (), ()]
    arrays = [
        pa.array(list(values), type=each.type)
        for values, each in zip(columns, _SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=_SCHEMA)
