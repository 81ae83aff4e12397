"""Anonymous answers: nothing is written down that could lead back to whoever gave them.

Beginning marks the invitation as used, without a time, and hands out a ticket that knows nothing of
it. The answer has no person, a number by chance, and no moment below the day. What was never
written cannot be told, by anybody. See `docs/domains/surveys.md`.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from emptychair.accounts.access import Access
from emptychair.analytics.untold import tell_of_untold_changes
from emptychair.surveys.anonymous_tickets import AnonymousTicket, new_number, sign_ticket
from emptychair.surveys.errors import AlreadyBegun, TooFewInvited
from emptychair.surveys.models import Invitation
from emptychair.surveys.queries.anonymous import (
    AnonymousVisit,
    invited_so_far,
    sharing_of,
)
from emptychair.surveys.queries.definitions import definition_for, draft_of
from emptychair.surveys.rules.anonymity import Traits, shared_traits
from emptychair.surveys.services.answering import AnswerSession, response_of
from emptychair.surveys.services.responses import may_record
from emptychair.surveys.services.sitting import Sitting, sitting_of, spoken_language


def begin_anonymously(access: Access, invitation: Invitation, *, now: datetime) -> str:
    """Use up the invitation and draw a ticket, the only one there will be for it.

    Raises `AlreadyBegun`, and `TooFewInvited` as long as nobody could vanish among others.
    """
    may_record(access)
    survey = invitation.survey
    if not invitation.is_test and invited_so_far(access, survey) < survey.smallest_group:
        raise TooFewInvited
    # One row, one condition: of two who begin at the same moment the database lets one through.
    # `changed_at` stays, and the day of asking stands where the moment of answering would.
    mine = Invitation.objects.visible_to(access).filter(pk=invitation.pk, answered_at=None)
    with transaction.atomic():
        if not mine.update(answered_at=F("asked_at"), next_reminder_at=None):
            raise AlreadyBegun
        tell_of_untold_changes(access.workspace.pk)
        traits = _traits_of(access, invitation)
    return sign_ticket(
        AnonymousTicket(
            workspace_id=access.workspace.pk,
            survey_id=survey.pk,
            day=now.astimezone(access.workspace.zone).date(),
            number=new_number(),
            traits=traits,
            is_test=invitation.is_test,
        )
    )


def sitting_anonymously(
    access: Access, visit: AnonymousVisit, *, languages: tuple[str, ...]
) -> Sitting:
    """Where somebody stands who came with a ticket; `languages` are wishes, the best first.

    Nothing that came with the link is kept.
    """
    survey, ticket = visit.survey, visit.ticket
    session = AnswerSession(
        survey=survey,
        definition=draft_of(access, survey),
        version=survey.version,
        language="",
        channel=ticket.traits.channel,
        source="anonymous",
        external_id=ticket.external_id,
        is_test=ticket.is_test,
        day=ticket.day,
        traits=ticket.traits,
    )
    known = response_of(access, session)
    definition, version = session.definition, session.version
    if not ticket.is_test:
        definition, version = definition_for(access, survey, invitation=None, response=known)
    wishes = tuple(one for one in (*languages, ticket.traits.language) if one)
    session = replace(
        session,
        definition=definition,
        version=version,
        language=spoken_language(definition, "", wishes),
    )
    return sitting_of(access, session, known, seed=f"unnamed:{ticket.number}")


def _traits_of(access: Access, invitation: Invitation) -> Traits:
    """Of whoever begins, as far as enough others who began share them."""
    person, survey = invitation.person, invitation.survey
    traits = Traits(
        channel=invitation.channel,
        language=invitation.language,
        segment=person.segment if person else "",
    )
    sharing = sharing_of(access, survey, traits)
    return shared_traits(traits, sharing, least=survey.smallest_group)
