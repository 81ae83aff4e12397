"""Changing fit: how groups are tested, and advice that somebody overrules."""

from emptychair.fit.services.overrules import overrule_advice, withdraw_overrule
from emptychair.fit.services.settings import set_test

__all__ = ["overrule_advice", "set_test", "withdraw_overrule"]
