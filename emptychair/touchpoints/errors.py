"""What touchpoints refuse."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Conflict, Invalid, NotFound


class TouchpointNotFound(NotFound):
    code = "touchpoint-not-found"
    message = _("This touchpoint does not exist, or you may not see it.")


class StageNotFound(NotFound):
    code = "stage-not-found"
    message = _("This stage does not exist, or you may not see it.")


class JourneyNotFound(NotFound):
    code = "journey-not-found"
    message = _("This journey does not exist, or you may not see it.")


class TouchpointKeyTaken(Conflict):
    code = "touchpoint-key-taken"
    message = _("Another touchpoint has this key already. Please choose another one.")


class NameMissing(Invalid):
    code = "name-missing"
    message = _("Please give it a name.")


class StarterMapUnknown(Invalid):
    code = "starter-map-unknown"
    message = _("There is no such starter map. Choose one of: saas, shop, home_service.")


class StageNotEmpty(Conflict):
    code = "stage-not-empty"
    message = _("There are still touchpoints or stages in it. Move or put them away first.")
