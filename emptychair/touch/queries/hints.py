"""What data already say to each of the six steps."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.segment_conditions import event_names_in_use
from emptychair.kit.periods import Period, local_day
from emptychair.loop.queries import effort_shares
from emptychair.touch.design_types import Design, Hints
from emptychair.touch.queries.capacity import WEEKS, capacity_of
from emptychair.touch.queries.groups import groups_of
from emptychair.touch.queries.kpi_names import customer_kpis
from emptychair.touch.types import Group
from emptychair.touch.words import decider_words, hours_words, tier_words


def hints_for(access: Access, design: Design, number: int, *, now: datetime) -> Hints:
    """Sentences and values for one step; nothing where data are silent."""
    access.require(Permission.CUSTOMER_READ)
    if number == 1:
        return _kpis(access)
    if number == 2:
        return _touch(access, design)
    if number == 3:
        return _activities(access, design, now)
    if number == 4:
        return _people(access, now)
    return _own(access) if number == 5 else Hints()


def _kpis(access: Access) -> Hints:
    found = customer_kpis(access)
    says = tuple(
        ngettext(
            "%(name)s: agreed with %(n)s customer.", "%(name)s: agreed with %(n)s customers.", n
        )
        % {"name": name, "n": n}
        for name, n in found[:5]
    )
    return Hints(says=says, choices=tuple(name for name, _n in found))


def _touch(access: Access, design: Design) -> Hints:
    groups = [one for one in groups_of(access) if design.segment in {"", one.key.segment}]
    if not groups:
        return Hints()
    group = max(groups, key=lambda one: (one.price or 0) * one.customers)
    tier = group.tier or (group.suggested if group.suggested in {"high", "low", "tech"} else "")
    values = {"tier": tier, "decider": group.decider}
    return Hints(says=tuple(_of_group(group)), values={k: v for k, v in values.items() if v})


def _of_group(group: Group) -> list[str]:
    said = []
    if group.carries is not None:
        said.append(
            _("A customer of the largest group can carry %(hours)s a year at the margin.")
            % {"hours": hours_words(group.carries)}
        )
    if group.tier:
        said.append(_("It is looked after in %(tier)s now.") % {"tier": tier_words(group.tier)})
    if group.decider:
        said.append(_("There %(who)s decides.") % {"who": decider_words(group.decider)})
    return said


def _activities(access: Access, design: Design, now: datetime) -> Hints:
    said = []
    if access.may(Permission.CASE_READ):
        today = local_day(now, access.workspace.zone)
        shares = effort_shares(access, Period(today - timedelta(days=90), today))
        if shares.total:
            facts = {
                "counting": hours_words(shares.counting / 60),
                "planning": hours_words(shares.planning / 60),
                "doing": hours_words(shares.doing / 60),
            }
            said.append(
                _(
                    "Logged in 90 days: counting %(counting)s, planning %(planning)s, doing "
                    "%(doing)s."
                )
                % facts
            )
    groups = [one for one in groups_of(access) if design.segment in {"", one.key.segment}]
    known = [one for one in groups if one.hours is not None]
    if known:
        group = max(known, key=lambda one: one.customers)
        hours = group.hours.value if group.hours else 0.0
        said.append(
            _("A customer of the largest group takes %(hours)s a year now.")
            % {"hours": hours_words(hours)}
        )
    return Hints(says=tuple(said))


def _people(access: Access, now: datetime) -> Hints:
    loads = [one for one in capacity_of(access, now=now) if one.user_id]
    says = tuple(
        _("%(name)s: %(needed)s needed of %(there)s in %(weeks)s weeks.")
        % {
            "name": one.name,
            "needed": hours_words(one.needed),
            "there": hours_words(one.there),
            "weeks": WEEKS,
        }
        for one in loads[:6]
        if one.there is not None
    )
    return Hints(says=says)


def _own(access: Access) -> Hints:
    names = tuple(name for name, _words in event_names_in_use(access))
    if not names:
        return Hints()
    return Hints(
        says=(
            _(
                "Events we receive can stand for the customer’s success: things stored, read and "
                "written, people it is shared with, devices in use."
            ),
        ),
        choices=names,
    )
