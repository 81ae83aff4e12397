"""How entries of the timeline about outcomes read."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

TIMELINE: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "outcomes.interviewed": lambda p: _("Told us what they hired us for: %(job)s") % p,
    "outcomes.kpi_agreed": lambda p: _("Own KPI agreed: %(name)s") % p,
    "outcomes.kpi_asked": lambda p: _("Asked to confirm a number: %(name)s") % p,
    "outcomes.kpi_confirmed": lambda p: _("Confirmed by the customer: %(name)s is %(value)s") % p,
    "outcomes.kpi_corrected": lambda p: _("Corrected by the customer: %(name)s is %(value)s") % p,
    "outcomes.kpi_reached": lambda p: _("Target reached: %(name)s") % p,
}
