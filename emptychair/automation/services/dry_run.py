"""What a playbook would have done: the last 90 days gone through again, and nothing stored or sent.

What happened is read by its own day, and conditions and branches about the customer are held
against what was so at that moment, where anybody wrote it down; `only_today` names those of which
nobody did. What only a run can know ("if it came") is left open, so both ways count.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.doing import Costs, Names, action_of
from emptychair.automation.facts import When, run_facts
from emptychair.automation.queries.beginning import Beginning, prepared
from emptychair.automation.queries.customers import customers_shown
from emptychair.automation.queries.judging_then import Known, judge_then, known_now, only_today
from emptychair.automation.queries.plans_of import planned_customers
from emptychair.automation.rules.drawing import is_held_out
from emptychair.automation.rules.flow import all_ways
from emptychair.automation.rules.waiting import later
from emptychair.automation.services.rehearsing import Said, letters_of
from emptychair.automation.services.starting import Room
from emptychair.automation.triggers import Trigger, Window, trigger_named
from emptychair.automation.types import (
    Conditions,
    Customer,
    Definition,
    Line,
    Occurrence,
    Step,
    StepKind,
    Subject,
)
from emptychair.automation.words import conditions_of
from emptychair.kit.periods import local_day, start_of_day
from emptychair.loop.rules.calendars import calendar_of

DAYS = 90
MOST = 2000  # times gone through; more are counted and not gone through
WEEK = timedelta(days=7)
NO_PLAN = "no_plan"


@dataclass(frozen=True, slots=True)
class Stride:
    """One step of an imagined run: when, what, and what the contact rule says."""

    step: Step
    day: date
    perhaps: bool = False  # depends on what only a run can know
    refused: str = ""  # code of the contact rule
    parameters: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRow:
    """One time the trigger came. `out` is a code for why nothing begins; empty: it begins."""

    customer: Customer
    happened_on: date
    begins_on: date
    out: str = ""
    against: Line | None = None
    strides: tuple[Stride, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """All of it, with what it would have cost at most."""

    rows: tuple[DryRow, ...]
    days: int
    more: bool  # there was more than could be gone through
    past_known: bool  # whether any earlier day could be looked at
    known_from: date | None  # the first day that could, where that is not the first of all
    past_note: str
    only_today: tuple[Line, ...]  # lines that were held against what is so today
    names: Names

    @property
    def began(self) -> list[DryRow]:
        """Those that would have run."""
        return [one for one in self.rows if not one.out]

    @property
    def reasons(self) -> dict[str, int]:
        """How many did not begin, by reason."""
        return dict(Counter(one.out for one in self.rows if one.out).most_common())

    @property
    def costs(self) -> Costs:
        """Minutes, mails and surveys of all that would have run, without what is refused."""
        minutes = mails = surveys = 0
        for row in self.began:
            for stride in row.strides:
                one = action_of(stride.step.kind).costs(stride.step.settings)
                if stride.refused != NO_PLAN:
                    minutes += one.minutes
                if not stride.refused:
                    mails, surveys = mails + one.mails, surveys + one.surveys
        return Costs(minutes, mails, surveys)

    @property
    def refusals(self) -> int:
        """How many mails and surveys the contact rule would have refused."""
        return sum(
            bool(one.refused) and one.refused != NO_PLAN
            for row in self.began
            for one in row.strides
        )

    @property
    def without_plan(self) -> int:
        """How many tasks for a success plan would have found none."""
        return sum(one.refused == NO_PLAN for row in self.began for one in row.strides)


def dry_run(
    access: Access, definition: Definition, *, seed: str, names: Names, now: datetime
) -> DryRun:
    """The last 90 days, newest first. Stores nothing and sends nothing."""
    access.require(Permission.CUSTOMER_READ)
    trigger = trigger_named(definition.trigger)
    known = known_now(access, now=now)
    found = _occurrences(access, trigger, definition, known) if trigger else []
    taken = sorted(found[-MOST:], key=lambda one: (one.happened_at, one.key))
    ready = prepared(access, definition, taken, now=now)
    rows = _gone_through(access, ready, seed, known)
    rehearsed = _with_letters(access, definition, ready, rows, known)
    return DryRun(
        rows=tuple(reversed(rehearsed)),
        days=DAYS,
        more=len(found) > MOST,
        past_known=_looks_back(access, trigger, now),
        known_from=_known_from(access, trigger, now),
        past_note=str(trigger.past_note) if trigger else "",
        only_today=tuple(only_today(access, definition, _asked_by(access, trigger, definition))),
        names=names,
    )


def _occurrences(
    access: Access, trigger: Trigger, definition: Definition, known: Known
) -> list[Occurrence]:
    given, now = trigger.parameters_of(definition.parameters), known.now
    if trigger.moments is not None:
        since = now - timedelta(days=DAYS)
        found = list(trigger.moments(access, given, Window(since, now, most=MOST + 1)))
        return sorted(found, key=lambda one: (one.happened_at, one.key))
    return _came_in(access, trigger, given, known)


def _came_in(
    access: Access, trigger: Trigger, given: dict[str, str], known: Known
) -> list[Occurrence]:
    """Who is in the state at the end of a week and was not at the end of the one before."""
    if trigger.holds is None:
        return []
    now = known.now
    if not _looks_back(access, trigger, now):
        here = sorted(set(trigger.holds(access, given, now)), key=str)
        return [Occurrence(f"{number}", one, now) for number, one in enumerate(here)]
    weeks = _weeks(access, trigger, now)
    those = [set(trigger.holds(access, given, moment)) for moment in weeks]
    if trigger.rests_on is not None:
        those = _inside_then(access, trigger.rests_on(access, given), those, weeks, known)
    before, found = those[0], list[Occurrence]()
    for moment, inside in zip(weeks[1:], those[1:], strict=True):
        new = sorted(inside - before, key=str)
        found += [Occurrence(f"{one}:{moment:%Y%m%d}", one, moment) for one in new]
        before = inside
    return found


def _weeks(access: Access, trigger: Trigger, now: datetime) -> list[datetime]:
    """The moments one looks at: each week, and the first day of which anything is known."""
    weeks = [now - WEEK * count for count in range(DAYS // 7 + 1)][::-1]
    first = _known_from(access, trigger, now)
    if first is None:
        return weeks
    begun = start_of_day(first, access.workspace.zone) + timedelta(hours=12)
    return [begun, *(one for one in weeks if local_day(one, access.workspace.zone) > first)]


def _known_from(access: Access, trigger: Trigger | None, now: datetime) -> date | None:
    """The first known day, where it lies inside the days that are gone through."""
    first = trigger.known_from(access) if trigger and trigger.known_from else None
    edge = local_day(now - timedelta(days=DAYS), access.workspace.zone)
    return first if first and first > edge else None


def _looks_back(access: Access, trigger: Trigger | None, now: datetime) -> bool:
    """Whether an earlier day than today is known of who is in the state."""
    if trigger is None or trigger.known_from is None:
        return True
    first = trigger.known_from(access)
    return first is not None and first < local_day(now, access.workspace.zone)


def _inside_then(
    access: Access,
    conditions: Conditions,
    those: list[set[Subject]],
    weeks: list[datetime],
    known: Known,
) -> list[set[Subject]]:
    """Whoever was inside at any look, held against what was so at each of them."""
    everybody = sorted(set().union(*those), key=str)[:MOST]
    judged = judge_then(
        access, conditions, [(one, moment) for moment in weeks for one in everybody], known
    )
    return [{one for one in everybody if judged[one, moment].ok} for moment in weeks]


def _asked_by(access: Access, trigger: Trigger | None, definition: Definition) -> tuple[Line, ...]:
    """Lines on which what starts it rests."""
    if trigger is None or trigger.rests_on is None:
        return ()
    return trigger.rests_on(access, trigger.parameters_of(definition.parameters)).lines


def _gone_through(access: Access, ready: Beginning, seed: str, known: Known) -> list[DryRow]:
    definition, zone = ready.definition, access.workspace.zone
    subjects = [one.subject for one in ready.occurrences]
    whens = [(one.subject, one.happened_at) for one in ready.occurrences]
    judged = judge_then(access, definition.conditions, whens, known)
    shown = customers_shown(access, set(subjects), about=ready.about)
    last: dict[int, datetime] = {}
    room = Room(Counter(), definition.per_day)
    rows = []
    for one in ready.occurrences:
        verdict = judged[one.subject, one.happened_at]
        day = local_day(one.happened_at, zone)
        out = _out(ready, one, last, seed, fits=verdict.ok)
        begins = day if out else room.next_day(day)
        number = ready.id_of(one.subject)
        if number is not None and out in {"", "held_out"}:
            last[number] = one.happened_at
        rows.append(
            DryRow(
                customer=shown[one.subject],
                happened_on=day,
                begins_on=begins,
                out=out,
                against=verdict.against if out == "condition" else None,
            )
        )
    return rows


def _out(
    ready: Beginning, one: Occurrence, last: dict[int, datetime], seed: str, *, fits: bool
) -> str:
    """Why nothing begins, as a code."""
    number = ready.id_of(one.subject)
    if number is None:
        return "nobody"
    if one.subject.person_id in ready.never_asked:
        return "never_asked"
    customer = ready.customer(one.subject)
    if customer is None:
        return "left"
    if not fits:
        return "condition"
    again = ready.definition.again_days
    if number in last and (not again or one.happened_at - last[number] < timedelta(days=again)):
        return "again"
    return "held_out" if is_held_out(seed, customer, ready.definition.hold_out) else ""


def _with_letters(
    access: Access, definition: Definition, ready: Beginning, rows: list[DryRow], known: Known
) -> list[DryRow]:
    """Each row with its steps; what the contact rule says of all its mails, asked day by day."""
    whens = [(one.subject, one.happened_at) for one in ready.occurrences]
    ways = _branches(access, definition, whens, known)
    plans = [
        () if row.out else tuple(_strides(access, definition, ways[when], row.begins_on))
        for when, row in zip(whens, rows, strict=True)
    ]
    letters = letters_of(access, definition)
    for one, plan in zip(ready.occurrences, plans, strict=True):
        for stride in plan:
            letters.plan(one.subject.person_id, stride.step, _noon(access, stride.day))
    verdicts = letters.verdicts(access)
    told = [
        tuple(_told(access, stride, one.subject, verdicts) for stride in plan)
        for one, plan in zip(ready.occurrences, plans, strict=True)
    ]
    told = _without_plan(access, definition, ready, told)
    return [replace(row, strides=plan) for row, plan in zip(rows, told, strict=True)]


def _without_plan(
    access: Access, definition: Definition, ready: Beginning, plans: list[tuple[Stride, ...]]
) -> list[tuple[Stride, ...]]:
    """Tasks for a success plan where the customer had none on that day, and none begins."""
    if not any(one.kind == StepKind.PLAN for one in definition.steps):
        return plans
    spans = planned_customers(access, {one.subject for one in ready.occurrences})
    found = []
    for one, plan in zip(ready.occurrences, plans, strict=True):
        there, strides = spans[one.subject], []
        for stride in plan:
            at_hand = any(
                first <= stride.day and (end is None or end > stride.day) for first, end in there
            )
            if stride.step.kind != StepKind.PLAN or at_hand:
                strides.append(stride)
            elif stride.step.settings.get("template"):
                there = [*there, (stride.day, None)]
                strides.append(stride)
            else:
                strides.append(replace(stride, refused=NO_PLAN))
        found.append(tuple(strides))
    return found


def _told(access: Access, stride: Stride, subject: Subject, verdicts: Said) -> Stride:
    key = (subject.person_id, stride.step.id, _noon(access, stride.day))
    said = verdicts.get(key)
    return replace(stride, refused=said[0], parameters=said[1]) if said else stride


def _branches(
    access: Access, definition: Definition, whens: list[When], known: Known
) -> dict[When, dict[str, str]]:
    """By customer and moment, the way of each branch that can be known."""
    ways: dict[When, dict[str, str]] = defaultdict(dict)
    of_run = run_facts()
    for step in definition.steps:
        conditions = conditions_of(step)
        if step.kind != StepKind.BRANCH or any(one.field in of_run for one in conditions.lines):
            continue
        for when, verdict in judge_then(access, conditions, whens, known).items():
            ways[when][step.id] = "yes" if verdict.ok else "no"
    return {one: ways[one] for one in whens}


def _strides(
    access: Access, definition: Definition, decided: dict[str, str], begins_on: date
) -> list[Stride]:
    moment, strides, unsure = _noon(access, begins_on), [], set[str]()
    calendar = calendar_of(access.workspace)
    for step in all_ways(definition.steps, decided):
        if step.kind == StepKind.BRANCH and step.id not in decided:
            unsure.add(step.id)
        perhaps = step.under in unsure
        if perhaps:
            unsure.add(step.id)
        if step.kind == StepKind.BRANCH:
            continue
        strides.append(Stride(step, local_day(moment, access.workspace.zone), perhaps))
        if step.kind == StepKind.STOP and not perhaps:
            break
        if step.kind == StepKind.WAIT and not perhaps:
            moment = later(
                moment,
                int(step.settings.get("days", 0) or 0),
                zone=access.workspace.zone,
                work_days=calendar.work_days if step.settings.get("working") else None,
                holidays=calendar.holidays,
            )
    return strides


def _noon(access: Access, day: date) -> datetime:
    return start_of_day(day, access.workspace.zone) + timedelta(hours=12)
