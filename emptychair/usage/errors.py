"""What the domain refuses, each with what to do."""

from django.utils.translation import gettext_lazy as _

from emptychair.kit.errors import Invalid, Unauthenticated


class WriteKeyUnknown(Unauthenticated):
    """No key, or one that was revoked."""

    code = "write-key-unknown"
    message = _("This write key is not known here. Make one on the page Write keys.")


class KeyNameNeeded(Invalid):
    """A key has a name, so that it can be revoked without fear."""

    code = "key-name-needed"
    message = _("Give the key a name: the program that will use it.")


class DayAhead(Invalid):
    """Nobody has used anything tomorrow."""

    code = "day-ahead"
    message = _("This day has not come yet. Send days up to today.")


class CountImpossible(Invalid):
    """A count below nothing, or beyond anything."""

    code = "count-impossible"
    message = _("Users and actions are whole numbers from 0 to 2,000,000,000.")


class PatternEmpty(Invalid):
    """A rule says which events it is about."""

    code = "pattern-empty"
    message = _("Write which events the rule is about: a name, or a part of one with *.")


class TooManyRules(Invalid):
    """Rules are read by people."""

    code = "too-many-rules"
    message = _("A workspace has at most 200 rules. Join some of them with *.")


class NumberOutside(Invalid):
    """Days of a definition."""

    code = "number-outside"
    message = _("Write a number of days from 1 to 730.")
