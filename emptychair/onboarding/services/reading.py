"""The nightly reading: how far each customer is, kept in small rows for the pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.services.writing_anew import AT_ONCE, write_anew
from emptychair.jobs import enqueue
from emptychair.kit.periods import local_day
from emptychair.onboarding.models import FirstValueReading, FirstValueRun
from emptychair.onboarding.queries.contacts import first_contacts
from emptychair.onboarding.queries.definitions import all_versions
from emptychair.onboarding.queries.ways import Ways, ways_of
from emptychair.onboarding.rules.cohorts import cohorts, landmarks
from emptychair.onboarding.rules.curve import MARKS, curve_of, points, told
from emptychair.onboarding.rules.days import EPOCH, as_day
from emptychair.onboarding.rules.pace import Pace, Place, paces, place_of
from emptychair.onboarding.rules.signups import signups
from emptychair.onboarding.services.spans import keep_stalls
from emptychair.onboarding.types import Blocker, Definition, Way
from emptychair.plans.queries import plan_states
from emptychair.silence.queries.channels import Tables

if TYPE_CHECKING:
    from django.db.models import QuerySet

VERSIONS = 2  # of each definition, the newest, that are read again
_WRITTEN = (
    "as_of", "is_current", "signed_up_on", "reached_on", "ended_on", "steps", "step", "waited",
    "waited_here", "usual", "slow", "blocker", "value", "priority",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What a reading did."""

    customers: int
    stalled: int


def ask_for_reading(access: Access) -> None:
    """Have the workspace read now, not only at night."""
    access.require(Permission.CUSTOMER_WRITE)
    enqueue("onboarding.read_workspace", workspace_id=access.workspace.pk)


def read_first_values(access: Access, *, now: datetime, on: date | None = None) -> Written:
    """Read everybody under the version that counts and the one before. The same twice a day."""
    access.require(Permission.CUSTOMER_WRITE)
    today = on or local_day(now, access.workspace.zone)
    tables, every = Tables(access), all_versions(access)
    current = [one for one in every if one.is_current]
    newest = {one.definition_id: one.number for one in current}
    waiting = {unit: plan.waiting_for for unit, plan in plan_states(access, today).items()}
    customers = stalled = 0
    for one in every:
        if one.number <= newest[one.definition_id] - VERSIONS:
            continue
        others = {each.segment for each in current if each.kind == one.kind and each.segment}
        ways = ways_of(access, one, frozenset(others), as_day(today) or 0, tables)
        rows = _rows(access.workspace, one, ways, today, waiting)
        facts = _facts(access, one, ways)
        counts = _keep(access, one, rows, {"on": today, "now": now, "facts": facts})
        if one.is_current:
            customers, stalled = customers + counts.customers, stalled + counts.stalled
    _forget(access, {one.id for one in every}, {one.id for one in current})
    keep_stalls(access, on=today)
    return Written(customers, stalled)


@dataclass(slots=True)
class _Counts:
    customers: int = 0
    there: int = 0
    stalled: int = 0

    def add(self, rows: Sequence[FirstValueReading]) -> None:
        self.customers += len(rows)
        self.there += sum(row.reached_on is not None for row in rows)
        self.stalled += sum(row.slow > 0 for row in rows)


def _keep(
    access: Access, one: Definition, rows: Iterable[FirstValueReading], told_of: dict[str, Any]
) -> _Counts:
    """Some customers at a time, the run as the last of all: after an interruption it says as of
    when it is, and the next reading finishes it.
    """
    started, each, counts = timezone.now(), iter(rows), _Counts()
    kept = FirstValueReading.objects.visible_to(access).filter(version=one.id)
    while some := list(islice(each, AT_ONCE)):
        counts.add(write_anew(access, kept, some, _WRITTEN))
    _forget_some(kept.filter(changed_at__lt=started))
    _keep_run(access, one, counts, told_of)
    return counts


def _keep_run(access: Access, one: Definition, counts: _Counts, told_of: dict[str, Any]) -> None:
    middle = (told_of["facts"].get("all") or {}).get("median") or [None, None, None]
    FirstValueRun.objects.update_or_create(
        workspace=access.workspace,
        version_id=one.id,
        as_of=told_of["on"],
        defaults={
            "read_at": told_of["now"],
            "customers": counts.customers,
            "there": counts.there,
            "stalled": counts.stalled,
            "median": middle[0],
            "median_low": middle[1],
            "median_high": middle[2],
            "facts": told_of["facts"],
        },
    )


def _forget_some(rows: "QuerySet[FirstValueReading]") -> None:
    for some in in_batches(list(rows.order_by("pk").values_list("pk", flat=True))):
        rows.filter(pk__in=some).delete()


def _forget(access: Access, known: set[int], current: set[int]) -> None:
    """Rows of definitions that are no longer in force go; those of older versions say so."""
    rows = FirstValueReading.objects.visible_to(access)
    _forget_some(rows.exclude(version__in=known))
    old = rows.exclude(version__in=current).with_flags("is_current").order_by("pk")
    for some in in_batches(list(old.values_list("pk", flat=True))):
        rows.filter(pk__in=some).update(is_current=False)


def _rows(
    workspace: Workspace,
    one: Definition,
    ways: Ways,
    today: date,
    waiting: dict[int, str],
) -> Iterator[FirstValueReading]:
    """Made as they are asked for, in the order of the customers' numbers."""
    known = paces(ways.rows, len(one.terms.steps))
    most = max((row.begun.value or 0.0 for row in ways.rows), default=0.0) or 1.0
    for row in sorted(ways.rows, key=lambda way: way.begun.unit):
        reading = _reading(workspace, one, row, place_of(row, known), today)
        if reading.slow and row.begun.unit > 0:
            side = waiting.get(row.begun.unit, "")
            reading.blocker = side if side in Blocker.values else ""
        reading.priority = ((row.begun.value or 0.0) / most + 0.01) * (1 if reading.slow else 0)
        yield reading


def _reading(
    workspace: Workspace, one: Definition, row: Way, place: Place, today: date
) -> FirstValueReading:
    begun = row.begun
    waits = row.there is None and begun.ended is None
    whose = {"company_id": begun.unit} if begun.unit > 0 else {"person_id": -begun.unit}
    return FirstValueReading(
        workspace=workspace,
        version_id=one.id,
        **whose,
        as_of=today,
        is_current=one.is_current,
        signed_up_on=_day(begun.began),
        reached_on=None if row.there is None else _day(begun.began + row.there),
        ended_on=None if begun.ended is None else _day(begun.ended),
        steps=[None if day is None else _day(begun.began + day).isoformat() for day in row.steps],
        step=place.step,
        waited=row.seen,
        waited_here=place.waited_here,
        usual=place.usual,
        slow=place.slow if waits else 0,
        value=begun.value,
    )


def _facts(access: Access, one: Definition, ways: Ways) -> dict[str, Any]:
    """What all of them together tell."""
    rows, steps = ways.rows, one.terms.steps
    found: dict[str, Any] = {
        "left_out": ways.left_out,
        "unknown": ways.unknown,
        "since": None if ways.since is None else _day(ways.since).isoformat(),
        "waiting": sum(row.there is None and row.begun.ended is None for row in rows),
        "left": sum(row.there is None and row.begun.ended is not None for row in rows),
        "steps": _step_facts(rows, [step.words for step in steps]),
    }
    curve = curve_of(rows)
    if curve is None:
        return found
    begun = [row.begun for row in rows]
    contacts = first_contacts(access, one.kind, begun)
    marks = sorted({*MARKS, one.terms.target_days})
    return {
        **found,
        "all": told(curve, marks),
        "curve": points(curve),
        "cohorts": cohorts(rows, one.terms.target_days),
        "signups": signups(rows, one.terms.target_days),
        "landmarks": landmarks(rows, [step.words for step in steps], contacts),
        "contacts": len(contacts),
    }


def _step_facts(rows: Sequence[Way], words: list[str]) -> list[dict[str, Any]]:
    known: list[Pace] = paces(rows, len(words))
    done = [sum(row.steps[place] is not None for row in rows) for place in range(len(words))]
    done.append(sum(row.there is not None for row in rows))
    return [
        {"words": each, "done": n, "of": len(rows), "usual": pace.usual, "long": pace.long}
        for each, n, pace in zip([*words, ""], done, known, strict=True)
    ]


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)
