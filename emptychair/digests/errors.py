"""What regular reports refuse, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class DigestInvalid(Invalid):
    """Something that a report needs is missing."""

    code = "digest-invalid"
    message = _("Give the report a name and at least one kind of file.")


class AudienceMissing(Invalid):
    """For a team or a touchpoint, but nobody said for which."""

    code = "audience-missing"
    message = _("Choose the team or the touchpoint that the report is about.")


class DayUnknown(Invalid):
    """No such day or hour."""

    code = "day-unknown"
    message = _("Choose a weekday, or a day from 1 to 28, and a full hour from 0 to 23.")


class NoSuchReader(Invalid):
    """Only members who may read reports, and outside addresses one by one."""

    code = "no-such-reader"
    message = _("Choose colleagues who may read reports, or write mail addresses, one a line.")


class NotConfirmed(Invalid):
    """Numbers leave the house."""

    code = "not-confirmed"
    message = _(
        "These addresses are outside of this workspace. Confirm that they may get the numbers."
    )


class NoAddress(Invalid):
    """Whoever wants it sent has none."""

    code = "no-own-address"
    message = _("Only a person with a mail address can have it sent to themselves.")


class StillBeingMade(Conflict):
    """Another worker is at it."""

    code = "digest-being-made"
    message = _("This report is being made at this moment. Look again in a minute.")


class PeriodNotOver(Invalid):
    """A report tells of days that are over."""

    code = "period-not-over"
    message = _("These days are not over yet. Choose a period that is.")


class FileGone(NotFound):
    """It was removed, or never made."""

    code = "file-gone"
    message = _("This file is not there. Have the report made again.")


class WallClosed(NotFound):
    """Revoked, over, or never there; whoever looks learns no difference."""

    code = "wall-closed"
    message = _("This display is switched off. Ask whoever set it up for a new address.")
