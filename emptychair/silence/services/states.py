"""Keeping each night who was silent and who was heard."""

from collections.abc import Collection, Sequence
from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.spans import keep_spans
from emptychair.silence.models import SilenceState
from emptychair.silence.rules.states import states_of
from emptychair.silence.types import AsOf, Unit, number_of_unit


def keep_states(
    access: Access, rows: Sequence[AsOf], *, today: date, paused: Collection[Unit]
) -> None:
    """Write down who changed since the last night; a reading of an earlier day changes nothing."""
    access.require(Permission.CUSTOMER_WRITE)
    value = {row.unit: row.value for row in rows}
    told = {
        number_of_unit(unit): {"is_silent": is_silent, "value": value[unit]}
        for unit, is_silent in states_of(rows, paused).items()
    }
    keep_spans(access, SilenceState, told, on=today, alike="is_silent")
