"""Why a customer is on the list, and what to do next, in a sentence each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from emptychair.report import wording as w

Row = Mapping[str, Any]


def _answered(row: Row) -> str:
    """When and where the person gave which score."""
    facts = {
        "score": row["score"],
        "day": w.day(row["answered_at"]) if row["answered_at"] else "",
        "touchpoint": row["touchpoint"] or "",
    }
    if row["answered_at"] and row["touchpoint"]:
        return _("Gave %(score)s on %(day)s, about “%(touchpoint)s”.") % facts
    if row["answered_at"]:
        return _("Gave %(score)s on %(day)s.") % facts
    if row["touchpoint"]:
        return _("Gave %(score)s, about “%(touchpoint)s”.") % facts
    return _("Gave %(score)s.") % facts


def leaving(row: Row) -> str:
    """Writes of leaving."""
    return w.joined(_answered(row), _("Writes of leaving."))


def hurt(row: Row) -> str:
    """A low score with words that say why."""
    return w.joined(_answered(row), _("The words say what went wrong."))


def unread(row: Row) -> str:
    """A low score with words in neither Japanese nor English."""
    return w.joined(
        _answered(row), _("The comment is in a language that this report does not read.")
    )


def valued(row: Row) -> str:
    """Among the most valuable tenth, and unhappy."""
    return w.joined(
        _answered(row),
        _("Among your most valuable tenth of customers (%(value)s).")
        % {"value": w.money(row["value"])},
    )


def warm(row: Row) -> str:
    """Wrote to thank."""
    return w.joined(
        _answered(row), _("Wrote warmly. The file does not say whether anyone has thanked them.")
    )


def warm_asks(row: Row) -> str:
    """Wrote warmly, and asks for something."""
    return w.joined(_answered(row), _("Wrote warmly and asks for something."))


def unanswered(row: Row) -> str:
    """Answered before, and no longer does."""
    return _(
        "Answers so far: %(answers)s, the last on %(day)s (%(score)s). "
        "Since then %(missed)s invitations in a row were left unanswered."
    ) % {
        "answers": row["answers"],
        "day": w.day(row["answered_at"]),
        "score": row["score"],
        "missed": row["missed"],
    }


def out_of_rhythm(row: Row) -> str:
    """Silent for much longer than usual."""
    return _("Used to answer every %(usual)s days; silent for %(silent)s days.") % {
        "usual": w.count(round(row["usual"])),
        "silent": w.count(round(row["silent"])),
    }


def row_number(row: int) -> str:
    """A person whom the file does not name."""
    return _("row %(row)s") % {"row": row}


def next_step(kind: str) -> str:
    """What to do next, by the kind of reason."""
    return {
        "leaving": _(
            "Call today. Ask what would have been right, and say what you will do by when."
        ),
        "hurt": _(
            "Reply in person within a day, about this one thing, and say who takes care of it."
        ),
        "valued": _(
            "Have the person they know best call, listen first, and agree on one next step."
        ),
        "silent": _("Do not send another survey. Ask in a personal message how things are going."),
        "warm": _("Thank them by name. Then ask whom else this might help."),
        "asks": _("Answer the question or the wish today, and thank them."),
    }[kind]
