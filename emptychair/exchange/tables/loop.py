"""Cases, initiatives and effort, on their way out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "cases",
        _("Cases"),
        "loop.case",
        columns(
            """number, kind, state, urgency, title, person_id=person__external_id,
            email=person__email, name=person__name, company=company__name,
            answer_id=response_id, touchpoint=touchpoint__key, team=team__name,
            assignee=assignee__email, opened_at, due_at, snoozed_until, first_reply_at, closed_at,
            outcome, root_cause, promise, promised_for""",
            email="email",
            name="name",
            title="comment",
            promise="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "case_entries",
        _("Entries of cases"),
        "loop.caseentry",
        columns(
            "case=case__number, kind, text, change, author=author_label, happened_at",
            text="comment",
            change="hidden",
        ),
        person="case__person__name",
    ),
    ExportTable(
        "initiatives",
        _("Initiatives"),
        "loop.initiative",
        columns(
            """number, title, kind, state, change, hypothesis, metric, touchpoint=touchpoint__key,
            team=team__name, owner=owner__email, starts_on, due_on, completed_on, result,
            external_id"""
        ),
    ),
    ExportTable(
        "initiative_voices",
        _("Voices behind initiatives"),
        "loop.initiativevoice",
        columns(
            """initiative=initiative__number, answer_id=response_id, case=case__number,
            person_id=person__external_id, name=person__name""",
            name="name",
        ),
    ),
    ExportTable(
        "effort",
        pgettext_lazy("menu", "Effort"),
        "loop.effortentry",
        columns(
            """user=user__email, kind, minutes, spent_on, note, initiative=initiative__number,
            case=case__number"""
        ),
    ),
)
