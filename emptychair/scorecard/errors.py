"""What the scorecard refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class PeriodUnknown(Invalid):
    """Neither a month nor a day."""

    code = "period-unknown"
    message = _("Write a month as 2026-10 or a day as 2026-10-03.")


class PeriodAhead(Invalid):
    """A value of days that have not been."""

    code = "period-ahead"
    message = _("This period has not begun yet. Enter it when there is something to count.")


class ValueImpossible(Invalid):
    """A number that such a figure cannot have."""

    code = "value-impossible"
    message = _("Such a figure cannot have this value. Look at its unit.")


class DefinitionInvalid(Invalid):
    """A figure that does not say what it is."""

    code = "definition-invalid"
    message = _("Give the figure a short name in Latin letters, a name, and a unit we know.")


class KeyTaken(Conflict):
    """A figure of our own has that name."""

    code = "figure-key-taken"
    message = _("A figure of this short name is worked out here already. Choose another one.")


class ReasonNeeded(Invalid):
    """A warning is not taken off silently."""

    code = "reason-needed"
    message = _("Say in a few words why.")


class AlreadyDecided(Conflict):
    """Somebody was quicker."""

    code = "already-decided"
    message = _("Somebody has decided this already. Look at it again.")


class NoSuchOwner(Invalid):
    """Only members and teams of this workspace own a figure."""

    code = "no-such-owner"
    message = _("Choose a colleague or a team of this workspace.")


class AimInvalid(Invalid):
    """A target needs both parts."""

    code = "aim-invalid"
    message = _("A target needs a value and a day that is still to come.")
