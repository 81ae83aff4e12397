"""Reading the database of a test while the live server may be writing to it."""

import time

from django.db import OperationalError

from emptychair.surveys.models import Response


def answers_stored() -> int:
    """How many answers are stored: SQLite in memory refuses readers while somebody writes."""
    for _ in range(100):
        try:
            return Response.objects.count()
        except OperationalError:
            time.sleep(0.05)
    return Response.objects.count()
