"""What is a trial: terms that nobody pays for yet, by their amount or by the name of the plan."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from re import Pattern, escape
from re import compile as compiled
from typing import Any

TRIAL_WORDS = ("trial", "free", "freemium", "トライアル", "お試し", "無料", "フリー")
_LETTERS = "0-9a-zァ-ヶー"


def trial_words_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The words by which a workspace knows the plans of its trials, from its settings."""
    kept: Any = settings.get("use") or {}
    words = (str(one).strip().casefold() for one in kept.get("trial_words", ()))
    return tuple(one for one in words if one) or TRIAL_WORDS


def is_trial(amount: float, plan: str, words: Iterable[str]) -> bool:
    """Whether these terms are free of charge, or the plan is called like a trial.

    A word counts where it stands alone: "Free" and "フリープラン" are trials, "Freelancer" and
    「フリーランス」 are not.
    """
    return amount <= 0 or (bool(plan) and bool(_pattern(tuple(words)).search(plan.casefold())))


@lru_cache(maxsize=1000)
def _pattern(words: tuple[str, ...]) -> Pattern[str]:
    parts = []
    for word in words:
        alone = compiled(f"[{_LETTERS}]").fullmatch
        before = f"(?<![{_LETTERS}])" if alone(word[:1]) else ""
        after = f"(?=プラン|コース|[^{_LETTERS}]|$)" if alone(word[-1:]) else ""
        parts.append(f"{before}{escape(word)}{after}")
    return compiled("|".join(parts) or "(?!)")
