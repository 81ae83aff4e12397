"""How far everybody is under one version, in days from their start."""

from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.onboarding.queries.beginnings import beginnings, everybody_of
from emptychair.onboarding.queries.fulfilled import first_known, fulfilled
from emptychair.onboarding.types import Begun, Definition, Way
from emptychair.silence.queries.channels import Tables


@dataclass(frozen=True, slots=True)
class Ways:
    """Everybody whom a version is about; `left_out` began before anything could be seen."""

    rows: list[Way]
    left_out: int
    since: int | None
    unknown: int  # whose start nobody knows


def ways_of(
    access: Access, one: Definition, others: frozenset[str], until: int, tables: Tables
) -> Ways:
    """`others` are segments that have a first value of their own."""
    access.require(Permission.CUSTOMER_READ)
    known = {
        unit: row
        for unit, row in everybody_of(access, one.kind).items()
        if _belongs(row["segment"], one.segment, others)
    }
    begun = beginnings(access, tables, one.terms, known, until)
    since = first_known(access, tables, one.terms)
    if since is None:
        return Ways([], len(begun), None, len(known) - len(begun))
    seen = [each for each in begun if each.began >= since]
    there = fulfilled(access, tables, one.terms.rule, seen, until)
    steps = [fulfilled(access, tables, step.rule, seen, until) for step in one.terms.steps]
    rows = [_way(each, there, steps, until) for each in seen]
    return Ways(rows, len(begun) - len(seen), since, len(known) - len(begun))


def _belongs(segment: str, wanted: str, others: frozenset[str]) -> bool:
    return segment == wanted if wanted else segment not in others


def _way(begun: Begun, there: dict[int, int], steps: list[dict[int, int]], until: int) -> Way:
    last = until if begun.ended is None else begun.ended
    reached = there.get(begun.unit)
    if reached is not None and reached > last:
        reached = None
    done = tuple(
        None if (day := step.get(begun.unit)) is None or day > last else day - begun.began
        for step in steps
    )
    seen = last - begun.began
    return Way(begun, done, None if reached is None else reached - begun.began, seen)
