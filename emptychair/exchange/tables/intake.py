"""Requests, on their way out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "requests",
        pgettext_lazy("menu", "Requests"),
        "intake.customerrequest",
        columns(
            """number, external_id, title, raw, channel, person=person__external_id,
            person_name=person__name, person_email=person__email, company=company__external_id,
            company_name=company__name, case=case__number, state, ending,
            same_as=same_as__number, priority, due_on, owner=owner__email, received_at,
            closed_at""",
            title="comment",
            raw="comment",
            person_name="name",
            person_email="email",
        ),
        person="person__name",
    ),
    ExportTable(
        "request_tasks",
        _("Tasks of requests"),
        "intake.requesttask",
        columns(
            """request=request__number, position, title, state, reason, assignee=assignee__email,
            due_on, priority, initiative=initiative__number, case=case__number, look_again,
            done_at, told_at""",
            title="comment",
            reason="comment",
            look_again="comment",
        ),
        person="request__person__name",
    ),
    ExportTable(
        "request_history",
        _("History of requests"),
        "intake.requestnote",
        columns(
            """request=request__number, kind, text, change, author=author__email, happened_at""",
            text="comment",
            change="comment",
        ),
        person="request__person__name",
    ),
)
