"""The calendar of a workspace, with the public holidays of its country."""

from datetime import time
from typing import Protocol
from zoneinfo import ZoneInfo

from emptychair.kit.days_off import public_holidays
from emptychair.loop.rules.deadlines import Calendar


class Working(Protocol):
    """What a workspace says about its working hours."""

    country: str
    work_days: str
    work_from: time
    work_to: time

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its days begin."""


def calendar_of(workspace: Working) -> Calendar:
    """When people of this workspace work."""
    return Calendar(
        zone=workspace.zone,
        work_days=frozenset(int(sign) for sign in workspace.work_days if sign in "0123456"),
        work_from=workspace.work_from,
        work_to=workspace.work_to,
        holidays=public_holidays(workspace.country),
    )
