"""What a workspace calls use: which events count as which feature, what a trial is, what starting
is. Kept among the settings of the workspace, read into this form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from re import Pattern, escape
from re import compile as compiled
from typing import Any

from emptychair.customers.rules.signups import ACTIVATED, SIGNED_UP, signup_events_of
from emptychair.customers.rules.trials import TRIAL_WORDS, is_trial

SETTING = "use"
NOT_USE = "-"  # the feature of events that are no use
MOST_RULES = 200
LONGEST_FEATURE = 120


@dataclass(frozen=True, slots=True)
class FeatureRule:
    """Events that fit `pattern` (`*` stands for anything) count as `feature`."""

    pattern: str
    feature: str


@dataclass(frozen=True, slots=True)
class UseDefinition:
    """All of it, with what holds where nobody chose."""

    rules: tuple[FeatureRule, ...] = ()
    core: frozenset[str] = frozenset()
    trial_words: tuple[str, ...] = TRIAL_WORDS
    trial_days: int = 30
    signup_event: str = SIGNED_UP
    activated_event: str = ACTIVATED
    activation_days: int = 7
    own_sources: frozenset[str] = field(default=frozenset({"emptychair"}))

    def feature_of(self, event: str) -> str:
        """The feature of an event: that of the first rule that fits, else its own name.

        Empty where the event is no use at all.
        """
        for rule in self.rules:
            if _pattern(rule.pattern).fullmatch(event):
                return "" if rule.feature == NOT_USE else rule.feature
        return event[:LONGEST_FEATURE]

    def is_trial(self, amount: float, plan: str) -> bool:
        """Whether nobody pays for these terms yet."""
        return is_trial(amount, plan, self.trial_words)


@lru_cache(maxsize=1000)
def _pattern(text: str) -> Pattern[str]:
    return compiled(".*".join(escape(part) for part in text.casefold().split("*")), flags=2)


def definition_from(settings: Mapping[str, Any]) -> UseDefinition:
    """The definition of a workspace from its settings; what is missing or odd is the usual."""
    kept: Any = settings.get(SETTING) or {}
    usual = UseDefinition()
    rules = tuple(FeatureRule(str(one[0]), str(one[1])) for one in kept.get("rules", ()))
    words = tuple(str(one).casefold() for one in kept.get("trial_words", ()) if str(one).strip())
    signed_up, activated = signup_events_of(settings)
    return UseDefinition(
        rules=rules,
        core=frozenset(str(one) for one in kept.get("core", ())),
        trial_words=words or usual.trial_words,
        trial_days=int(kept.get("trial_days", usual.trial_days)),
        signup_event=signed_up,
        activated_event=activated,
        activation_days=int(kept.get("activation_days", usual.activation_days)),
    )


def as_setting(definition: UseDefinition) -> dict[str, Any]:
    """What is kept among the settings."""
    return {
        "rules": [[one.pattern, one.feature] for one in definition.rules],
        "core": sorted(definition.core),
        "trial_words": list(definition.trial_words),
        "trial_days": definition.trial_days,
        "signup_event": definition.signup_event,
        "activated_event": definition.activated_event,
        "activation_days": definition.activation_days,
    }
