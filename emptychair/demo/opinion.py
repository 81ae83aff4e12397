from emptychair.demo.chance import Chance, running

PROMOTERS = (9, 10)
PASSIVES = (7, 8)
DETRACTORS = (0, 1, 2, 3, 4, 5, 6)
# In Japan the middle of the scale is where "nothing wrong" is written.
_STEPS = {
    "ja": (running((52, 48)), running((55, 45)), running((3, 2, 4, 8, 9, 42, 32))),
    "en": (running((44, 56)), running((40, 60)), running((10, 6, 9, 14, 14, 20, 27))),
}
_PASSIVE_SHARE = {"ja": 0.40, "en": 0.33}
_SWAY = 0.08
TEMPERS = (-1, 0, 0, 1)


def shares(level: float, language: str) -> tuple[float, float]:
    """The chances of a promoter and of a detractor that make this NPS (a share from -1 to 1).

    NPS is promoters less detractors (Reichheld: The one number you need to grow, HBR 2003); the
    passives keep their usual share unless the level leaves them less room.
    """
    passive = min(_PASSIVE_SHARE[language], 1.0 - abs(level))
    return (1.0 - passive + level) / 2.0, (1.0 - passive - level) / 2.0


def draw_score(chance: Chance, level: float, language: str, temper: int) -> int:
    """A score from 0 to 10 whose NPS over all tempers is `level` exactly.

    A person's temper moves promoters and detractors by the same share in opposite ways, so answers
    of one person are alike and the expectation stays.
    """
    promoter, detractor = shares(level, language)
    sway = temper * min(_SWAY, promoter, detractor)
    promoter_steps, passive_steps, detractor_steps = _STEPS[language]
    draw = chance.uniform()
    if draw < promoter + sway:
        return chance.weighted(PROMOTERS, promoter_steps)
    if draw < promoter + detractor:
        return chance.weighted(DETRACTORS, detractor_steps)
    return chance.weighted(PASSIVES, passive_steps)
