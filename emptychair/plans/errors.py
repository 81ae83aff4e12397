"""What plans refuse, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class NobodyToPlanFor(Invalid):
    """A plan is for a company or for a person."""

    code = "nobody-to-plan-for"
    message = _("Choose the company or the person the plan is for.")


class OutlineUnclear(Invalid):
    """A line of a template cannot be read."""

    code = "outline-unclear"
    message = _("A line of the template cannot be read.")


class OutlineTooLong(OutlineUnclear):
    """More than a plan that people follow."""

    message = _("At most 120 lines: cut the plan in two.")


class MilestoneFirst(OutlineUnclear):
    """Tasks stand below a milestone."""

    message = _("Begin with a milestone: # 14 What is reached after 14 days")


class NothingInOutline(OutlineUnclear):
    """Nothing to begin with."""

    message = _("Write at least one milestone with one task.")


class MilestoneUnclear(OutlineUnclear):
    """A line that begins with #."""

    message = _("Line %(number)s: write # days title, such as # 14 The data is in.")

    def __init__(self, number: int) -> None:
        """`number` is that of the line."""
        super().__init__(str(type(self).message) % {"number": number}, line=number)


class TaskUnclear(OutlineUnclear):
    """A line that begins with a dash."""

    message = _("Line %(number)s: write - us 7 task, or customer or third instead of us.")

    def __init__(self, number: int) -> None:
        """`number` is that of the line."""
        super().__init__(str(type(self).message) % {"number": number}, line=number)


class NothingWritten(Invalid):
    """Something without words."""

    code = "nothing-written"
    message = _("Write a few words first.")


class NoSuchOwner(Invalid):
    """Tasks of ours go to members, theirs to people of this customer."""

    code = "no-such-owner"
    message = _("Choose a colleague, or a person of this customer.")


class NoSuchTemplate(NotFound):
    """A template that is not there."""

    code = "no-such-template"
    message = _("There is no such template. Choose one of the list.")


class PlanIsOver(Invalid):
    """A plan that is over takes no changes."""

    code = "plan-over"
    message = _("This plan is over. Take it up again first.")


class NoMailAddress(Invalid):
    """The customer's person cannot be written to."""

    code = "no-address"
    message = _("There is no mail address. Choose a person of the customer who has one.")


class LinkNotSent(Invalid):
    """Messaging refused the mail; the sentence says why."""

    code = "link-not-sent"
    message = _("The mail was not sent.")


class DaysUnclear(Invalid):
    """How far to move."""

    code = "days-unclear"
    message = _("Say by how many days, from 365 earlier to 365 later, and not by none.")


class LinkUnknown(NotFound):
    """A link that we did not make, that was withdrawn, or whose time is over."""

    code = "link-unknown"
    message = _("This link does not work any more. Please ask whoever sent it for a new one.")


class TasksSaySo(Invalid):
    """A milestone is reached because its tasks are done, not because somebody said so."""

    code = "tasks-say-so"
    message = _("All tasks of this milestone are done. Open one of them again first.")


class StepChanged(Conflict):
    """The customer tried to tick what is not theirs."""

    code = "step-changed"
    message = _("This task cannot be ticked here any more. Please look again.")
