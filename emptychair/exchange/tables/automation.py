"""Playbooks and their runs, on their way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "playbooks",
        _("Playbooks"),
        "automation.playbook",
        columns(
            """id, name, purpose, owner=owner__email, state, version=version__number, draft,
            starter, went_live_at, overruled"""
        ),
    ),
    ExportTable(
        "playbook_versions",
        _("Versions of playbooks"),
        "automation.playbookversion",
        columns("playbook=playbook_id, number, definition, made_at, made_by=made_by__email"),
    ),
    ExportTable(
        "playbook_runs",
        _("Runs of playbooks"),
        "automation.run",
        columns(
            """id, playbook=playbook_id, version=version__number, person=person__external_id,
            company=company__external_id, about, occurrence, happened_at, state, reason,
            is_held_out, began_at, ended_at, wake_at, awaits, started_by"""
        ),
    ),
    ExportTable(
        "playbook_steps",
        _("Steps of runs"),
        "automation.runstep",
        columns(
            """run=run_id, step=step_id, kind, state, reason, parameters, result, began_at,
            done_at""",
            parameters="comment",
            result="comment",
        ),
        person="run__person__name",
    ),
    ExportTable(
        "playbook_inside",
        _("Customers in the state of a playbook"),
        "automation.inside",
        columns("playbook=playbook_id, key, since"),
    ),
)
