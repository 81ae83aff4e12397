"""Waiting some days, or until something comes but no longer than so."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.automation.doing import Action, Doing, Names, register_action
from emptychair.automation.rules.waiting import LONGEST, later
from emptychair.automation.services.waiting import ANSWER, EVENT, PLAN, TASK, has_come
from emptychair.automation.types import Did, Plain, Step, StepKind, StepState
from emptychair.loop.rules.calendars import calendar_of


def awaited(settings: Plain) -> str:
    """What is waited for: "event:logged_in", "answer:", "task:", "plan:"; empty for days alone."""
    until = str(settings.get("until", ""))
    if until == EVENT:
        return f"{EVENT}:{settings.get('event', '')}"
    return f"{until}:" if until in {ANSWER, TASK, PLAN} else ""


def days_of(settings: Plain) -> int:
    """How many days."""
    try:
        return max(0, min(int(settings.get("days", 0) or 0), LONGEST))
    except (TypeError, ValueError):
        return 0


def words(step: Step, names: Names) -> str:
    """The step as a clause."""
    del names
    days, given = days_of(step.settings), step.settings
    if given.get("working"):
        length = ngettext("%(days)s working day", "%(days)s working days", days)
    else:
        length = ngettext("%(days)s day", "%(days)s days", days)
    parts = {"length": length % {"days": days}, "event": str(given.get("event", ""))}
    return {
        EVENT: _("wait until “%(event)s” comes, at most %(length)s"),
        ANSWER: _("wait until the customer answers, at most %(length)s"),
        TASK: _("wait until the task is done, at most %(length)s"),
        PLAN: _("wait until the task in the success plan is done, at most %(length)s"),
    }.get(str(given.get("until", "")), _("wait %(length)s")) % parts


def perform(doing: Doing) -> Did:
    """Begin to wait, or look again: until it came or the time is over."""
    awaits = awaited(doing.step.settings)
    if doing.before is None:
        since, until = doing.now, ends_at(doing)
    else:
        since = doing.before.began_at
        until = datetime.fromisoformat(str(doing.before.result["until"]))
    result = {"until": until.isoformat(), "awaits": awaits, "came": False}
    if awaits and has_come(doing.access, doing.run, awaits, since=since, now=doing.now):
        return Did(StepState.DONE.value, result={**result, "came": True})
    if doing.now >= until:
        return Did(StepState.DONE.value, result=result)
    return Did(StepState.WAITING.value, result=result, wake_at=until)


def ends_at(doing: Doing) -> datetime:
    """The end of the time, counted in the days of the workspace."""
    workspace = doing.access.workspace
    calendar = calendar_of(workspace)
    working = bool(doing.step.settings.get("working"))
    return later(
        doing.now,
        days_of(doing.step.settings),
        zone=workspace.zone,
        work_days=calendar.work_days if working else None,
        holidays=calendar.holidays,
    )


def problems(access: Access, step: Step, names: Names) -> list[str]:
    """What is missing."""
    del access, names
    found = [] if days_of(step.settings) else [_("Say how many days it waits.")]
    if step.settings.get("until") == EVENT and not str(step.settings.get("event", "")).strip():
        found.append(_("Say which event it waits for."))
    return found


register_action(Action(kind=StepKind.WAIT.value, words=words, perform=perform, problems=problems))
