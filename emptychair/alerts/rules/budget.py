"""How the one chance in twenty of a false alarm in a year is shared out."""

from typing import Final

FAMILY: Final = 0.05  # of a workspace, in a year, all looks at everything together
SHARES: Final = {
    "score": 0.02,
    "share": 0.01,
    "counts": 0.01,
    "rate": 0.005,
    "coverage": 0.0025,
    "tag": 0.0025,
}
LOOKS: Final = {"counts": 365, "coverage": 12, "tag": 53}  # of kinds that look anew each time


def alpha_of(kind: str, *, streams: int) -> float:
    """For one stream in a year."""
    return SHARES[kind] / max(1, streams)


def alpha_of_score(*, is_company: bool, companies: int, streams: int) -> float:
    """For one score in a year: half of it is for the company's own, which most answers tell of."""
    whole = SHARES["score"] / 2
    return whole / max(1, companies) if is_company else whole / max(1, streams - companies)


def alpha_of_look(kind: str) -> float:
    """For all streams of a kind at one look."""
    return SHARES[kind] / LOOKS[kind]
