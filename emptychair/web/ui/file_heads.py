"""What stands above the columns of lists of customers that are taken out, in the reader's words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_HEADS: Final[dict[str, str | Promise]] = {
    "kind": pgettext_lazy("table", "Kind"),
    "id": pgettext_lazy("table", "Number"),
    "name": _("Customer"),
    "owner": _("Owner"),
    "value_a_year": _("Value a year"),
    "currency": _("Currency"),
    "as_of": _("As of"),
    "days_since": _("Days since"),
    # first value
    "signed_up_on": _("Signed up on"),
    "step_number": _("Step number"),
    "step": pgettext_lazy("first value", "Step"),
    "days_at_step": _("Days at this step"),
    "usual_days": _("Days that three in four take"),
    "past_percentile": _("Longer than so many in a hundred"),
    "waiting_for": _("Whose turn it is"),
    # silence
    "last_seen": _("Last seen"),
    "gap_days": _("Days of silence"),
    "expected_days": _("Usual days between signs"),
    "longest_usual_days": _("Longest usual gap in days"),
    "percentile": _("Share of their gaps that are shorter"),
    "basis": _("Whose rhythm"),
    "false_flag_chance": _("Chance of a false flag"),
    "p_alive": _("Chance that they still buy"),
    "last_touchpoint": _("Last touchpoint"),
    "last_message": _("Last message"),
    "words": _("In words"),
    # who left
    "left_on": _("Left on"),
    "on_record": _("Written down"),
    "ever_heard": _("Ever heard"),
    "place": _("Last touchpoint"),
    # use
    "active_days_28": _("Active days of 28"),
    "people_28": pgettext_lazy("use", "People"),
    "actions_28": _("Actions"),
    "actions_28_before": _("Actions in the 28 days before"),
    "features_28": _("Features"),
    "last_day": _("Last used"),
    "change": pgettext_lazy("use", "Change"),
    "ratio": _("Ratio to before"),
    "ratio_low": _("Ratio, low"),
    "ratio_high": _("Ratio, high"),
    "seats": _("Seats"),
    "unused_seats": _("Unused seats"),
    "unused_value_a_year": _("Unused a year"),
    "renews_on": _("Renews"),
    "trial": pgettext_lazy("use", "Trial"),
    # trials and sign-ups
    "begun_on": _("Began on"),
    "ends_on": _("Trial ends"),
    "state": pgettext_lazy("table", "State"),
    "paid_on": _("Paid since"),
    "signed_up_at": _("Signed up on"),
}
_KINDS: Final[dict[str, str | Promise]] = {
    "company": pgettext_lazy("kind of customer", "company"),
    "person": pgettext_lazy("kind of customer", "person"),
}


def heads(*names: str) -> tuple[str, ...]:
    """The heads of these columns."""
    return tuple(str(_HEADS[name]) for name in names)


def kind_words(kind: str) -> str:
    """Whether a row is a company or a person."""
    return str(_KINDS[kind])
