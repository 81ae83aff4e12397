"""Many moments of a question, told as text and read here.

    for pk, told in rows.values_list("pk", told_as_text("asked_at")):
        moment = moment_of(told)

Django takes longer to read a moment than SQLite to find it.
"""

from datetime import UTC, datetime

from django.db.models import TextField
from django.db.models.functions import Cast


def told_as_text(column: str) -> Cast:
    """The moment as the database writes it."""
    return Cast(column, TextField())


def moment_of(told: str) -> datetime:
    """What it says: SQLite writes no zone, which is UTC for every connection."""
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
