"""The first value, on its way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "first_values",
        _("First values"),
        "onboarding.firstvalue",
        columns("id, kind, segment, retired_at"),
    ),
    ExportTable(
        "first_value_versions",
        _("Versions of the first value"),
        "onboarding.firstvalueversion",
        columns(
            """definition_id, number, words, begins, begin_event, rule, steps, target_days, reason,
            made_by=made_by__email, made_label, created_at"""
        ),
    ),
    ExportTable(
        "first_value_readings",
        _("How far customers are to the first value"),
        "onboarding.firstvaluereading",
        columns(
            """version_id, person_id=person__external_id, name=person__name, company=company__name,
            as_of, is_current, signed_up_on, reached_on, ended_on, steps, step, waited, waited_here,
            usual, slow, blocker, value, priority""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "first_value_runs",
        _("Readings of the days to the first value"),
        "onboarding.firstvaluerun",
        columns(
            """version_id, as_of, read_at, customers, there, stalled, median, median_low,
            median_high, facts"""
        ),
    ),
    ExportTable(
        "stall_spans",
        _("Who was stuck when"),
        "onboarding.stallspan",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, began_on,
            ended_on""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "first_value_searches",
        _("Searches for the first value"),
        "onboarding.finderrun",
        columns("kind, as_of, read_at, outcome, facts"),
    ),
)
