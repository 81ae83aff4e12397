"""How initiatives are judged, on the way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "effect_designs",
        _("Designs of effects"),
        "effects.effectdesign",
        columns(
            """initiative=initiative__number, design, metric, touchpoint=touchpoint__key, segment,
            draw_by, held_out_share, seed, starts_on, ends_on, picked_low, worth, smallest,
            hour_costs, other_costs, mix, chosen_at, chosen_by=chosen_by__email"""
        ),
    ),
    ExportTable(
        "effect_units",
        _("Companies of a design"),
        "effects.effectunit",
        columns(
            """initiative=design__initiative__number, company=company__external_id, from_day"""
        ),
    ),
    ExportTable(
        "effect_changes",
        _("Changes of designs"),
        "effects.effectdesignchange",
        columns(
            """initiative=design__initiative__number, changed_at, changed_by=changed_by__email,
            reason, before, after""",
            reason="comment",
        ),
    ),
    ExportTable(
        "effect_verdicts",
        _("Verdicts"),
        "effects.effectverdict",
        columns(
            """initiative=design__initiative__number, proposed, verdict, decision, note, estimate,
            low, high, n, decided_at, decided_by=decided_by__email""",
            note="comment",
        ),
    ),
)
