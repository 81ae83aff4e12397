"""What voices refuse."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import NotFound


class VoiceNotFound(NotFound):
    code = "voice-not-found"
    message = _("This answer does not exist, or you may not see it.")
