"""Looking back at customers who were lost: what warned us, and whether anybody acted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company, Person
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day
from emptychair.kit.storing import store_changed, store_new
from emptychair.success.errors import LessonEmpty
from emptychair.success.models import LostCustomer
from emptychair.success.queries.acts import acts_for
from emptychair.success.queries.beside import BesidePast
from emptychair.success.queries.rows import StoredRows
from emptychair.success.rules.days import day_of, number_of
from emptychair.success.rules.features import features_at
from emptychair.success.rules.losing import Lost, Seen, lost_between, warnings_before
from emptychair.success.rules.rows import Rows, only_of
from emptychair.success.rules.signs import signs_shown

if TYPE_CHECKING:
    from django.db.models import QuerySet

YEAR, EVERY, LOOKED_BACK = 365, 15, 180
FIELDS = ("how", "worth", "warnings", "warned_on", "acts", "acted_on", "changed_at")


def look_back_at_lost(access: Access, *, now: datetime) -> int:
    """Keep, of everybody lost in the last year, the signs on earlier days (each as it could be seen
    then) and what we did. Lessons that people wrote stay. How many. Harmless twice.
    """
    access.require(Permission.CUSTOMER_READ)
    today = number_of(local_day(now, access.workspace.zone))
    days = list(range(today - YEAR - LOOKED_BACK, today + 1, EVERY))
    rows = StoredRows(access, today=day_of(today)).for_days(days)
    beside, told = BesidePast(access), []
    for part in rows.each_part():
        lost = lost_between(part, today - YEAR, today)
        seen = _seen(only_of(part, [one.unit for one in lost]), days, beside) if lost else {}
        acts = acts_for(access, {one.unit for one in lost})
        told += [
            _row(access, one, warnings_before(one, seen, LOOKED_BACK), acts.get(one.unit, []), now)
            for one in lost
        ]
    return _replace(access, told)


def _seen(rows: Rows, days: list[int], beside: BesidePast) -> Seen:
    """What could be seen of them on each day."""
    found = {}
    for day in days:
        then = features_at(rows, day, beside.on(day))
        found[day] = (then.units, signs_shown(then), then.worth)
    return found


@transaction.atomic
def note_lesson(access: Access, lost: LostCustomer, *, text: str, now: datetime) -> LostCustomer:
    """What we learn from this one. Raises `LessonEmpty`."""
    access.require(Permission.CUSTOMER_WRITE)
    if not text.strip():
        raise LessonEmpty
    row = LostCustomer.objects.visible_to(access).select_for_update().get(pk=lost.pk)
    row.lesson, row.lesson_at, row.lesson_by_id = text.strip(), now, access.user_id
    row.save(update_fields=["lesson", "lesson_at", "lesson_by", "changed_at"])
    record_audit(access, row, action="lost_customer.lesson_noted")
    return row


def _row(
    access: Access,
    one: Lost,
    seen: tuple[list[dict[str, Any]], float | None],
    acts: list[tuple[int, str]],
    now: datetime,
) -> LostCustomer:
    warnings, worth = seen
    warned = warnings[0]["day"] if warnings else None
    within = [act for act in acts if one.day - LOOKED_BACK <= act[0] <= one.day]
    after = [day for day, _kind in within if warned is not None and day >= warned]
    return LostCustomer(
        workspace=access.workspace,
        company_id=one.unit if one.unit > 0 else None,
        person_id=-one.unit if one.unit < 0 else None,
        left_on=day_of(one.day),
        how=one.how,
        worth=worth,
        warnings=[{**each, "day": day_of(each["day"]).isoformat()} for each in warnings],
        warned_on=None if warned is None else day_of(warned),
        acts=[{"day": day_of(day).isoformat(), "kind": kind} for day, kind in within],
        acted_on=day_of(min(after)) if after else None,
        changed_at=now,
    )


def _replace(access: Access, told: list[LostCustomer]) -> int:
    """New ones in, known ones renewed, those of the year that came back out; older ones stay. Some
    at a time, so that nobody waits long to write; what was interrupted the next time finishes.
    """
    wanted = {_key(row): row for row in told}
    for some in in_batches(list(wanted.values())):
        _write(access, some)
    rows = LostCustomer.objects.visible_to(access)
    gone = [pk for key, (pk, has_lesson) in _known(rows).items()
            if key not in wanted and not has_lesson]  # fmt: skip
    for pks in in_batches(gone):
        rows.filter(pk__in=pks, lesson="").delete()
    return len(told)


@transaction.atomic
def _write(access: Access, told: Sequence[LostCustomer]) -> None:
    """Customers who vanished since they were read are left out."""
    Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    companies = {row.company_id for row in told}
    people = {row.person_id for row in told}
    about = Q(company__in=companies - {None}) | Q(person__in=people - {None})
    known = _known(LostCustomer.objects.visible_to(access).filter(about))
    there = _there(access, companies, people)
    new, old = [], []
    for row in told:
        if _key(row) in known:
            row.pk = known[_key(row)][0]
            old.append(row)
        elif (row.company_id, row.person_id) in there:
            new.append(row)
    store_new(new)
    store_changed(old, FIELDS)


def _there(
    access: Access, companies: set[int | None], people: set[int | None]
) -> set[tuple[int | None, int | None]]:
    firms = Company.objects.visible_to(access).filter(pk__in=companies - {None})
    folk = Person.objects.visible_to(access).filter(pk__in=people - {None})
    found: set[tuple[int | None, int | None]] = set()
    found |= {(pk, None) for pk in firms.values_list("pk", flat=True)}
    return found | {(None, pk) for pk in folk.values_list("pk", flat=True)}


def _known(rows: "QuerySet[LostCustomer]") -> Mapping[Any, tuple[int, bool]]:
    found = rows.order_by("pk").values_list("company_id", "person_id", "left_on", "pk", "lesson")
    return {tuple(key): (pk, bool(lesson)) for *key, pk, lesson in found}


def _key(row: LostCustomer) -> tuple[Any, ...]:
    return row.company_id, row.person_id, row.left_on
