"""What other domains tell of customers on a day, beside rows: how far their own KPI is."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.outcomes.queries.asof import outcomes_asof, outcomes_of_people_asof
from emptychair.success.rules.days import day_of, number_of
from emptychair.success.rules.features import Beside


class BesidePast:
    """By day, as it was known on that day; each day is asked for once."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.CUSTOMER_READ)
        self._access = access
        self._days: dict[int, Beside] = {}

    def on(self, day: int) -> Beside:
        """By feature and customer."""
        if day not in self._days:
            self._days[day] = self._read(day)
        return self._days[day]

    def _read(self, day: int) -> Beside:
        on, access = day_of(day), self._access
        readings = {
            **outcomes_asof(access, on),
            **{-person: one for person, one in outcomes_of_people_asof(access, on).items()},
        }
        return {
            "kpi_progress": {
                unit: one.progress for unit, one in readings.items() if one.progress is not None
            },
            "kpi_confirmed_age": {
                unit: float(day - number_of(one.confirmed_on))
                for unit, one in readings.items()
                if one.confirmed_on
            },
        }
