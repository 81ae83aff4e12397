"""The programme and its targets, on their way out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "programme",
        pgettext_lazy("menu", "Programme"),
        "programme.programme",
        columns(
            """officer=officer__email, executive=executive__email, executive_name, executive_title,
            executive_is_head"""
        ),
    ),
    ExportTable(
        "routines",
        _("Routines"),
        "programme.routine",
        columns("key, title, every, day, steps, owner=owner__email, is_active"),
    ),
    ExportTable(
        "routine_tasks",
        _("Tasks"),
        "programme.routinetask",
        columns(
            """routine=routine__key, unique, due_on, state, owner=owner__email, ticked, note,
            done_at, done_by=done_by__email"""
        ),
    ),
    ExportTable(
        "escalations",
        _("For the executive owner"),
        "programme.escalation",
        columns(
            """title, needs, case=case__number, initiative=initiative__number,
            raised_by=raised_by__email, raised_at, decision, decided_by=decided_by__email,
            decided_at""",
            title="comment",
            needs="comment",
            decision="comment",
        ),
        person="case__person__name",
    ),
    ExportTable(
        "targets",
        _("Targets"),
        "metrics.target",
        columns(
            """metric, touchpoint=touchpoint__key, value, by_day, set_on, base_value, base_n,
            note, owner=owner__email, closed_on"""
        ),
    ),
)
