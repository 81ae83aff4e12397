"""Whether customers fit the conditions of a playbook. Fields of segments are asked of the person
who is written to, facts of the person or company.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.automation.facts import Fact, known_facts, run_facts
from emptychair.automation.models import Run
from emptychair.automation.queries.kpis_moved import named_facts
from emptychair.automation.queries.own_facts import attribute_facts
from emptychair.automation.rules.matching import Judged, fits, judged, whole
from emptychair.automation.types import Conditions, Line, Subject
from emptychair.customers.queries.segment_people import people_fitting, segment_fields_of
from emptychair.customers.rules.segments import SegmentRules, check_condition
from emptychair.customers.segment_fields import SegmentField
from emptychair.kit.periods import local_day

Field = SegmentField | Fact


def fields_of(access: Access) -> dict[str, Field]:
    """Everything a condition may ask about, by name: facts first, then fields of segments."""
    facts: dict[str, Field] = {
        **known_facts(),
        **{one.name: one for one in [*named_facts(access), *attribute_facts(access)]},
    }
    return {**facts, **{one.name: one for one in segment_fields_of(access)}}


def wrong_lines(access: Access, conditions: Conditions) -> list[Line]:
    """Lines whose field is gone, or that are not whole."""
    known, of_run = fields_of(access), run_facts()
    return [
        one
        for one in conditions.lines
        if check_condition(one, "switch" if one.field in of_run else _kind(known.get(one.field)))
    ]


def judge(
    access: Access, conditions: Conditions, subjects: Sequence[Subject], *, now: datetime
) -> dict[Subject, Judged]:
    """Each customer held against the conditions; one query or fact a line, however many they are.

    A line that no longer makes sense fits nobody.
    """
    known = fields_of(access) if conditions.lines else {}
    columns = [column(access, known, one, subjects, now) for one in conditions.lines]
    return {one: judged(conditions, [one in column for column in columns]) for one in subjects}


def decide(access: Access, run: Run, conditions: Conditions, *, now: datetime) -> bool:
    """Whether a branch goes its "yes" way for a run."""
    subject, of_run = Subject(run.person_id, run.company_id), run_facts()
    parts = []
    for line in conditions.lines:
        fact = of_run.get(line.field)
        if fact is not None:
            parts.append(fact.read(access, run, now) == (line.operator != "no"))
        else:
            alone = Conditions("all", (line,))
            parts.append(judge(access, alone, [subject], now=now)[subject].ok)
    return whole(conditions.match, parts)


def _kind(field: Field | None) -> str:
    return field.kind if field else ""


def column(
    access: Access,
    known: Mapping[str, Field],
    line: Line,
    subjects: Sequence[Subject],
    now: datetime,
) -> set[Subject]:
    """Who fits one line."""
    field = known.get(line.field)
    if field is None or check_condition(line, field.kind):
        return set()
    if isinstance(field, SegmentField):
        ids = {one.person_id for one in subjects if one.person_id}
        rows = people_fitting(access, SegmentRules("all", (line,)), now=now)
        inside = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
        return {one for one in subjects if one.person_id in inside}
    values, today = field.read(access, subjects, now), local_day(now, access.workspace.zone)
    return {one for one in subjects if fits(line, field.kind, values.get(one), today=today)}
