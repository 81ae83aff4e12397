"""How wide a text will be, without a font: estimates for Japanese and Latin sans-serif faces.

The estimates lean to the wide side, so that what fits here fits on the screen.
"""

import unicodedata

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_ASCII = {
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.68),
    **dict.fromkeys("mwMW@%", 0.92),
    **dict.fromkeys("iljtfrI.,:;'|!()[] ", 0.36),
}
_BOLD_FACTOR = 1.07


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimated width of `text` in the units of `size` (the font size)."""
    return sum(map(_em, text)) * size * (_BOLD_FACTOR if bold else 1)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """`text` if it fits `room`, else its beginning with an ellipsis; "" if not even that fits."""
    if text_width(text, size, bold=bold) <= room:
        return text
    left = room - text_width(ELLIPSIS, size, bold=bold)
    if left < 0:
        return ""
    kept = 0
    while kept < len(text) and left >= 0:
        left -= text_width(text[kept], size, bold=bold)
        kept += 1
    return text[: max(0, kept - 1)].rstrip() + ELLIPSIS


def _em(character: str) -> float:
    if character.isascii():
        return _ASCII.get(character, 0.58)
    kind = unicodedata.category(character)
    if kind in {"Mn", "Me", "Cf"}:
        return 0.0
    if kind == "So":  # pictures and signs run wider than their em
        return 1.3
    if character == "\N{MINUS SIGN}":
        return 0.58
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.65
