"""Silence, on its way out."""

from django.utils.translation import gettext_lazy as _

from emptychair.exchange.tables.types import ExportTable, columns

TABLES = (
    ExportTable(
        "silence",
        _("Silence"),
        "silence.silencereading",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, as_of,
            first_seen, last_seen, signs, gap, expected, longest_usual, percentile, basis, p_alive,
            value, is_customer, is_silent, false_share, priority""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "silences",
        _("Silences and who came back"),
        "silence.silentepisode",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, last_seen,
            began_on, value, held_out, contacted_at, contacted_by=contacted_by__email,
            case=case__number, snoozed_until, outcome, ended_on""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "silence_states",
        _("Who was silent when"),
        "silence.silencestate",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, is_silent,
            began_on, ended_on, value""",
            name="name",
        ),
        person="person__name",
    ),
    ExportTable(
        "known_pauses",
        _("Known pauses"),
        "silence.knownpause",
        columns(
            """person_id=person__external_id, name=person__name, company=company__name, until,
            reason, noted_by=noted_by__email, noted_label, lifted_at""",
            name="name",
            reason="comment",
        ),
        person="person__name",
    ),
    ExportTable(
        "silence_runs",
        _("Readings of silence"),
        "silence.silencerun",
        columns("as_of, read_at, watched, unread, silent, silent_value, normal, expected_false"),
    ),
    ExportTable(
        "silence_settings",
        _("How the list of the silent is made"),
        "silence.silencesetting",
        columns("cut, fewest_days, contacts_a_week, held_out, ignored"),
    ),
    ExportTable(
        "price_changes",
        _("Price changes"),
        "silence.pricechange",
        columns("changed_on, words, percent, noted_by=noted_by__email"),
    ),
)
