"""When somebody may be sent something."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.kit.days_off import public_holidays
from emptychair.messaging.rules.windows import SendHours, SendWindow, next_moment
from emptychair.messaging.types import ADDRESSED


def send_hours(access: Access) -> SendHours:
    """When messages of this workspace leave."""
    stored = access.workspace.settings.get("send_hours", {})
    return SendHours.from_settings(stored if isinstance(stored, dict) else {})


def next_send_time(
    access: Access, person: Person | None, *, channel: str, now: datetime
) -> datetime:
    """The first moment from `now` on at which this person may be sent something, in UTC.

    By the workspace's hours, working days, public holidays and quiet spans, in the time zone of the
    person, else of their company, else of the workspace. What is shown rather than sent, as by a
    widget, need not wait.
    """
    if channel not in ADDRESSED:
        return now
    return next_moment(send_window(access, zone_of(access, person), channel=channel), now)


def send_window(access: Access, zone: ZoneInfo, *, channel: str) -> SendWindow:
    """When a channel is open for people of one time zone."""
    hours, workspace = send_hours(access), access.workspace
    opens, closes = hours.of_channel(channel)
    days = range(7) if hours.every_day else (int(one) for one in workspace.work_days)
    return SendWindow(
        zone=zone,
        opens=opens,
        closes=closes,
        days=frozenset(days),
        days_off=frozenset() if hours.on_holidays else public_holidays(workspace.country),
        quiet=hours.quiet,
    )


def zone_of(access: Access, person: Person | None) -> ZoneInfo:
    """In which time zone somebody lives, as far as we know."""
    company = person.company if person and not person.time_zone else None
    for name in (person.time_zone if person else "", company.time_zone if company else ""):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return access.workspace.zone
