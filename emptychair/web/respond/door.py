"""The page around a survey: whose it is, in which language, where its links lead."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest

from emptychair.surveys.services.sitting import Sitting, hidden_values
from emptychair.surveys.types import LinkState
from emptychair.web.respond.words import NAMES, direction, ui_language

BESIDE = "h-"  # before the names of hidden fields in a form


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a survey is shown. `carried` goes along with every link until it is stored; `confirm`
    is what the page needs to say that a person came by a number of a mail (`clicks.py`).
    """

    address: str
    sender_address: str = ""
    stop_link: str = ""
    state: LinkState = LinkState.OPEN
    until: datetime | None = None
    carried: dict[str, str] = field(default_factory=dict)
    trap: str = ""  # name of a field that only programs fill
    confirm: dict[str, str] = field(default_factory=dict)

    def link(self, sitting: Sitting, **more: str) -> str:
        """The address of a page of it."""
        asked = {"language": sitting.session.language, **self.carried, **more}
        return f"{self.address}?{urlencode({key: one for key, one in asked.items() if one})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the frame shows."""

    company: str
    address: str
    language: str
    ui: str
    direction: str


def surroundings(sitting: Sitting, door: Door) -> Surroundings:
    """The frame around a page of this survey."""
    language = sitting.session.language
    return Surroundings(
        company=sitting.facts.company,
        address=door.sender_address,
        language=language,
        ui=ui_language(language),
        direction=direction(language),
    )


def languages_of(sitting: Sitting, door: Door, **more: str) -> list[tuple[str, str, str]]:
    """Code, name and link of each language the survey speaks; nothing where it is only one."""
    spoken = sitting.definition.languages
    if len(spoken) < 2:
        return []
    return [
        (code, NAMES.get(code.lower(), code), door.link(sitting, **{**more, "language": code}))
        for code in spoken
    ]


def given_with(request: HttpRequest) -> dict[str, str]:
    """What came with the link, or with the form that stood there since."""
    posted = {
        key.removeprefix(BESIDE): str(value)
        for key, value in request.POST.items()
        if key.startswith(BESIDE)
    }
    asked = {key: str(value) for key, value in request.GET.items()}
    return {**asked, **posted}


def to_carry(sitting: Sitting, given: dict[str, str]) -> dict[str, str]:
    """The hidden fields that no answer has stored yet."""
    return {} if sitting.response else hidden_values(sitting.definition, given)
