"""Words about touchpoints."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TouchpointKind(TextChoices):
    """What sort of meeting it is."""

    PRODUCT = "product", _("product or service")
    PERSON = "person", pgettext_lazy("touchpoint", "person")
    SITE = "site", _("web site or information")
    PAPER = "paper", _("paper or contract")
    PAYMENT = "payment", _("payment")
    PLACE = "place", _("place")
    OVERALL = "overall", _("the whole")
