"""What routines and their checklists are called, and the sentence for what called a task."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from emptychair.programme.types import Every


def routine_title(key: str) -> str:
    """The usual name of a routine; the key for one that a company made."""
    return {
        "weekly_voices": _("Read all voices of the week"),
        "monthly_review": _("Monthly review"),
        "list_hygiene": _("Look after the list of customers"),
        "target_check": _("Check the targets"),
        "relationship_wave": _("Relationship wave"),
        "score_drop": _("A score fell"),
        "complaint_burst": _("A burst of complaints"),
        "low_coverage": _("A wave reached too few"),
    }.get(key, key)


def routine_steps(key: str) -> list[str]:
    """The usual checklist of a routine."""
    return {
        "weekly_voices": [
            _("Read every voice of the week, the silent scores too"),
            _("Each customer who waits has a case with an owner and a day"),
            _("Thank at least one who praised us"),
            _("Note what several said, and put it to the initiative it belongs to"),
        ],
        "monthly_review": [
            _("Look at the scores with their intervals: what may be said, what not"),
            _("Go through the initiatives: done, late, to be dropped"),
            _("Tell those who asked what was changed"),
            _("Look at the effort: one part counting, one planning, eighteen doing"),
            _("Decide on one thing to fix next month, with owner and day"),
        ],
        "list_hygiene": [
            _("Look at what came back: correct or drop the addresses"),
            _("Merge people who are there twice"),
            _("Find customers without an address, and ask whoever knows them"),
            _("Look whether those who said stop are left in peace everywhere"),
        ],
        "target_check": [
            _("Compare each target with the interval, not with the number"),
            _("Drop or lengthen targets that cannot be told from noise"),
            _("Ask whether what we did moved the score"),
            _("Set the next value with the one who owns it"),
        ],
        "relationship_wave": [
            _("Read the survey once as a customer, on a phone"),
            _("Run the check of the survey and mend what it finds"),
            _("Dry run: how many are asked, who is not, and why"),
            _("Tell support, sales and shops that questions will come"),
            _("Send, and look at the outbox after an hour"),
            _("After two weeks look at the coverage, and remind where it is thin"),
        ],
        "score_drop": [
            _("Is it another mix of people, or did the same people score lower?"),
            _("Read the low voices of the month, all of them"),
            _("Ask the team of the touchpoint what changed"),
            _("Call five of those who scored low"),
            _("Decide: an initiative with owner and day, or watch one month more"),
        ],
        "complaint_burst": [
            _("Read them all, today"),
            _("Find out what they have in common"),
            _("Stop what still makes new ones"),
            _("Reply to each within the day"),
            _("Tell the teams and the executive owner what happened"),
        ],
        "low_coverage": [
            _("Did the mails arrive? Look at what came back and at spam complaints"),
            _("Who is silent: which segments, which languages, which value?"),
            _("Remind once those who have not answered"),
            _("Ask the silent ones with much value in another way: by telephone, in the shop"),
            _("Say beside the score that few were heard"),
        ],
    }.get(key, [])


def every_words(every: str, day: int) -> str:
    """Every Monday; every month on the 5th."""
    label = str(Every(every).label)
    if every == Every.EXCEPTION:
        return label
    if every == Every.WEEK:
        return _("%(every)s on %(weekday)s") % {"every": label, "weekday": weekday_words(day)}
    return _("%(every)s on day %(day)s") % {"every": label, "day": day}


def weekday_words(day: int) -> str:
    """The name of a day of the week, 0 being Monday."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[day % 7]


def reason_words(key: str, parameters: Mapping[str, Any]) -> str:
    """Why a task was called; nothing for one that came round."""
    if not parameters:
        return ""
    return {
        "score_drop": _(
            "%(metric)s, %(place)s: %(new)s since %(since)s, %(old)s before. The fall is more than "
            "noise, however often one looks."
        ),
        "complaint_burst": _(
            "%(now)s low scores and complaints in seven days; %(usual)s were usual. By chance so "
            "many come less than once in a thousand weeks."
        ),
        "low_coverage": _(
            "Of %(asked)s people asked in the wave %(wave)s only %(answered)s answered "
            "(%(low)s to %(high)s percent of all such people would)."
        ),
    }[key] % parameters
