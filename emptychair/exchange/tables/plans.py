"""Success plans, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "success_plans",
        _("Success plans"),
        "plans.successplan",
        columns(
            """id, title, goal, kpi, company=company__external_id, company_name=company__name,
            person=person__external_id, person_name=person__name, person_email=person__email,
            contact=contact__email, owner=owner__email, template=template_key, language, state,
            starts_on, closed_at, waiting_for, waiting_since, next_on, done, steps""",
            title="comment",
            goal="comment",
            kpi="comment",
            person_name="name",
            person_email="email",
            contact="email",
        ),
        person="person__name",
    ),
    ExportTable(
        "plan_milestones",
        _("Milestones of plans"),
        "plans.milestone",
        columns("plan=plan_id, title, due_on, reached_at", title="comment"),
        person="plan__person__name",
    ),
    ExportTable(
        "plan_tasks",
        _("Tasks of plans"),
        "plans.planstep",
        columns(
            """plan=plan_id, milestone=milestone__title, title, side, owner=owner__email,
            person=person__email, third_party, due_on, state, is_shown, note, done_at, done_by,
            done_by_customer""",
            title="comment",
            milestone="comment",
            note="comment",
            person="email",
        ),
        person="person__name",
    ),
    ExportTable(
        "plan_history",
        _("History of plans"),
        "plans.said",
        columns(
            """plan=plan_id, kind, text, change, author=author__email, by_customer, happened_at,
            answered_at""",
            text="comment",
            change="comment",
        ),
        person="plan__person__name",
    ),
    ExportTable(
        "plan_templates",
        _("Templates of plans"),
        "plans.plantemplate",
        columns("key, title, goal, outline, language, removed_at"),
    ),
    ExportTable(
        "plan_rules",
        _("Plans that start by themselves"),
        "plans.planrule",
        columns(
            """template=template_key, for_companies, segment=segment__name, owner=owner__email,
            since, is_active"""
        ),
    ),
)
