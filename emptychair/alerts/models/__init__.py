"""The tables of this domain."""

from emptychair.alerts.models.alert import Alert
from emptychair.alerts.models.rule import AlertRule

__all__ = ["Alert", "AlertRule"]
