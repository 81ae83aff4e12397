"""What the scores put on Today: touchpoints to fix, and those that nobody owns or listens to."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.metrics.queries.effects import PlaceEffect, places_that_pull_down
from emptychair.metrics.queries.places import PlaceScore, place_scores
from emptychair.metrics.words import value_words
from emptychair.touchpoints.models import Touchpoint
from emptychair.touchpoints.queries import touchpoints_of

STRONGEST = 8.0  # points of effect that count as most urgent


@agenda_source("metrics.fix")
def places_to_fix(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Touchpoints that clearly pull the total down."""
    if not access.may(Permission.SCORE_READ):
        return []
    places = {place.pk: place for place in touchpoints_of(access)}
    found = places_that_pull_down(access, now=now)
    return [
        _fix_row(places[each.touchpoint_id], each) for each in found if each.touchpoint_id in places
    ][:limit]


@agenda_source("metrics.decide")
def places_to_decide(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Touchpoints without an owner, and the first of those that nobody listens to."""
    if not access.may(Permission.SCORE_READ) or not access.may(Permission.TOUCHPOINT_WRITE):
        return []
    places = touchpoints_of(access)
    if not places:
        return []
    known = place_scores(access, [place.pk for place in places], now=now)
    ownerless = [_owner_row(place, known[place.pk]) for place in places if place.team_id is None]
    unheard = [
        place
        for place in places
        if not known[place.pk].is_heard and not known[place.pk].is_asked and place.team_id
    ]
    silent = [_silent_row(place, len(unheard)) for place in unheard[:1]]
    return [*ownerless, *silent][:limit]


def _fix_row(place: Touchpoint, found: PlaceEffect) -> AgendaItem:
    effect = found.effect
    facts = {
        "effect": f"{abs(effect.effect):.1f}",
        "low": f"{abs(effect.high):.1f}",
        "high": f"{abs(effect.low):.1f}",
        "n": f"{found.score.n:,}",
    }
    why = (
        _(
            "Pulls the total down by %(effect)s points (%(low)s to %(high)s), from %(n)s answers "
            "in 90 days."
        )
        % facts
    )
    team = Tag(place.team.name) if place.team else Tag(_("no owner"), "wait")
    unhappy = found.score.groups.detractors
    voices = ngettext("%(n)s critic", "%(n)s critics", unhappy) % {"n": f"{unhappy:,}"}
    return AgendaItem(
        key=f"touchpoint-fix:{place.pk}",
        kind="fix",
        tone="bad",
        sign=value_words(found.score),
        title=place.name,
        why=why,
        subject=("touchpoint", place.pk),
        actions=("start_initiative", "see_voices", "open", "snooze", "dismiss"),
        tags=(Tag(voices, "bad"), team),
        urgency=min(1.0, abs(effect.effect) / STRONGEST),
        team_id=place.team_id,
    )


def _owner_row(place: Touchpoint, known: PlaceScore) -> AgendaItem:
    why = ngettext(
        "Nobody owns this touchpoint, so nobody reads its %(n)s answer of the last 90 days.",
        "Nobody owns this touchpoint, so nobody reads its %(n)s answers of the last 90 days.",
        known.answers,
    ) % {"n": f"{known.answers:,}"}
    return AgendaItem(
        key=f"touchpoint-owner:{place.pk}",
        kind="decide",
        tone="wait",
        sign="team",
        title=place.name,
        why=why if known.answers else _("Nobody owns this touchpoint. Give it to a team."),
        subject=("touchpoint", place.pk),
        actions=("decide", "snooze", "dismiss"),
        urgency=0.6 if known.answers else 0.3,
    )


def _silent_row(place: Touchpoint, silent: int) -> AgendaItem:
    why = _("Nobody listens here: no answer in 90 days and no survey.")
    if silent > 1:
        more = ngettext(
            "The same holds for %(n)s other touchpoint.",
            "The same holds for %(n)s other touchpoints.",
            silent - 1,
        ) % {"n": silent - 1}
        why = f"{why} {more}"
    return AgendaItem(
        key=f"touchpoint-silent:{place.pk}",
        kind="decide",
        tone="quiet",
        sign="silence",
        title=place.name,
        why=why,
        subject=("touchpoint", place.pk),
        actions=("decide", "snooze", "dismiss"),
        urgency=0.2,
        team_id=place.team_id,
    )
