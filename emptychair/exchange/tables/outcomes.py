"""What customers want to reach, on its way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "kpis",
        _("Customers’ KPIs"),
        "outcomes.kpi",
        columns(
            """kpi_id=id, external_id, company_id=company__external_id, company=company__name,
            person_id=person__external_id, person=person__name, name, unit, direction,
            start_value, start_on, target_value, target_on, source,
            proxy_measure, proxy_rule, reasoning,
            event_name, event_measure, customer_owner=customer_owner__name, owner=owner__email,
            cadence_days, conversation=interview_id, formula, formula_inputs, formula_currency,
            current_value, current_on, progress, lags_from, checked_on, due_on, confirmed_on,
            is_confirmed, retired_at, retired_reason""",
            person="name",
            customer_owner="name",
            reasoning="comment",
            retired_reason="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "kpi_terms",
        _("What was agreed on KPIs"),
        "outcomes.kpiterms",
        columns(
            """kpi_id, recorded_at, direction, start_value, start_on, target_value, target_on,
            source, by_label"""
        ),
    ),
    ExportTable(
        "kpi_readings",
        _("Readings of KPIs"),
        "outcomes.reading",
        columns(
            """reading_id=id, kpi_id, day, value, source, note, external_id, recorded_at,
            by=by_user__email, by_label, told_by=told_by__name, corrects=corrects_id,
            superseded_at, superseded_reason""",
            note="comment",
            told_by="name",
            superseded_reason="comment",
        ),
        person="told_by__name",
    ),
    ExportTable(
        "kpi_confirmations",
        _("KPIs confirmed by customers"),
        "outcomes.confirmation",
        columns(
            """kpi_id, reading_id, person_id=person__external_id, person=person__name, state,
            language, asked_at, asked_by=asked_by__email, expires_at, message=message_id,
            answered_at, answered_name, their_value, their_day, comment, decided, decided_at,
            decided_by=decided_by__email, decided_reason""",
            person="name",
            answered_name="name",
            comment="comment",
            decided_reason="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "interviews",
        _("Conversations about the job"),
        "outcomes.interview",
        columns(
            """conversation=id, company_id=company__external_id, company=company__name,
            person_id=person__external_id, person=person__name, state, held_on,
            held_by=held_by__email, department, industry, job_code, job, situation_codes,
            situation, alternative_codes, alternatives, hired, fired, push, pull, habit, anxiety,
            number_words, quotes""",
            person="name",
            job="comment",
            situation="comment",
            alternatives="comment",
            hired="comment",
            fired="comment",
            push="comment",
            pull="comment",
            habit="comment",
            anxiety="comment",
            number_words="comment",
            quotes="cells",
        ),
        person="person__name",
    ),
)
