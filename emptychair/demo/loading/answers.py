"""Invitations and answers of one made-up company: NPS from the files, CSAT and CES drawn from it.

The files know only NPS. So that the other two scores can be seen, a part of those who answered at
one touchpoint also "answer" CSAT or CES there, by a seeded draw around their NPS answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.careless import with_random_keys
from emptychair.demo.loading.files import DemoFiles, batches
from emptychair.demo.loading.yearly import answer_statements, half_yearly_survey
from emptychair.surveys.services.authoring import create_survey, set_survey_state
from emptychair.surveys.services.bulk import add_invitations, add_responses
from emptychair.surveys.services.marking import mark_again
from emptychair.surveys.types import SCALE, SurveySettings

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

NAMES = {
    "ja": {
        "nps": "お薦め度のアンケート",
        "csat": "問い合わせ後のアンケート",
        "ces": "支払い方法の変更後のアンケート",
    },
    "en": {
        "nps": "Recommendation survey",
        "csat": "After a support inquiry",
        "ces": "After a change of billing",
    },
}
SHARE_ASKED_TWICE = 0.7
WHOLE = "overall"  # the code of what the half-yearly survey asks about


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids in the database: of people by their number in the files, of touchpoints by code."""

    people: dict[str, int]
    places: dict[str, int]


def load_answers(access: Access, brand: Brand, files: DemoFiles, ids: Ids, now: datetime) -> None:
    """Four surveys with all invitations and answers up to now. None opens a case here."""
    asked = {row["invitation_id"]: row for row in _of(brand, files, "invitations")}
    answers = list(_of(brand, files, "answers"))
    nps = _survey(access, brand, "nps", None)
    whole = half_yearly_survey(access, brand, touchpoint_id=ids.places[WHOLE], now=now)
    for survey, is_whole in ((nps, False), (whole, True)):
        invited = (
            _invitation(row, brand, files, ids)
            for row in asked.values()
            if (_code(row, brand) == WHOLE) == is_whole
        )
        for some in batches(row for row in invited if row["asked_at"] <= now):
            add_invitations(access, survey, some)
        told = (
            _answer(row, brand, files, ids, asked)
            for row in answers
            if (_code(row, brand) == WHOLE) == is_whole
        )
        given = [row for row in told if row["answered_at"] <= now]
        if is_whole:
            given = with_random_keys(given, brand.language)
        for some in batches(given):
            add_responses(access, survey, some, now=now, publish=False)
        if is_whole:
            answer_statements(access, brand, survey, given)
            mark_again(access, survey)
    for metric, code in (("csat", brand.csat_at), ("ces", brand.ces_at)):
        survey = _survey(access, brand, metric, ids.places[code])
        drawn = _drawn(metric, [row for row in answers if _code(row, brand) == code])
        shaped = (_answer(row, brand, files, ids, {}) for row in drawn)
        add_responses(
            access,
            survey,
            [row for row in shaped if row["answered_at"] <= now],
            now=now,
            publish=False,
        )


def _survey(access: Access, brand: Brand, metric: str, touchpoint_id: int | None) -> "Survey":
    settings = SurveySettings(name=NAMES[brand.language][metric], touchpoint_id=touchpoint_id)
    survey = create_survey(access, metric=metric, settings=settings)
    return set_survey_state(access, survey, state="running")


def _of(brand: Brand, files: DemoFiles, name: str) -> Iterator[dict[str, str]]:
    return (row for row in files.rows(name) if row["touchpoint_id"].startswith(f"{brand.code}-"))


def _code(row: dict[str, str], brand: Brand) -> str:
    return row["touchpoint_id"].removeprefix(f"{brand.code}-")


def _invitation(row: dict[str, str], brand: Brand, files: DemoFiles, ids: Ids) -> dict[str, Any]:
    return {
        "external_id": row["invitation_id"],
        "person_id": ids.people[row["person_id"]],
        "touchpoint_id": ids.places[_code(row, brand)],
        "channel": row["channel"],
        "asked_at": files.moment(row["asked_at"]),
        "language": brand.language,
    }


def _answer(
    row: dict[str, str],
    brand: Brand,
    files: DemoFiles,
    ids: Ids,
    asked: dict[str, dict[str, str]],
) -> dict[str, Any]:
    invitation = asked.get(row["invitation_id"])
    return {
        "external_id": row["answer_id"],
        "invitation": row["invitation_id"] if invitation else "",
        "person_id": ids.people[row["person_id"]],
        "touchpoint_id": ids.places[_code(row, brand)],
        "score": int(row["score"]),
        "comment": row["comment"],
        "language": row["language"],
        "channel": invitation["channel"] if invitation else "email",
        "source": "demo",
        "answered_at": files.moment(row["answered_at"]),
    }


def _drawn(metric: str, answers: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The same people a day earlier, about as content on the other scale."""
    low, high = SCALE[metric]
    for row in answers:
        rng = Random(f"{metric} {row['answer_id']}")
        if rng.random() >= SHARE_ASKED_TWICE:
            continue
        level = low + (high - low) * (int(row["score"]) / 10) + rng.gauss(0.2, 0.8)
        moment = datetime.fromisoformat(row["answered_at"]) - timedelta(days=1)
        yield {
            **row,
            "answer_id": f"{metric}-{row['answer_id']}",
            "invitation_id": "",
            "score": str(min(high, max(low, round(level)))),
            "comment": "",
            "answered_at": moment.isoformat(),
        }
