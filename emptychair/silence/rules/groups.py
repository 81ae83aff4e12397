"""Five groups: by what customers answered, and those who are silent whatever they answered."""

KEYS = ("promoters", "passives", "detractors", "unheard", "silent")
PROMOTER, PASSIVE = 9, 7


def group_of(score: float | None, *, silent: bool) -> str:
    """One of `KEYS`; the score is the mean of a year."""
    if silent:
        return "silent"
    if score is None:
        return "unheard"
    if score >= PROMOTER:
        return "promoters"
    return "passives" if score >= PASSIVE else "detractors"
