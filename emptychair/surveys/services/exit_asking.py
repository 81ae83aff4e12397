"""Asking those who leave without a word: one question by the widget, set up in one go."""

from dataclasses import dataclass

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Collector
from emptychair.surveys.services.authoring import set_survey_state
from emptychair.surveys.services.collecting import PlaceSettings, create_place
from emptychair.surveys.services.drafting import create_from_template
from emptychair.surveys.types import CollectorKind, SurveyState

TEMPLATE = "left_page"
AGAIN_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverWish:
    """On which sites (`https://www.example.com`), on which pages of them (`/signup/*`; none: all),
    and in which language the survey is written first.
    """

    origins: tuple[str, ...]
    pages: tuple[str, ...] = ()
    touchpoint_id: int | None = None
    language: str = "ja"
    may_remember: bool = False  # on the visitor's device, that it has asked


def ask_leavers(access: Access, wish: LeaverWish) -> Collector:
    """A running one-question survey with its widget, which shows when a visitor is about to leave.

    Raises `PlaceInvalid` for a site that is none; then there is no survey either. Needs the right
    to write and to send surveys.
    """
    access.require(Permission.SURVEY_WRITE)
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        survey = create_from_template(
            access,
            template=TEMPLATE,
            language=wish.language,
            touchpoint_id=wish.touchpoint_id,
        )
        place = create_place(
            access,
            survey,
            kind=CollectorKind.WIDGET.value,
            settings=PlaceSettings(
                name=survey.name,
                touchpoint=survey.touchpoint,
                origins=wish.origins,
                more=_settings(wish),
            ),
        )
        set_survey_state(access, survey, state=SurveyState.RUNNING.value)
    return place


def _settings(wish: LeaverWish) -> dict[str, object]:
    pages = [one.strip() for one in wish.pages if one.strip()]
    return {
        "show": "popup",
        "triggers": {"exit": True, "share": 100, **({"pages": pages} if pages else {})},
        "look": {"theme": "auto"},
        "remember": "yes" if wish.may_remember else "no",
        "again_days": AGAIN_DAYS,
    }
