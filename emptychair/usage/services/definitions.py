"""What counts as use, changed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.usage.errors import NumberOutside, PatternEmpty, TooManyRules
from emptychair.usage.rules.definitions import (
    MOST_RULES,
    SETTING,
    FeatureRule,
    UseDefinition,
    as_setting,
    definition_from,
)
from emptychair.usage.services.counting import want_recount

LONGEST_PERIOD = 730


def change_rules(access: Access, rules: Sequence[FeatureRule], core: Sequence[str]) -> bool:
    """Other rules or core features; whether anything changed. Days are counted anew then.

    Raises `PatternEmpty`, `TooManyRules`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if len(rules) > MOST_RULES:
        raise TooManyRules
    if any(not one.pattern or not one.feature for one in rules):
        raise PatternEmpty
    return _change(access, rules=tuple(rules), core=frozenset(core))


def change_start(
    access: Access,
    *,
    trial_words: Sequence[str],
    trial_days: int,
    signup_event: str,
    activated_event: str,
    activation_days: int,
) -> bool:
    """Other words for trials and starting; whether anything changed. Raises `NumberOutside`."""
    access.require(Permission.PROGRAMME_MANAGE)
    if not all(1 <= days <= LONGEST_PERIOD for days in (trial_days, activation_days)):
        raise NumberOutside
    words = tuple(dict.fromkeys(one.strip().casefold() for one in trial_words if one.strip()))
    return _change(
        access,
        trial_words=words or UseDefinition().trial_words,
        trial_days=trial_days,
        signup_event=signup_event.strip()[:120] or UseDefinition().signup_event,
        activated_event=activated_event.strip()[:120] or UseDefinition().activated_event,
        activation_days=activation_days,
    )


def _change(access: Access, **values: Any) -> bool:
    with transaction.atomic():
        place = Workspace.objects.select_for_update().get(pk=access.workspace.pk)
        before = definition_from(place.settings)
        after = replace(before, **values)
        if after == before:
            return False
        place.settings = {**place.settings, SETTING: as_setting(after)}
        place.save(update_fields=["settings", "changed_at"])
        access.workspace.settings = place.settings
        if after.rules != before.rules:
            want_recount(access)
        old, new = as_setting(before), as_setting(after)
        changed = [name for name in new if old[name] != new[name]]
        record_audit(
            access,
            place,
            action="use.defined",
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
        )
    return True
