"""What silence refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Invalid, NotFound


class NoSuchSilence(NotFound):
    """Nothing is read of this customer."""

    code = "silence.unknown"
    message = _("Nothing is known of this customer’s rhythm yet. Choose one from the list.")


class PauseWithoutEnd(Invalid):
    """A pause that has no day, or one that is over."""

    code = "silence.pause"
    message = _("Say until which day in the next two years they will be away.")


class PauseWithoutReason(Invalid):
    """Nobody will know later why."""

    code = "silence.reason"
    message = _("Write why they are away: others will read it.")


class SettingOutOfRange(Invalid):
    """A number that makes no list."""

    code = "silence.setting"
    message = _("The number lies outside of what is possible: see the words beside the field.")


class PriceChangeNotUnderstood(Invalid):
    """A price change that says nothing."""

    code = "silence.price_change"
    message = _("Write what changed, and the day on which it began for customers.")


class PriceChangeNotRemoved(Invalid):
    """An undo that comes too late, a second time, or from somebody else."""

    code = "silence.price_change_undo"
    message = _("This can no longer be undone. If the price change is missing, enter it again.")
