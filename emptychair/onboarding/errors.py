"""What onboarding refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Invalid, NotFound


class NoSuchDefinition(NotFound):
    """No such first value."""

    code = "first_value.unknown"
    message = _("There is no such first value. Choose one from the list.")


class NotStalled(NotFound):
    """No such customer on the way."""

    code = "first_value.customer"
    message = _("This customer is not on the way to a first value. Choose one from the list.")


class RuleIncomplete(Invalid):
    """A rule that nobody could fulfil or everybody would."""

    code = "first_value.rule"
    message = _(
        "Name the event or feature that is meant, with a count from 1 to 10,000, people from 1 to "
        "1,000 and days from 0 to 365."
    )


class StepUnclear(Invalid):
    """A line of steps that is not understood."""

    code = "first_value.step"
    message = _(
        "One step a line: its words, then = and an event, such as “First report = report_made x3”. "
        "At most ten steps."
    )


class PropertyUnclear(Invalid):
    """A condition on a property that is not understood."""

    code = "first_value.where"
    message = _("One condition a line, such as “plan = pro” or “rows >= 10”. At most five.")


class TermsIncomplete(Invalid):
    """A definition without words or days."""

    code = "first_value.terms"
    message = _(
        "Say in words what the first value is, from when the days count, and by which day, from "
        "1 to 730, it is wished for."
    )


class NothingFound(Invalid):
    """A candidate that is no longer there."""

    code = "first_value.candidate"
    message = _("This moment is no longer among those found. Look for moments again.")
