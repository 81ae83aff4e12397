"""What is left out of an anonymous answer, so that nobody can tell later whose it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LATE_HOURS = timedelta(hours=6)  # somebody who began before midnight may still finish


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How many of those who began share each trait of one of them, and each with the one before."""

    channel: int
    language: int
    segment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What may tell groups apart; the empty word where too few share it."""

    channel: str = ""
    language: str = ""
    segment: str = ""


NO_TRAITS = Traits()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The only moment that an anonymous answer knows."""
    return datetime.combine(day, time(), tzinfo=zone)


def shared_traits(traits: Traits, sharing: Sharing, *, least: int) -> Traits:
    """Only what so many share, one after the other: two together may be rarer than each alone."""
    channel = traits.channel if sharing.channel >= least else ""
    language = traits.language if sharing.language >= least else ""
    segment = traits.segment if sharing.segment >= least else ""
    return Traits(channel=channel, language=language, segment=segment)


def may_still_change(day: date, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a ticket of that day still opens the answer."""
    begun = start_of_day(day, zone)
    return begun <= now < start_of_day(day + timedelta(days=1), zone) + LATE_HOURS


def merged_days(counts: Mapping[date, int], *, least: int) -> dict[date, date]:
    """Where days with fewer answers go: to the next day with which they are enough together.

    Days at the end that are too few together wait for those that come. What was merged before stays
    as it is, since a merged day holds enough.
    """
    found: dict[date, date] = {}
    waiting: list[date] = []
    together = 0
    for day in sorted(counts):
        waiting.append(day)
        together += counts[day]
        if together >= least:
            found |= {one: day for one in waiting if one != day}
            waiting, together = [], 0
    return found
