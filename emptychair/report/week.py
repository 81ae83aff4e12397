"""What to do this week: a short list that fits on a card, doing before counting."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from emptychair.report import wording as w
from emptychair.report.types import Contact, Coverage, Fix, Shift, Task

CALLS = ("leaving", "hurt", "valued")
LOW_COVERAGE = 0.3


def working_days_after(day: date, days: int) -> date:
    """The day that comes `days` working days later (Monday to Friday; holidays are not known)."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def this_week(
    today: date,
    contacts: tuple[Contact, ...],
    fixes: tuple[Fix, ...],
    shifts: tuple[Shift, ...],
    covered: Coverage | None,
) -> tuple[Task, ...]:
    """Tasks in the order in which to do them, each with a day."""

    def task(kind: str, sentence: str, days: int) -> Task:
        return Task(kind, sentence, working_days_after(today, days).isoformat())

    tasks = []
    unhappy = sum(contact.kind in CALLS for contact in contacts)
    warm = sum(contact.kind == "warm" for contact in contacts)
    silent = sum(contact.kind == "silent" for contact in contacts)
    if unhappy:
        tasks.append(
            task(
                "contact",
                _("Call or write to the %(n)s unhappy customers above.") % {"n": unhappy},
                1,
            )
        )
    if warm:
        tasks.append(task("contact", _("Thank the %(n)s who wrote warmly.") % {"n": warm}, 2))
    if silent:
        tasks.append(
            task("contact", _("Ask the %(n)s who went silent how things are.") % {"n": silent}, 3)
        )
    worse = [shift for shift in shifts if shift.change.estimate < 0]
    if worse:
        tasks.append(task("find", _find_cause(worse[0]), 3))
    if fixes:
        tasks.append(task("fix", _fix_first(fixes[0]), 5))
    tasks.append(_last_task(task("listen", "", 5), covered))
    return tuple(tasks)


def _find_cause(shift: Shift) -> str:
    since = date.fromisoformat(f"{shift.since}-01")
    return _("Find out what changed at %(name)s around %(month)s.") % {
        "name": w.quoted(shift.touchpoint),
        "month": w.month(since),
    }


def _fix_first(fix: Fix) -> str:
    return _(
        "Name an owner for %(name)s, read its %(n)s answers together, and decide on one change."
    ) % {"name": w.quoted(fix.name), "n": w.count(fix.n)}


def _last_task(shape: Task, covered: Coverage | None) -> Task:
    if covered is not None and covered.rate < LOW_COVERAGE:
        sentence = _("Speak in person to ten who did not answer; do not send everyone a reminder.")
    else:
        sentence = _("Tell those who asked for a change what you will do, before you ask again.")
    return Task(shape.kind, sentence, shape.due)
