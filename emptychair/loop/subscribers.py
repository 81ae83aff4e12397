"""What the loop does when something happened below."""

from collections.abc import Sequence

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.events import MergeUndone, PeopleMerged
from emptychair.kit.events import Event, subscribe
from emptychair.loop.events import CaseClosed
from emptychair.loop.queries.facts import low_among, workspace_behind
from emptychair.loop.services.answers import react_to_answer, react_to_correction
from emptychair.loop.services.happenings import note_closed
from emptychair.loop.services.inbound import take_inbound
from emptychair.loop.services.merging import follow_merge, follow_unmerge
from emptychair.loop.services.texts import take_text
from emptychair.messaging.events import MailReceived, TextReceived
from emptychair.surveys.events import ResponseCorrected, ResponseReceived


def is_low_score(events: Sequence[ResponseReceived]) -> list[bool]:
    """Whether each of these is an answer that somebody should look after."""
    nobody = Access.system(None, "answers")
    low = low_among(nobody, {event.response_id for event in events})
    return [event.response_id in low for event in events]


@subscribe(ResponseReceived, name="loop.open_case_for_low_score", wants=is_low_score)
def open_case_for_low_score(event: ResponseReceived) -> None:
    """A low score opens a case."""
    react_to_answer(_access(event), event.response_id, now=timezone.now())


@subscribe(ResponseCorrected, name="loop.note_corrected_score")
def note_corrected_score(event: ResponseCorrected) -> None:
    """A corrected score stands in its case, or opens one."""
    react_to_correction(
        _access(event), event.response_id, old_score=event.old_score, now=timezone.now()
    )


@subscribe(CaseClosed, name="loop.note_closed_case")
def note_closed_case(event: CaseClosed) -> None:
    """A survey may wait for closed cases."""
    note_closed(_access(event), event.case_id)


@subscribe(MailReceived, name="loop.take_mail")
def take_mail_into_case(event: MailReceived) -> None:
    """An answer to our mail comes back into its case."""
    take_inbound(_access(event), event.inbound_id, thread=event.thread, now=timezone.now())


@subscribe(TextReceived, name="loop.take_text")
def take_text_in(event: TextReceived) -> None:
    """A short message answers a survey, or goes into a case."""
    take_text(_access(event), event.inbound_id, now=timezone.now())


@subscribe(PeopleMerged, name="loop.follow_merge")
def follow_people_merged(event: PeopleMerged) -> None:
    """Cases and voices move to the person who stays."""
    follow_merge(
        _access(event), merge_id=event.merge_id, kept_id=event.kept_id, moved_id=event.moved_id
    )


@subscribe(MergeUndone, name="loop.follow_unmerge")
def follow_merge_undone(event: MergeUndone) -> None:
    """Cases and voices go back to whom they were moved from."""
    follow_unmerge(
        _access(event), merge_id=event.merge_id, kept_id=event.kept_id, moved_id=event.moved_id
    )


def _access(event: Event) -> Access:
    nobody = Access.system(None, type(event).name)
    return Access.system(workspace_behind(nobody, event.workspace_id), type(event).name)
