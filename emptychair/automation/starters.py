"""Playbooks to begin with. Each becomes a draft in the language of the moment; nothing acts before
somebody has read it, tried it on the last 90 days, and let it go live.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import override as in_language

from emptychair.automation.rules.definition import read_definition
from emptychair.automation.types import Definition

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Starter:
    """One to begin with. `needs` is a trigger that must exist for it to be offered."""

    key: str
    name: str | Promise
    purpose: str | Promise
    make: Callable[[], Plain]
    needs: str = ""

    def definition(self) -> Definition:
        """The draft, in the language of the moment."""
        return read_definition(self.make())


def _task(number: int, title: str, note: str = "", *, urgency: str = "normal") -> Plain:
    settings = {"title": title, "note": note, "who": "owner", "urgency": urgency, "minutes": 15}
    return {"id": f"s{number}", "kind": "task", "settings": settings}


def _mail(number: int, subject: str | Promise, text: str | Promise) -> Plain:
    """A mail in both languages; `subject` and `text` are lazy."""
    settings: Plain = {"delay": 30, "if_refused": "go_on"}
    for language in ("ja", "en"):
        with in_language(language):
            settings |= {f"subject_{language}": str(subject), f"text_{language}": str(text)}
    return {"id": f"s{number}", "kind": "mail", "settings": settings}


def _wait(
    number: int, days: int, until: str = "", event: str = "", *, working: bool = False
) -> Plain:
    settings = {"days": days, "working": working, "until": until, "event": event}
    return {"id": f"s{number}", "kind": "wait", "settings": settings}


def _branch(number: int, field: str, operator: str = "yes") -> Plain:
    conditions = {"match": "all", "conditions": [{"field": field, "operator": operator}]}
    return {"id": f"s{number}", "kind": "branch", "settings": {"conditions": conditions}}


def _on(side: str, branch: int, step: Plain) -> Plain:
    return {**step, "under": f"s{branch}", "side": side}


def _notify(number: int, text: str) -> Plain:
    return {"id": f"s{number}", "kind": "notify", "settings": {"who": "owner", "text": text}}


def _welcome() -> Plain:
    subject = gettext_lazy("Welcome, {name}")
    text = gettext_lazy(
        "Dear {name},\n\nthank you for choosing {sender}. What do you want to have reached in "
        "three "
        "months? Just answer this mail in a sentence or two; we shall plan with you from there."
    )
    return {
        "trigger": "joined",
        "parameters": {"days": "1", "about": "person"},
        "steps": [
            _mail(1, subject, text),
            _wait(2, 7, "answer"),
            _task(3, _("Ask {name} how the first week went")),
        ],
        "again_days": 0,
        "goal": "active",
        "goal_days": 60,
    }


def _stalled() -> Plain:
    return {
        "trigger": "stalled",
        "steps": [
            _task(1, _("Call {name}: what stands in the way of the first result?")),
            _wait(2, 5, "task", working=True),
            _branch(3, "run:active", "no"),
            _on(
                "yes",
                3,
                _notify(4, _("{name} {company} is still stuck. Plan the next step together.")),
            ),
        ],
        "again_days": 60,
        "goal": "active",
        "goal_days": 60,
    }


def _silent() -> Plain:
    subject = gettext_lazy("Is everything all right, {name}?")
    text = gettext_lazy(
        "Dear {name},\n\nwe have not heard from you for a while. Is there anything we should do "
        "better, or that you miss? A short answer to this mail reaches me directly.\n\n{owner}"
    )
    return {
        "trigger": "silent",
        "conditions": {"conditions": [{"field": "value", "operator": "is_set"}]},
        "steps": [
            _task(1, _("Call {name}: we have heard nothing"), urgency="high"),
            _wait(2, 5, working=True),
            _branch(3, "run:active", "no"),
            _on("yes", 3, _mail(4, subject, text)),
        ],
        "again_days": 90,
        "hold_out": 10,
        "goal": "stayed",
        "goal_days": 90,
    }


def _bad_answer() -> Plain:
    subject = gettext_lazy("Is it better now, {name}?")
    text = gettext_lazy(
        "Dear {name},\n\nsome time ago you told us what was not right. Has it become better? If "
        "not, "
        "please just answer this mail.\n\n{sender}"
    )
    return {
        "trigger": "case_closed",
        "parameters": {"outcome": ""},
        "steps": [_wait(1, 14), _mail(2, subject, text), _wait(3, 7, "answer")],
        "again_days": 90,
        "goal": "score",
        "goal_days": 180,
    }


def _contact_left() -> Plain:
    return {
        "trigger": "contact_left",
        "steps": [
            _task(
                1,
                _("Find out who speaks for {company} now"),
                _("The one we knew has left. Ask for their successor and begin anew with them."),
                urgency="high",
            ),
            _wait(2, 10, "task", working=True),
            _branch(3, "run:task_done", "no"),
            _on("yes", 3, _notify(4, _("Nobody speaks for {company} yet."))),
        ],
        "again_days": 30,
        "goal": "stayed",
        "goal_days": 180,
    }


def _renewal() -> Plain:
    return {
        "trigger": "renewal",
        "parameters": {"days": "90", "about": "company"},
        "steps": [
            _task(1, _("Go through the results with {company} before {renewal}")),
            _wait(2, 30, "task"),
            _branch(3, "run:task_done", "no"),
            _on(
                "yes",
                3,
                _notify(
                    4,
                    _(
                        "The renewal of {company} on {renewal} comes nearer, and nobody has "
                        "talked to them."
                    ),
                ),
            ),
        ],
        "again_days": 300,
        "goal": "stayed",
        "goal_days": 180,
    }


def _payment() -> Plain:
    subject = gettext_lazy("Your payment did not go through")
    text = gettext_lazy(
        "Dear {name},\n\nyour last payment did not go through. It is often an expired card. Could "
        "you "
        "look into it? If something else is wrong, just answer this mail.\n\n{sender}"
    )
    return {
        "trigger": "event",
        "parameters": {"name": "payment_failed", "about": "person"},
        "steps": [
            _mail(1, subject, text),
            _wait(2, 5, "event", "payment_succeeded"),
            _branch(3, "run:came", "no"),
            _on("yes", 3, _task(4, _("Call {name}: the payment fails"), urgency="high")),
        ],
        "again_days": 25,
        "goal": "stayed",
        "goal_days": 60,
    }


def _seats() -> Plain:
    return {
        "trigger": "event",
        "parameters": {"name": "seats_full", "about": "company"},
        "steps": [
            _task(1, _("All seats of {company} are in use: ask who else would use it")),
            _wait(2, 14, "task", working=True),
        ],
        "again_days": 90,
        "goal": "paid",
        "goal_days": 90,
    }


def _exit() -> Plain:
    subject = gettext_lazy("One question before you go")
    text = gettext_lazy(
        "Dear {name},\n\nwe are sorry that you are leaving. What was the one thing that decided "
        "it? We "
        "read every answer and will not try to talk you round.\n\n{sender}"
    )
    return {
        "trigger": "cancelled",
        "parameters": {"about": "person"},
        "steps": [
            _mail(1, subject, text),
            _notify(
                2, _("{name} {company} has cancelled. Read their answer and write down the reason.")
            ),
        ],
        "again_days": 0,
        "goal": "active",
        "goal_days": 90,
    }


def _win_back() -> Plain:
    subject = gettext_lazy("What has changed since you left")
    text = gettext_lazy(
        "Dear {name},\n\nyou left us some months ago. We have worked on what people told us when "
        "they "
        "left. If you would like to see it, just answer this mail.\n\n{sender}"
    )
    return {
        "trigger": "left",
        "parameters": {"days": "90", "about": "person"},
        "steps": [_mail(1, subject, text)],
        "again_days": 0,
        "hold_out": 20,
        "goal": "paid",
        "goal_days": 90,
    }


STARTERS: Mapping[str, Starter] = {
    one.key: one
    for one in (
        Starter(
            "welcome",
            gettext_lazy("Welcome"),
            gettext_lazy("Ask new customers what they want to reach, and how the first week went."),
            _welcome,
        ),
        Starter(
            "stalled",
            gettext_lazy("Stuck before the first result"),
            gettext_lazy("Find out what stands in the way before they give up."),
            _stalled,
            "stalled",
        ),
        Starter(
            "silent",
            gettext_lazy("Silent for longer than usual"),
            gettext_lazy("Call those who say nothing, and write if the call did not help."),
            _silent,
            "silent",
        ),
        Starter(
            "after_complaint",
            gettext_lazy("Two weeks after a complaint"),
            gettext_lazy("Ask whether it really became better."),
            _bad_answer,
        ),
        Starter(
            "contact_left",
            gettext_lazy("The one we knew has left"),
            gettext_lazy("Find the successor before the renewal finds us without one."),
            _contact_left,
        ),
        Starter(
            "renewal",
            gettext_lazy("90 days before renewal"),
            gettext_lazy("Go through the results together while there is time to improve them."),
            _renewal,
        ),
        Starter(
            "payment",
            gettext_lazy("A payment fails"),
            gettext_lazy("Write at once, call if it does not help."),
            _payment,
        ),
        Starter(
            "seats",
            gettext_lazy("All seats are in use"),
            gettext_lazy("Ask who else would gain from it."),
            _seats,
        ),
        Starter(
            "exit",
            gettext_lazy("Somebody cancels"),
            gettext_lazy("Ask for the one reason, without talking them round."),
            _exit,
        ),
        Starter(
            "win_back",
            gettext_lazy("Three months after leaving"),
            gettext_lazy(
                "Tell those who left what has changed; one in five gets nothing, so that the "
                "effect is known."
            ),
            _win_back,
        ),
    )
}
