"""Words about surveys."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Metric(TextChoices):
    """What is measured: NPS from 0 to 10, CSAT from 1 to 5, CES from 1 to 7."""

    NPS = "nps", _("NPS")
    CSAT = "csat", _("CSAT")
    CES = "ces", _("CES")


class SurveyState(TextChoices):
    """Whether it is being asked."""

    DRAFT = "draft", _("draft")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


SCALE: dict[str, tuple[int, int]] = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
