"""The product's settings with a few jobs for the tests of the real worker."""

from emptychair.config.settings import *  # noqa: F403 - Django settings are inherited so
from emptychair.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.jobs.real"]
