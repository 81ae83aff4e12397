"""Whether a playbook helps: those who got it against those held out by chance."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.automation.errors import DefinitionNotUnderstood
from emptychair.automation.models import Playbook, PlaybookVersion, Run
from emptychair.automation.queries.playbooks import definition_of
from emptychair.automation.types import About, Goal
from emptychair.customers.models import CustomerEvent, Order
from emptychair.customers.queries.gone import companies_away, people_away
from emptychair.customers.rules.away import gone_since
from emptychair.kit.periods import local_day
from emptychair.loop.rules.urgency import GOOD
from emptychair.stats import (
    Bounds,
    Difference,
    Share,
    difference_sequence,
    difference_sequence_p,
    newcombe,
    wilson,
)
from emptychair.stats.power import detectable_share_difference
from emptychair.surveys.models import Response
from emptychair.surveys.queries.privacy import private_surveys

FEW = 500  # runs that are counted while a page is made
WORTH = 10.0  # percentage points one would want to see
MOST_NEEDED = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectReading:
    """Two groups and their difference in percentage points; what is missing says why not.

    `bounds` hold at every look, `difference` at one look only. `waiting` are those whose days are
    not over. `needed` more customers would show a difference of ten points.
    """

    goal: str
    days: int
    share: int = 0  # held out of a hundred; 0: nobody is
    since: date | None = None
    treated: Share | None = None
    held_out: Share | None = None
    waiting: int = 0
    first_ripe_on: date | None = None
    bounds: Bounds | None = None
    difference: Difference | None = None
    p: float | None = None
    needed: int | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON to store."""
        found = asdict(self)
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found.items()
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "EffectReading":
        """From stored JSON."""
        found = dict(stored)
        for name in ("since", "first_ripe_on"):
            found[name] = date.fromisoformat(found[name]) if found.get(name) else None
        for name, kind in _PARTS.items():
            found[name] = kind(**found[name]) if found.get(name) else None
        return cls(**found)

    @property
    def is_told(self) -> bool:
        """Whether it helps or harms beyond chance, at every look."""
        return self.bounds is not None and not self.bounds.excludes_nothing


_PARTS: dict[str, Any] = {
    "treated": Share,
    "held_out": Share,
    "bounds": Bounds,
    "difference": Difference,
}


def effect_known(access: Access, playbook: Playbook, *, now: datetime) -> EffectReading:
    """The effect as the night measured it, or as it is now where there is little to count."""
    rows = Run.objects.visible_to(access).filter(playbook=playbook)
    if not playbook.effect or not rows[FEW : FEW + 1].exists():
        return effect_of(access, playbook, now=now)
    return EffectReading.of(playbook.effect)


def effect_of(access: Access, playbook: Playbook, *, now: datetime) -> EffectReading:
    """The effect of a playbook as it is now: versions with the same hold-out and goal together,
    each customer once, whoever was started by hand left out.
    """
    plain = playbook.version.definition if playbook.version else playbook.draft
    goal, days = str(plain.get("goal", Goal.STAYED)), int(plain.get("goal_days", 90))
    share = int(plain.get("hold_out", 0) or 0)
    if not share or playbook.version is None:
        return EffectReading(goal=goal, days=days)
    versions = _alike(access, playbook, goal, days, share)
    first = _first_runs(access, playbook, versions)
    ripe_before = now - timedelta(days=days)
    waiting = [moment for _pk, moment, _arm in first if moment > ripe_before]
    ripe = [pk for pk, moment, _arm in first if moment <= ripe_before]
    zone = access.workspace.zone
    reading = EffectReading(
        goal=goal,
        days=days,
        share=share,
        since=min((local_day(one[1], zone) for one in first), default=None),
        waiting=len(waiting),
        first_ripe_on=local_day(min(waiting) + timedelta(days=days), zone) if waiting else None,
    )
    return _compared(access, reading, ripe)


def _alike(access: Access, playbook: Playbook, goal: str, days: int, share: int) -> list[int]:
    rows = PlaybookVersion.objects.visible_to(access).filter(playbook=playbook)
    found = []
    for one in rows:
        try:
            definition = definition_of(access, one)
        except DefinitionNotUnderstood:
            continue
        if (definition.goal, definition.goal_days, definition.hold_out) == (goal, days, share):
            found.append(one.pk)
    return found


def _first_runs(
    access: Access, playbook: Playbook, versions: list[int]
) -> list[tuple[int, datetime, bool]]:
    rows = Run.objects.visible_to(access).filter(playbook=playbook, version__in=versions)
    rows = rows.filter(started_by="").order_by("began_at", "pk")
    columns = rows.values_list("pk", "began_at", "is_held_out", "about", "person_id", "company_id")
    seen, found = set(), []
    for pk, moment, arm, about, person, company in columns:
        who = (about, company if about == About.COMPANY else person)
        if who not in seen:
            seen.add(who)
            found.append((pk, moment, arm))
    return found


def _compared(access: Access, reading: EffectReading, ripe: list[int]) -> EffectReading:
    counts = _counted(access, reading, ripe)
    (good, n), (good_out, n_out) = counts[False], counts[True]
    reading = replace(
        reading,
        treated=wilson(good, n) if n else None,
        held_out=wilson(good_out, n_out) if n_out else None,
        needed=_needed(good + good_out, n + n_out, reading.share),
    )
    if not n or not n_out:
        return reading
    before, after = good_out / n_out, good / n
    return replace(
        reading,
        bounds=difference_sequence(before, n_out, after, n, lowest=0, highest=1),
        difference=newcombe(good_out, n_out, good, n),
        p=difference_sequence_p(before, n_out, after, n, lowest=0, highest=1),
    )


def _counted(
    access: Access, reading: EffectReading, ripe: list[int]
) -> dict[bool, tuple[int, int]]:
    """Successes and customers, of those who got it (False) and of those held out (True)."""
    sums = {False: [0, 0], True: [0, 0]}
    for start in range(0, len(ripe), 500):
        rows = Run.objects.visible_to(access).filter(pk__in=ripe[start : start + 500])
        for arm, good in _with_outcome(access, rows, reading):
            sums[arm][0] += bool(good)
            sums[arm][1] += 1
    return {arm: (good, n) for arm, (good, n) in sums.items()}


def _with_outcome(access: Access, rows: QuerySet[Run], reading: EffectReading) -> Any:
    length = timedelta(days=reading.days)
    if reading.goal == Goal.STAYED:
        yield from _stayed(access, rows, length)
        return
    by_person = Exists(_happened(access, reading.goal, length, "person"))
    by_company = Exists(_happened(access, reading.goal, length, "company"))
    people = rows.filter(about=About.PERSON).annotate(good=by_person)
    companies = rows.filter(about=About.COMPANY).annotate(good=by_company)
    for one in (people, companies):
        yield from one.values_list("is_held_out", "good")


def _stayed(access: Access, rows: QuerySet[Run], length: timedelta) -> Any:
    """Whoever had not left at the end; who had, and came back by then, has stayed."""
    zone = access.workspace.zone
    found = list(rows.values_list("is_held_out", "began_at", "about", "person_id", "company_id"))
    people = people_away(access, {one[3] for one in found if one[3]})
    firms = companies_away(access, {one[4] for one in found if one[4]})
    for arm, moment, about, person, company in found:
        of_person = [] if about == About.COMPANY else people.get(person, [])
        end = local_day(moment + length, zone)
        yield arm, gone_since([*of_person, *firms.get(company, [])], end) is None


def _happened(access: Access, goal: str, length: timedelta, whose: str) -> QuerySet[Any]:
    table, column = {
        Goal.ACTIVE.value: (CustomerEvent, "occurred_at"),
        Goal.SCORE.value: (Response, "answered_at"),
        Goal.PAID.value: (Order, "ordered_at"),
    }[goal]
    rows: QuerySet[Any] = table.objects.visible_to(access).filter(  # type: ignore[attr-defined] # each is a table of a workspace
        **{
            f"{whose}_id": OuterRef(f"{whose}_id"),
            f"{column}__gt": OuterRef("began_at"),
            f"{column}__lte": OuterRef("began_at") + length,
        }
    )
    if goal != Goal.SCORE:
        return rows
    good = Q()
    for metric, least in GOOD.items():
        good |= Q(metric=str(metric), score__gte=least)
    rows = rows.exclude(survey__in=private_surveys(access))
    return rows.filter(good, is_counted=True)


def _needed(good: int, n: int, share: int) -> int | None:
    """How many more customers would likely show ten points; nothing is needed: 0."""
    rate = min(0.95, max(0.05, good / n)) if n else 0.5
    total = 20
    while total < MOST_NEEDED:
        held = max(1, round(total * share / 100))
        if detectable_share_difference(rate, held, max(1, total - held)) <= WORTH:
            break
        total = int(total * 1.05) + 1
    return max(0, total - n)
