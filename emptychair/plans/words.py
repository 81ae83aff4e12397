"""How changes of a plan read, and what plans write into a customer's timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

Words = Callable[[Mapping[str, Any]], str]


def change_sentence(change: Mapping[str, Any]) -> str:
    """What was changed, in the language of the moment; the code if it is not known."""
    words = _CHANGES.get(str(change.get("code", "")))
    try:
        return words(change) if words else str(change.get("code", ""))
    except (KeyError, ValueError, TypeError):
        return str(change.get("code", ""))


def _moved(change: Mapping[str, Any]) -> str:
    count, days = change["count"], change["days"]
    later = ngettext(
        "%(count)s date moved by %(days)s days: %(why)s",
        "%(count)s dates moved by %(days)s days: %(why)s",
        count,
    )
    return later % {"count": count, "days": f"{days:+d}", "why": change["why"] or "–"}


_CHANGES: dict[str, Words] = {
    "plan.started": lambda c: gettext("Plan started: %(title)s") % c,
    "step.done": lambda c: gettext("Done: %(title)s") % c,
    "step.reopened": lambda c: gettext("Open again: %(title)s") % c,
    "step.dropped": lambda c: gettext("No longer needed: %(title)s") % c,
    "step.added": lambda c: gettext("New task: %(title)s") % c,
    "step.changed": lambda c: gettext("Task changed: %(title)s") % c,
    "milestone.changed": lambda c: gettext("Milestone changed: %(title)s") % c,
    "milestone.reached": lambda c: gettext("Milestone reached: %(title)s") % c,
    "milestone.open": lambda c: gettext("Milestone not reached after all: %(title)s") % c,
    "plan.moved": _moved,
    "plan.done": lambda _c: gettext("The plan has reached its goal"),
    "plan.dropped": lambda c: gettext("The plan was given up: %(why)s") % c,
    "plan.paused": lambda c: gettext("The plan was paused: %(why)s") % c,
    "plan.active": lambda _c: gettext("The plan goes on"),
    "link.sent": lambda _c: gettext("Link to the plan sent by mail"),
    "link.made": lambda _c: gettext("Link to the plan made"),
    "link.revoked": lambda _c: gettext("Link to the plan withdrawn"),
}
TIMELINE: dict[str, Words] = {
    "plans.started": lambda p: gettext("Success plan started: %(title)s") % p,
    "plans.milestone_reached": lambda p: gettext("Milestone reached: %(title)s") % p,
    "plans.done": lambda p: gettext("Success plan reached its goal: %(title)s") % p,
    "plans.dropped": lambda p: gettext("Success plan given up: %(title)s") % p,
    "plans.asked": lambda p: gettext("The customer asked about the plan: %(title)s") % p,
    "plans.ticked": lambda p: gettext("The customer did their part: %(title)s") % p,
    "plans.link_sent": lambda p: gettext("We sent the plan: %(title)s") % p,
}
