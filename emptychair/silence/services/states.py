"""Keeping each night who was silent and who was heard."""

from collections.abc import Collection
from datetime import date

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.spans import keep_spans
from emptychair.silence.models import SilenceState
from emptychair.silence.rules.standing import Standing
from emptychair.silence.rules.states import states_of
from emptychair.silence.types import Unit


def keep_states(
    access: Access, standing: Standing, *, today: date, paused: Collection[Unit]
) -> None:
    """Write down who changed since the last night; a reading of an earlier day changes nothing."""
    access.require(Permission.CUSTOMER_WRITE)
    states = states_of(standing, paused)
    places = standing.places(np.fromiter(states, dtype=np.int64, count=len(states)))
    values = standing.value[places].tolist()
    told = {
        unit: {"is_silent": is_silent, "value": value if value == value else None}  # noqa: PLR0124 - nan is not itself
        for (unit, is_silent), value in zip(states.items(), values, strict=True)
    }
    keep_spans(access, SilenceState, told, on=today, alike="is_silent")
