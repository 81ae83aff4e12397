"""Maps to start from. Each name is given in Japanese and English; it is stored once, as the
company's own, and edited from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from emptychair.touchpoints.rules.starter_lines import HOME_SERVICE, SAAS, SHOP, TEAMS


@dataclass(frozen=True, slots=True)
class StarterPlace:
    """A touchpoint to be: its key, kind, the kind of team that owns it, and its name."""

    key: str
    kind: str
    team: str
    name: str


@dataclass(frozen=True, slots=True)
class StarterStage:
    """A stage with its touchpoints in order."""

    name: str
    places: tuple[StarterPlace, ...]


@dataclass(frozen=True, slots=True)
class StarterMap:
    """A journey, its stages, and the names of the teams by their kind."""

    journey: str
    stages: tuple[StarterStage, ...]
    teams: Mapping[str, str]


_LINES = {"saas": SAAS, "shop": SHOP, "home_service": HOME_SERVICE}
KINDS = tuple(_LINES)
_JOURNEYS = {
    "saas": ("契約のお客様の道のり", "The way of a subscriber"),
    "shop": ("お買い物の道のり", "The way of a shopper"),
    "home_service": ("ご依頼から再依頼までの道のり", "From first request to the next visit"),
}


def starter_map(kind: str, language: str) -> StarterMap:
    """The map of this kind in a language. Raises `KeyError` for a kind that there is not."""
    lines = [line.split("|") for line in _LINES[kind].strip().splitlines()]
    column = 0 if language == "ja" else 1
    stages: list[tuple[str, list[StarterPlace]]] = []
    for parts in lines:
        if len(parts) == 2:  # a stage
            stages.append((parts[column].strip(), []))
            continue
        key, place_kind, team, *names = (part.strip() for part in parts)
        stages[-1][1].append(StarterPlace(key, place_kind, team, names[column]))
    used = {place.team for _name, places in stages for place in places}
    return StarterMap(
        journey=_JOURNEYS[kind][column],
        stages=tuple(StarterStage(name, tuple(places)) for name, places in stages),
        teams={team: names[column] for team, names in TEAMS.items() if team in used},
    )
