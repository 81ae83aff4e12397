"""What the programme refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Invalid


class StepsOpen(Invalid):
    """A task is done when its checklist is, or when it is said why not."""

    code = "steps-open"
    message = _("Some lines are not ticked. Tick them, or leave the task out and say why.")


class ReasonMissing(Invalid):
    """Leaving a task out takes a reason."""

    code = "reason-missing"
    message = _("Say in a few words why it is left out.")


class NothingDecided(Invalid):
    """An escalation ends with a decision."""

    code = "nothing-decided"
    message = _("Write down what was decided.")


class NothingAsked(Invalid):
    """An escalation says what is needed."""

    code = "nothing-asked"
    message = _("Say what it is about and what you need.")


class NoSuchColleague(Invalid):
    """Only members of this workspace have a seat."""

    code = "no-such-member"
    message = _("Choose a colleague of this workspace.")


class NoSteps(Invalid):
    """A checklist has at least one line."""

    code = "no-steps"
    message = _("Write at least one line into the checklist.")
