"""What the domain refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class ReasonNeeded(Invalid):
    """A published month changes with a reason."""

    code = "reason-needed"
    message = _(
        "This month was published. Say why it is restated; the reason stays beside both numbers."
    )


class MonthNotOver(Invalid):
    """Only whole months are published."""

    code = "month-not-over"
    message = _("This month is not over. Publish it once its last day has passed.")


class NothingToPublish(Conflict):
    """The month stands as it was published."""

    code = "nothing-to-publish"
    message = _("Nothing changed since this month was published.")


class MonthUnknown(Invalid):
    """There is no revenue in that month."""

    code = "month-unknown"
    message = _("There is no recurring revenue in this month. Count the months anew, then look.")


class LossReasonNeeded(Invalid):
    """A loss is noted with a reason."""

    code = "loss-reason-needed"
    message = _("Say why the customer left, in their words if you can. The next one is helped.")


class NewAmountNeeded(Invalid):
    """More or less than before is told with the amount."""

    code = "new-amount-needed"
    message = _("Write the new amount for the same term, so that the change can be counted.")


class CallUnknown(Invalid):
    """A call is one of three."""

    code = "call-unknown"
    message = _("Choose sure, likely or at risk.")


class RateInvalid(Invalid):
    """A rate is a number above nothing."""

    code = "rate-invalid"
    message = _("Write one rate a line: a currency of three letters and a number, “USD 150.25”.")


class NumberOutside(Invalid):
    """A choice of the definition lies outside of what makes sense."""

    code = "number-outside"
    message = _("A number of the definition lies outside of its range. Look at the notes below it.")


class KindUnknown(Invalid):
    """A way to earn nobody knows."""

    code = "kind-unknown"
    message = _("Choose among contracts that renew, orders and projects.")
