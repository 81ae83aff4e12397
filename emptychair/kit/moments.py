"""Many moments of a question, told as text and read here.

    for pk, told in rows.values_list("pk", told_as_text("asked_at")):
        moment = moment_of(told)

Django takes longer to read a moment than SQLite to find it.
"""

from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import Cast

_DAY = 10  # letters of "2026-11-24"; a dash behind them begins a zone


def told_as_text(column: str) -> Cast:
    """The moment as the database writes it."""
    return Cast(column, TextField())


def moment_of(told: str) -> datetime:
    """What it says: SQLite writes no zone, which is UTC for every connection."""
    has_zone = "+" in told or told.rfind("-") > _DAY
    return datetime.fromisoformat(told if has_zone else told + "+00:00")
