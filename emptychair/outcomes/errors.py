"""What outcomes refuse, each with what to do."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class CustomerNeeded(Invalid):
    """A KPI or a conversation is of one customer."""

    code = "customer-needed"
    message = _("Say whose it is: one company or one person.")


class KpiInvalid(Invalid):
    """A KPI that does not say what it is."""

    code = "kpi-invalid"
    message = _("Give the number a name, say which way is better, and where it comes from.")


class ProxyUnclear(Invalid):
    """It is not said what is counted."""

    code = "proxy-unclear"
    message = _(
        "Say what is counted: choose the event or feature, how it is counted and over how many "
        "days (1 to 90). A sum, mean or last value needs the name of a property."
    )


class ReasoningNeeded(Invalid):
    """A proxy explains itself."""

    code = "reasoning-needed"
    message = _("A proxy needs its reasoning: what is watched, and why it tells of their success.")


class EventNeeded(Invalid):
    """Nothing to compute from."""

    code = "event-needed"
    message = _("Name the event that is counted, as it arrives here.")


class TargetInvalid(Invalid):
    """Start and target do not fit."""

    code = "target-invalid"
    message = _("The target lies on the better side of the start, and its day after that of it.")


class ReadingInvalid(Invalid):
    """A value that cannot be."""

    code = "reading-invalid"
    message = _("A reading needs a number and a day that is not in the future.")


class ReadingGone(Conflict):
    """Somebody corrected it already."""

    code = "reading-gone"
    message = _("This reading was corrected in the meantime. Look at the newest one.")


class NoReading(Invalid):
    """Nothing to confirm."""

    code = "no-reading"
    message = _("There is no number yet that could be confirmed. Enter one first.")


class NotAsked(Invalid):
    """The contact rule, or the address, says no."""

    code = "not-asked"
    message = _("This person cannot be written to.")


class ReasonNeeded(Invalid):
    """A decision against a customer's word is explained."""

    code = "reason-needed"
    message = _("Say in a few words why, so that a colleague can explain it to the customer.")


class AlreadyDecided(Conflict):
    """Somebody was quicker."""

    code = "already-decided"
    message = _("Somebody has decided this already. Look at it again.")


class LinkUnknown(NotFound):
    """A link that is not ours, or gone."""

    code = "link-unknown"
    message = _("We do not know this link. Perhaps a part of it is missing.")


class LinkOver(Conflict):
    """A link that has been answered, withdrawn, or that is too old."""

    code = "link-over"
    message = _("This link cannot be used any more. Please ask us for a new one.")


class NumberNeeded(Invalid):
    """A correction without a number."""

    code = "number-needed"
    message = _("Please enter the number as you know it.")


class FormulaInvalid(Invalid):
    """A formula that cannot be worked out."""

    code = "formula-invalid"
    message = _("Use names of inputs, numbers, + − × ÷ and brackets only.")

    @classmethod
    def without(cls, names: list[str]) -> "FormulaInvalid":
        """For a formula that needs numbers which nobody gave."""
        told = gettext("The formula has no number for: %(names)s.") % {"names": ", ".join(names)}
        return cls(told, missing=names)


class InterviewInvalid(Invalid):
    """A department or choice that the guide does not have."""

    code = "interview-invalid"
    message = _("Choose a department of the guide.")
