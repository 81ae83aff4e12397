"""Words about touchpoints."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TouchpointKind(TextChoices):
    """What sort of meeting it is."""

    PRODUCT = "product", _("product or service")
    PERSON = "person", _("person")
    SITE = "site", _("web site or information")
    PAPER = "paper", _("paper or contract")
    PAYMENT = "payment", _("payment")
    PLACE = "place", _("place")
    OVERALL = "overall", _("the whole")
