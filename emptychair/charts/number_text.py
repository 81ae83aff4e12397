"""Numbers as people read them: a real minus sign (U+2212), grouped thousands, no false decimals."""

MINUS = "\N{MINUS SIGN}"


def plain(value: float, decimals: int = 0) -> str:
    """A number without a plus sign, thousands grouped: 1,234 or −6.2 (with one decimal)."""
    rounded = _rounded(value, decimals)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{decimals}f}"


def signed(value: float, decimals: int = 0) -> str:
    """A number with its sign, as scores and differences are shown: +19, −6, 0."""
    rounded = _rounded(value, decimals)
    return f"{'+' if rounded > 0 else ''}{plain(rounded, decimals)}"


def signed_tenths(value: float) -> str:
    """A signed number with one decimal, for effects and differences: −6.2."""
    return signed(value, 1)


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage: whole, but 0.4% where 0% were untrue."""
    points = share * 100
    looks_exact = 0 < abs(points) < 1 or 99 < abs(points) < 100
    return f"{plain(points, 1 if looks_exact else 0)}%"


def between(pattern: str, low: str, high: str) -> str:
    """An interval in the caller's words; the pattern holds {low} and {high}."""
    return pattern.replace("{low}", low).replace("{high}", high)


def _rounded(value: float, decimals: int) -> float:
    return round(value, decimals) + 0.0  # + 0.0 turns a negative zero into zero
