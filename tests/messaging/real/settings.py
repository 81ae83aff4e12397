"""The product's settings with our channel."""

from emptychair.config.settings import *  # noqa: F403 - Django settings are inherited so
from emptychair.config.settings import INSTALLED_APPS as OURS

CHANNEL = "emptychair.integrations.email"
INSTALLED_APPS = [*OURS, *([] if CHANNEL in OURS else [CHANNEL])]
