"""Where the work of a routine is done: the page a task leads to."""

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.programme.types import TaskRow


def place_of_work(row: TaskRow) -> tuple[str, str] | None:
    """Words and address of the page, or nothing for a routine a company made."""
    if row.survey_id:
        return _("Open the survey"), reverse("survey", args=[row.survey_id])
    places = {
        "weekly_voices": (_("Read the voices"), "voices"),
        "monthly_review": (_("Open the scores"), "scores"),
        "list_hygiene": (_("Open the customers"), "customers"),
        "target_check": (_("Open the scores"), "scores"),
        "relationship_wave": (_("Open the surveys"), "surveys"),
        "score_drop": (_("Open the scores"), "scores"),
        "complaint_burst": (_("Open the cases"), "cases"),
        "low_coverage": (_("Open the surveys"), "surveys"),
    }
    found = places.get(row.routine_key)
    return (found[0], reverse(found[1])) if found else None
