"""Properties of a request to ask somebody that change what they read. Their names are those of
Delighted, in any spelling: "Delighted Email Subject" is `delighted_email_subject`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from emptychair.surveys.types import SurveyTexts

LONGEST = {
    "question_product_name": 150,
    "delighted_email_subject": 150,
    "delighted_intro_message": 300,
    "locale": 35,
    "thank_you_message": 1_000,
    "thank_you_link_text": 150,
    "thank_you_link_url": 2_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """What was given, cut where it is too long; empty words change nothing."""

    question_product_name: str = ""
    delighted_email_subject: str = ""
    delighted_intro_message: str = ""
    locale: str = ""
    thank_you_message: str = ""
    thank_you_link_text: str = ""
    thank_you_link_url: str = ""

    @property
    def link(self) -> tuple[str, str] | None:
        """Words and address of the link on the thank-you page, where it is one of the web."""
        address = self.thank_you_link_url
        if not address.lower().startswith(("https://", "http://")):
            return None
        return self.thank_you_link_text or address, address


def special_of(properties: Mapping[str, Any]) -> Special:
    """The special ones among properties."""
    found = {}
    for name, value in properties.items():
        key = name.strip().lower().replace(" ", "_").replace("-", "_")
        if key in LONGEST and isinstance(value, str) and value.strip():
            found[key] = value.strip()[: LONGEST[key]]
    return Special(**found)


def with_special(texts: SurveyTexts, special: Special) -> SurveyTexts:
    """The words of a survey with those that were given for one person."""
    return replace(
        texts,
        mail_subject=special.delighted_email_subject or texts.mail_subject,
        mail_opening=special.delighted_intro_message or texts.mail_opening,
        thanks=special.thank_you_message or texts.thanks,
    )
