"""When rows came in, without reading them: rows are only added, so numbers grow with arrival."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.apps import apps
from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day, start_of_day
from emptychair.success.rules.days import EPOCH, number_of
from emptychair.success.rules.rows import NEVER, Whole


class Arrivals:
    """Of one table: which number was the last on the evening of each of some days."""

    def __init__(self, access: Access, model: str, days: Sequence[int]) -> None:
        access.require(Permission.CUSTOMER_READ)
        self._zone = access.workspace.zone
        self._rows: QuerySet[Any] = QuerySet(apps.get_model(model))
        own = self._rows.filter(workspace=access.workspace).order_by("pk").values_list("created_at")
        first = own.first()
        self.since = number_of(local_day(first[0], self._zone)) if first else NEVER
        self._highest = self._rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        watched = sorted(day for day in days if day >= self.since)
        self._days = np.array([*watched, NEVER], dtype=np.int64)
        self._marks = np.array([self._last_by(day) for day in watched], dtype=np.int64)

    def known(self, first_ids: Whole) -> Whole:
        """The first of the days by whose evening each row was there."""
        return self._days[np.searchsorted(self._marks, first_ids)]

    def _last_by(self, day: int) -> int:
        """The highest number of a row made by the evening of that day, found by halving."""
        evening = start_of_day(EPOCH + timedelta(days=day + 1), self._zone)
        low, high = 0, self._highest
        while low < high:
            middle = (low + high + 1) // 2
            row = self._made_from(middle)
            if row is not None and row[0] <= high and row[1] < evening:
                low = row[0]
            else:
                high = middle - 1
        return low

    def _made_from(self, number: int) -> tuple[int, datetime] | None:
        found = self._rows.filter(pk__gte=number).order_by("pk").values_list("pk", "created_at")
        return found.first()
