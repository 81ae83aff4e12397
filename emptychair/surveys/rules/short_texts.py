"""How many short messages a text is: GSM 03.38 takes 160 signs in one, Unicode 70."""

from dataclasses import dataclass

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")  # with an escape before them
ONE = {"gsm7": 160, "ucs2": 70}
PART = {"gsm7": 153, "ucs2": 67}  # of several: each begins with a header


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: its alphabet, its units, how many messages it is billed as."""

    alphabet: str
    units: int
    count: int


def segments_of(text: str) -> Segments:
    """Count as networks do; a sign of two units never stands on the edge of two messages."""
    widths = [1 if sign in _GSM else 2 if sign in _GSM_TWICE else 0 for sign in text]
    alphabet = "gsm7" if all(widths) else "ucs2"
    if alphabet == "ucs2":
        widths = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
    units = sum(widths)
    if units <= ONE[alphabet]:
        return Segments(alphabet, units, min(1, units))
    count, room = 1, PART[alphabet]
    for width in widths:
        if width > room:
            count, room = count + 1, PART[alphabet]
        room -= width
    return Segments(alphabet, units, count)
