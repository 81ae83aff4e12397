"""Gathering a report. A part that fails says so and leaves the others alone."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.models import Digest
from emptychair.digests.queries.parts.card import card_parts
from emptychair.digests.queries.parts.changed import changed_parts
from emptychair.digests.queries.parts.deciding import deciding_parts
from emptychair.digests.queries.parts.done import done_parts
from emptychair.digests.queries.parts.heard import heard_parts
from emptychair.digests.queries.parts.money import money_parts
from emptychair.digests.queries.parts.reading import reading_parts
from emptychair.digests.queries.parts.said import said_parts
from emptychair.digests.queries.parts.scores import score_parts
from emptychair.digests.rules.cadence import period_before
from emptychair.digests.types import Ask, Audience, Content, Part
from emptychair.digests.words import group_words, run_words
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.words import day_words
from emptychair.touchpoints.queries import touchpoints_of

logger = logging.getLogger("emptychair.digests")

Makes = Callable[[Access, Ask], list[Part]]
MAKERS: tuple[tuple[str, Makes], ...] = (
    ("happened", score_parts),
    ("said", said_parts),
    ("done", done_parts),
    ("done", changed_parts),
    ("decide", deciding_parts),
    ("decide", money_parts),
    ("scorecard", card_parts),
    ("heard", heard_parts),
    ("definitions", reading_parts),
)


def content_of(access: Access, digest: Digest, period: Period, *, now: datetime) -> Content:
    """The report of a period in its own language, with names only as `access` may see them."""
    access.require(Permission.REPORT_READ)
    ask = ask_of(access, digest, period, now=now)
    language = digest.language
    with translation.override(language), timezone.override(access.workspace.zone):
        parts = tuple(part for group, make in MAKERS for part in _made(access, ask, group, make))
        first_month = access.workspace.fiscal_year_start
        return Content(
            title=digest.name,
            company=access.workspace.name,
            audience=_audience(digest),
            period=run_words(digest.cadence, period, first_month=first_month),
            made=day_words(ask.today),
            language=language,
            address=ask.address,
            parts=parts,
            masked=not access.may_see_names,
            subjects=tuple(_headlines(parts)),
        )


def masked(access: Access) -> Access:
    """The same without names: for addresses outside, and readers who may not see them."""
    return replace(access, may_see_names=False)


def ask_of(access: Access, digest: Digest, period: Period, *, now: datetime) -> Ask:
    """What this report is asked to tell."""
    return Ask(
        audience=digest.audience,
        period=period,
        before=period_before(digest.cadence, period),
        now=now,
        today=local_day(now, access.workspace.zone),
        places=_places(access, digest),
        team_id=digest.team_id if digest.audience == Audience.TEAM else None,
        touchpoint_id=digest.touchpoint_id if digest.audience == Audience.TOUCHPOINT else None,
        address=str(settings.PUBLIC_URL).rstrip("/"),
    )


def _places(access: Access, digest: Digest) -> frozenset[int] | None:
    if digest.audience == Audience.BOARD:
        return None
    if digest.audience == Audience.TOUCHPOINT:
        return frozenset({digest.touchpoint_id or 0})
    both = [*touchpoints_of(access), *touchpoints_of(access, archived=True)]
    return frozenset(one.pk for one in both if one.team_id == digest.team_id)


def _made(access: Access, ask: Ask, group: str, make: Makes) -> list[Part]:
    try:
        with transaction.atomic():
            return make(access, ask)
    except Exception:
        logger.exception("Part %s of a report of workspace %s failed", group, access.workspace.pk)
        facts = {"part": group_words(group)}
        return [
            Part(
                key=f"failed-{make.__name__}",
                group=group,
                message=_("This part could not be made: %(part)s") % facts,
                sentences=(
                    _(
                        "The rest of the report does not depend on it. Look at the page itself, "
                        "and tell whoever runs the product: the log says why."
                    ),
                ),
                address=f"{ask.address}/",
                failed=True,
            )
        ]


def _audience(digest: Digest) -> str:
    if digest.audience == Audience.TEAM and digest.team:
        return digest.team.name
    if digest.audience == Audience.TOUCHPOINT and digest.touchpoint:
        return digest.touchpoint.name
    return _("The whole company")


def _headlines(parts: tuple[Part, ...]) -> list[str]:
    """One sentence a part, for the mail and the list of issues; no voices."""
    wanted = {"happened", "done", "decide", "heard", "scorecard"}
    return [part.message for part in parts if part.group in wanted][:8]
