"""What fit refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class ReasonNeeded(Invalid):
    """Advice is not overruled silently."""

    code = "fit-reason-needed"
    message = _("Say in a sentence why you go on before fit. It will be shown with your name.")


class NobodyOverrules(Invalid):
    """A token has no name to stand for it."""

    code = "fit-needs-a-person"
    message = _("Only a person can overrule the advice: sign in and do it under your own name.")


class AlreadyOverruled(Conflict):
    """It stands already."""

    code = "fit-already-overruled"
    message = _("The advice for this group is overruled already. Look at who did it.")


class NothingToOverrule(Conflict):
    """After fit the advice is to go on."""

    code = "fit-nothing-to-overrule"
    message = _("Fit is shown for this group: there is no advice against it.")


class LineImpossible(Invalid):
    """A line is a share."""

    code = "fit-line-impossible"
    message = _("Draw a line between 1 and 99 percent.")


class DaysImpossible(Invalid):
    """Recent means something."""

    code = "fit-days-impossible"
    message = _("Recently is between 2 and 365 days.")
