"""Signs, inputs and reasons as sentences, in the language of the moment."""

from collections.abc import Callable, Mapping
from math import exp
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emptychair.charts import plain, signed
from emptychair.success.types import Chance, Sign

Words = Callable[[Mapping[str, Any]], str]

INPUT_WORDS: dict[str, str | Promise] = {
    "kpi": gettext_lazy("Progress of their own KPI"),
    "confirmed": gettext_lazy("Their KPI confirmed by them"),
    "use": gettext_lazy("Active days against before"),
    "users": gettext_lazy("Users against before"),
    "seats": gettext_lazy("Seats in use"),
    "rhythm": gettext_lazy("Within their own rhythm"),
    "breadth": gettext_lazy("Breadth of what they use"),
    "spend": gettext_lazy("Spending against before"),
    "plan": gettext_lazy("Their tasks of the plan in time"),
    "score": gettext_lazy("Last score"),
    "change": gettext_lazy("Last score against the one before"),
    "bad": gettext_lazy("No bad word in 90 days"),
    "answers": gettext_lazy("Answers our invitations"),
    "case": gettext_lazy("How long a case has been open"),
    "promises": gettext_lazy("Our promises kept"),
    "ours": gettext_lazy("Our tasks of the plan in time"),
    "milestones": gettext_lazy("Milestones of the plan in time"),
    "wishes": gettext_lazy("How long a request has been open"),
    "replies": gettext_lazy("How long a request waits for a word of ours"),
}


def sign_words(told: Mapping[str, Any]) -> str:
    """A sign with its numbers: "Silent for 31 days, usually 9 between signs of life"."""
    code = str(told.get("code", ""))
    sentence = _SENTENCES.get(code)
    text = sentence(told) if sentence else ""
    return text or sign_label(code)


def sign_label(code: str) -> str:
    """A sign by its name."""
    for words in (Sign, Chance):
        if code in words.values:
            return str(words(code).label)
    return code


def _silent(told: Mapping[str, Any]) -> str:
    if "silent_days" not in told or "own_gap" not in told:
        return ""
    if told["own_gap"] < 1.5:
        return _("Usually here every day, silent for %(days)s.") % {
            "days": plain(told["silent_days"], decimals=0)
        }
    return _("Expected every %(gap)s days, silent for %(days)s.") % {
        "gap": plain(max(1.0, told["own_gap"]), decimals=0),
        "days": plain(told["silent_days"], decimals=0),
    }


def _dropping(told: Mapping[str, Any]) -> str:
    trends = [told[name] for name in ("users_trend", "active_trend") if name in told]
    if not trends:
        return ""
    share = 100 * (1 - exp(min(trends)))
    return _("Use fell by %(percent)s%% against the twelve weeks before.") % {
        "percent": plain(share, decimals=0)
    }


def _before_renewal(told: Mapping[str, Any]) -> str:
    if "renewal_in" not in told:
        return ""
    days = round(told["renewal_in"])
    return ngettext(
        "A bad word lately, and the contract renews in %(days)s day.",
        "A bad word lately, and the contract renews in %(days)s days.",
        days,
    ) % {"days": days}


def _bad(told: Mapping[str, Any]) -> str:
    if "score_age" not in told:
        return ""
    days = round(told["score_age"])
    return ngettext(
        "A bad word; their last answer is %(days)s day old.",
        "A bad word; their last answer is %(days)s days old.",
        days,
    ) % {"days": days}


def _days(name: str, sentence: Promise) -> Words:
    return lambda told: str(sentence) % {"days": round(told[name])} if name in told else ""


def _percent(name: str, sentence: Promise) -> Words:
    return lambda told: (
        str(sentence) % {"percent": plain(100 * told[name], decimals=0)} if name in told else ""
    )


def _less(told: Mapping[str, Any]) -> str:
    if "spend_trend" not in told:
        return ""
    share = 100 * (1 - exp(told["spend_trend"]))
    return _("Spends %(percent)s%% less than usual in 90 days.") % {
        "percent": plain(share, decimals=0)
    }


def _left_open(told: Mapping[str, Any]) -> str:
    count = round(told.get("unanswered", 0))
    return _("Left our last %(count)s invitations unanswered.") % {"count": count} if count else ""


_SENTENCES: dict[str, Words] = {
    "payment": lambda _told: _("A payment failed in the last 60 days."),
    "broken_promise": lambda _told: _("We promised something, and its day has passed."),
    "bad_before_renewal": _before_renewal,
    "bad_word": _bad,
    "silent": _silent,
    "use_dropping": _dropping,
    "never_started": _days("tenure", gettext_lazy("Came %(days)s days ago and has not begun.")),
    "champion_left": lambda _told: _("Somebody who knew us there left in the last half year."),
    "empty_seats": _percent(
        "seats_used",
        gettext_lazy(
            "At most %(percent)s%% of the seats were in use on a day of the last four weeks."
        ),
    ),
    "outcome_off": _percent(
        "kpi_progress", gettext_lazy("%(percent)s%% of the way to what they want.")
    ),
    "open_long": _days("open_case_age", gettext_lazy("A case has been open for %(days)s days.")),
    "unanswered": _left_open,
    "spends_less": _less,
    "seats_full": _percent("seats_used", gettext_lazy("%(percent)s%% of the seats are in use.")),
    "use_rising": lambda _told: _("Clearly more users than in the twelve weeks before."),
    "newcomers": lambda told: (
        _("%(count)s new people in 90 days.") % {"count": round(told.get("newcomers", 2))}
        if "newcomers" in told
        else ""
    ),
    "promoter": lambda _told: _("Answered 9 or 10 in the last half year."),
}

REASON_WORDS: dict[str, str | Promise] = {
    "silent_days": gettext_lazy("days without a sign of life"),
    "own_gap": gettext_lazy("usual days between signs of life"),
    "silence": gettext_lazy("silence against their own rhythm"),
    "active_28": gettext_lazy("active days in four weeks"),
    "active_trend": gettext_lazy("active days against before"),
    "users_28": gettext_lazy("users a day"),
    "users_trend": gettext_lazy("users against before"),
    "seats_used": gettext_lazy("share of seats in use"),
    "breadth": gettext_lazy("how many things they use"),
    "breadth_trend": gettext_lazy("how many things they use, against before"),
    "spend_trend": gettext_lazy("spending against before"),
    "last_score": gettext_lazy("last score"),
    "score_age": gettext_lazy("age of the last answer"),
    "score_change": gettext_lazy("change of the score"),
    "bad_lately": gettext_lazy("a bad word in 90 days"),
    "unanswered": gettext_lazy("invitations left unanswered"),
    "open_cases": gettext_lazy("open cases"),
    "open_case_age": gettext_lazy("how long a case has been open"),
    "cases_180": gettext_lazy("cases in half a year"),
    "late_promises": gettext_lazy("promises of ours that are late"),
    "tenure": gettext_lazy("how long they have been customers"),
    "renewal_in": gettext_lazy("days to the renewal"),
    "champion_left": gettext_lazy("somebody who knew us left"),
    "newcomers": gettext_lazy("new people"),
    "payment_failing": gettext_lazy("a payment failed"),
    "kpi_progress": gettext_lazy("progress of their own KPI"),
    "kpi_confirmed_age": gettext_lazy("how long ago they confirmed their KPI"),
    "plan_late_ours": gettext_lazy("late tasks of ours in the plan"),
    "plan_late_theirs": gettext_lazy("late tasks of theirs in the plan"),
    "milestones_late": gettext_lazy("milestones of the plan that are late"),
    "their_turn": gettext_lazy("it is their turn in the plan"),
    "turn_late": gettext_lazy("days by which the next task is late"),
    "requests_open": gettext_lazy("open requests"),
    "request_age": gettext_lazy("days since their oldest open request"),
    "request_wait": gettext_lazy("days that a request waits for a word of ours"),
}


TRENDS = frozenset({"active_trend", "users_trend", "breadth_trend", "spend_trend"})
SHARES = frozenset({"silence", "seats_used", "kpi_progress"})
FLAGS = frozenset({"bad_lately", "champion_left", "payment_failing", "their_turn"})
AGES = frozenset({"score_age", "open_case_age", "tenure", "kpi_confirmed_age"})  # in days


def reason_words(told: Mapping[str, Any]) -> str:
    """What raises the risk, with its value: "days without a sign of life: 31"."""
    code = str(told["code"])
    label, value = str(REASON_WORDS.get(code, code)), told.get("value")
    if code == "their_turn" and value == 0:
        return _("it is not their turn in the plan")
    if value is None or code in FLAGS:
        return label
    return _valued(label, code, value)


def _valued(label: str, code: str, value: float) -> str:
    if code in TRENDS:
        return f"{label}: {signed(100 * (exp(value) - 1))}%"
    if code in SHARES:
        return f"{label}: {plain(100 * value, decimals=0)}%"
    number = plain(value, decimals=0)
    if code == "last_score":  # every scale is read as 0 to 100, and 10 of 100 is no 10 of 10
        return _("%(label)s: %(value)s of 100") % {"label": label, "value": number}
    if code in AGES:
        words = ngettext("%(label)s: %(value)s day", "%(label)s: %(value)s days", round(value))
        return words % {"label": label, "value": number}
    return f"{label}: {number}"


TIMELINE = {
    "success.sign": lambda parameters: (
        _("Sign of risk: %(sign)s") % {"sign": sign_label(str(parameters.get("sign", "")))}
    ),
}
