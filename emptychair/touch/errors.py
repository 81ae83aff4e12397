"""What touch refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class CostInvalid(Invalid):
    """Costs and hours are amounts."""

    code = "touch-cost-invalid"
    message = _("Costs and hours are amounts from nothing up; an hour costs more than nothing.")


class HoursInOrder(Invalid):
    """High is more than low."""

    code = "touch-hours-order"
    message = _("A customer in high touch gets more hours than one in low, and low more than tech.")


class MarginInvalid(Invalid):
    """A margin is a share."""

    code = "touch-margin-invalid"
    message = _("A margin lies between 0 and 100 percent of the price.")


class ReasonNeeded(Invalid):
    """A proposal is not declined, nor a rule broken, silently."""

    code = "touch-reason-needed"
    message = _("Say in a few words why.")


class TierUnknown(Invalid):
    """There are three."""

    code = "touch-tier-unknown"
    message = _("Choose high, low or tech touch.")


class NothingProposed(Conflict):
    """The numbers moved on."""

    code = "touch-nothing-proposed"
    message = _("This is no longer proposed: the numbers have moved. Look at the list again.")


class NothingToUndo(Conflict):
    """Only the last word of a group can be taken back."""

    code = "touch-nothing-to-undo"
    message = _("Something was decided for this group since. Look at its history.")


class DaysInvalid(Invalid):
    """Away from, until."""

    code = "touch-days-invalid"
    message = _("The last day away comes on or after the first.")


class WeeklyInvalid(Invalid):
    """A week has 168 hours."""

    code = "touch-weekly-invalid"
    message = _("Hours a week lie between 0 and 80.")


class StepsInOrder(Conflict):
    """The customer comes first."""

    code = "organisation-steps-order"
    message = _("First confirm the step above this one: each follows from the one before.")


class StepIncomplete(Invalid):
    """A step says what it is about."""

    code = "organisation-step-incomplete"
    message = _("Fill in every field of this step before you confirm it.")


class VagueNumber(Invalid):
    """Revenue is what comes of it."""

    code = "organisation-vague-number"
    message = _(
        "This number tells what we got, not what the customer got. Choose one that causes the "
        "customer’s success, or say why you keep it."
    )


class TargetDayPast(Invalid):
    """What should be reached lies ahead."""

    code = "organisation-target-past"
    message = _("The day by which it should be there lies ahead, and within ten years.")


class NotLive(Conflict):
    """Only what is measured is read."""

    code = "organisation-not-live"
    message = _("Confirm all six steps first: then the number is measured.")


class MonthAhead(Invalid):
    """A month that has not begun."""

    code = "organisation-month-ahead"
    message = _("This month has not begun yet. Enter it when there is something to read.")
