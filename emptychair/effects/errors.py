"""What the domain refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid


class NoDesign(Invalid):
    """A verdict stands on a design."""

    code = "no-design"
    message = _("Choose first how you will know whether it helped.")


class ReasonNeeded(Invalid):
    """A design that has started is changed with a reason."""

    code = "reason-needed"
    message = _("It has started. Say why the design changes; the reason stays beside the result.")


class DaysReversed(Invalid):
    """A watch has an end after its start."""

    code = "days-reversed"
    message = _("The day of the verdict lies after the start.")


class ShareOutside(Invalid):
    """A hold-out holds out some, not all."""

    code = "share-outside"
    message = _("Hold out between 5 and 95 of a hundred.")


class DrawIsOver(Conflict):
    """Who was drawn stays drawn."""

    code = "draw-is-over"
    message = _("The draw has been made. Who is held out cannot change after the start.")


class UnknownCompanies(Invalid):
    """A treated unit is a company of this workspace."""

    code = "unknown-companies"
    message = _("Some lines name no company of yours. Write its id, and a day if you know it.")


class NoteNeeded(Invalid):
    """A verdict against the numbers is explained."""

    code = "note-needed"
    message = _("The numbers say otherwise. Write down why you decide differently.")
