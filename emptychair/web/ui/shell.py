"""What the frame around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

# Each in its own words: who looks for their language cannot read the others.
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def shell(_request: HttpRequest) -> dict[str, Any]:
    """The languages to choose from, and the one that is on."""
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        "shell_languages": [(code, LANGUAGE_NAMES[code]) for code in codes],
        "shell_language": get_language(),
    }
