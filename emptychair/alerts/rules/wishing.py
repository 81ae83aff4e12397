"""What a workspace wants to be told, for the looks."""

from emptychair.alerts.rules.material import Wishes
from emptychair.alerts.types import Kind, RuleRow


def wishes_of(rule: RuleRow) -> Wishes:
    """Nothing where the look is switched off."""
    kinds = frozenset(Kind.values) - frozenset(rule.switched_off)
    return Wishes(
        kinds=kinds if rule.is_on else frozenset(),
        interest=rule.interest,
        good_too=rule.good_too,
        quiet=frozenset(rule.quiet),
    )
