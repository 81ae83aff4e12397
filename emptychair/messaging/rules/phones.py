"""Telephone numbers as networks want them."""

import re
import unicodedata

# ITU-T E.164 country codes; other numbers need their `+`.
CALLING_CODES = {
    "AT": "43", "AU": "61", "BE": "32", "BR": "55", "CA": "1", "CH": "41", "CN": "86", "DE": "49",
    "DK": "45", "ES": "34", "FI": "358", "FR": "33", "GB": "44", "HK": "852", "ID": "62",
    "IE": "353", "IN": "91", "JP": "81", "KR": "82", "MX": "52", "MY": "60", "NL": "31",
    "NO": "47", "NZ": "64", "PH": "63", "PL": "48", "PT": "351", "SE": "46", "SG": "65",
    "TH": "66", "TW": "886", "US": "1", "VN": "84",
}  # fmt: skip
_E164 = re.compile(r"\+[1-9]\d{7,14}")


def international(number: str, country: str) -> str:
    """The number as `+819012345678`; empty when it cannot be one. `country` is where it was given.

    "090-1234-5678", "（０９０）1234 5678" and "+81 90 1234 5678" are the same number in Japan.
    """
    plain = unicodedata.normalize("NFKC", number).strip()
    digits = re.sub(r"\D", "", plain.replace("(0)", ""))
    if plain.startswith("+"):
        whole = f"+{digits}"
    elif digits.startswith("00"):
        whole = f"+{digits[2:]}"
    elif country in CALLING_CODES:
        whole = f"+{CALLING_CODES[country]}{digits.removeprefix('0')}"
    else:
        return ""
    return whole if _E164.fullmatch(whole) else ""


def ways_to_write(number: str, country: str) -> tuple[str, ...]:
    """How a number `+819012345678` may stand in our tables: as it is, and as one writes it there.

    The usual hyphens of ten and eleven digits are tried; others are not found.
    """
    code = CALLING_CODES.get(country, "")
    found = [number, number.removeprefix("+")]
    if code and number.startswith(f"+{code}"):
        plain = number.removeprefix(f"+{code}")
        local = f"0{plain}"
        found += [local, plain]
        found += ["-".join(_cut(local, cut)) for cut in ((3, 4), (2, 4), (3, 3), (4, 2))]
        for sign in "- ":
            cuts = [sign.join(_cut(plain, cut)) for cut in ((2, 4), (1, 4), (3, 3))]
            found += [f"+{code}{sign}{one}" for one in cuts]
    return tuple(dict.fromkeys(found))


def _cut(digits: str, lengths: tuple[int, int]) -> tuple[str, str, str]:
    first, second = lengths
    return digits[:first], digits[first : first + second], digits[first + second :]
