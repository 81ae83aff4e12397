"""Touchpoints, surveys, invitations and answers, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "stages",
        _("Journeys and stages"),
        "touchpoints.stage",
        columns("journey=journey__name, position_of_journey=journey__position, name, position"),
    ),
    ExportTable(
        "touchpoints",
        _("Touchpoints"),
        "touchpoints.touchpoint",
        columns(
            """key, name, kind, team=team__name, description, journey=stage__journey__name,
            stage=stage__name, is_active"""
        ),
    ),
    ExportTable(
        "surveys",
        _("Surveys"),
        "surveys.survey",
        columns(
            """name, metric, state, touchpoint=touchpoint__key, question, why, thanks, mail_subject,
            mail_opening, trigger_event, trigger_delay_minutes, link_days, segment=segment__name,
            excluded_marks,
            created_at"""
        ),
    ),
    ExportTable(
        "answers",
        _("Answers to surveys"),
        "surveys.response",
        columns(
            """emptychair_id=id, response_id=told_external_id, metric, score, comment,
            answered_at, person_id=person__external_id, email=person__email, name=person__name,
            company_id=company__external_id, company=company__name, touchpoint=touchpoint__key,
            survey=survey__name, channel=told_channel, language=told_language,
            segment=told_segment, corrected_at, source,
            is_counted, aside, marks""",
            comment="comment",
            email="email",
            name="name",
        ),
        person="person__name",
        where={"is_test": False},
    ),
    ExportTable(
        "answers_by_question",
        _("Answers by question"),
        "surveys.answer",
        columns(
            """answer_id=response_id, response_id=told_external_id, survey=survey__name,
            version=response__version, answered_at=response__answered_at,
            person_id=response__person__external_id, question, kind, number, text, choices, cells,
            is_counted=response__is_counted, aside=response__aside""",
            text="comment",
            cells="cells",
        ),
        person="response__person__name",
        where={"response__is_test": False},
    ),
    ExportTable(
        "survey_versions",
        _("What surveys asked"),
        "surveys.surveyversion",
        columns("survey=survey__name, number, definition, same_meaning, note, published_at"),
    ),
    ExportTable(
        "corrections",
        _("Answers before they were changed"),
        "surveys.responserevision",
        columns(
            """answer_id=response_id, response_id=told_external_id, score, comment,
            replaced_at""",
            comment="comment",
        ),
        person="response__person__name",
        where={"response__is_test": False},
    ),
    ExportTable(
        "invitations",
        _("Invitations"),
        "surveys.invitation",
        columns(
            """survey=survey__name, person_id=person__external_id, email=person__email,
            name=person__name, touchpoint=touchpoint__key, occasion, channel, language, asked_at,
            expires_at, answered_at=told_answered_at""",
            email="email",
            name="name",
        ),
        where={"is_test": False},
    ),
)
