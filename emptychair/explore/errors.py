"""What can go wrong here."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class ViewNotFound(NotFound):
    """It is not there, or somebody keeps it to themselves."""

    code = "view-not-found"
    message = _("This view does not exist, or is kept by somebody for themselves.")


class ViewNeedsName(Invalid):
    """Nobody finds it without a name."""

    code = "view-needs-name"
    message = _("Give the view a name by which others find it.")


class ViewNameTaken(Conflict):
    """Two of the same name cannot be told apart."""

    code = "view-name-taken"
    message = _("You have a view of this name already. Choose another name, or change that one.")


class FigureHasNoPeople(Invalid):
    """A whole that cannot be told apart, or answers nobody may attribute."""

    code = "figure-without-people"
    message = _("No people can be named behind this figure. Choose one that is told apart.")
