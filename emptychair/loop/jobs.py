"""Ways in from the queue."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job
from emptychair.loop.queries.facts import people_behind, workspace_behind
from emptychair.loop.queries.initiatives import initiative_with_id
from emptychair.loop.rules.telling import TellText
from emptychair.loop.services.notices import tell_team
from emptychair.loop.services.telling import tell_person
from emptychair.loop.services.texts import take_text


@job("loop.tell_team")
def tell_team_of_case(*, workspace_id: int, case_id: int) -> None:
    """Mail the team whose case it is."""
    tell_team(_access(workspace_id, "loop.tell_team"), case_id)


@job("loop.tell_people")
def tell_people(
    *,
    workspace_id: int,
    initiative_id: int,
    person_ids: list[int],
    texts: dict[str, dict[str, str]],
    told_by: str,
) -> None:
    """Tell these customers that what they asked for was changed."""
    access = _access(workspace_id, told_by)
    initiative = initiative_with_id(access, initiative_id)
    words = {code: TellText(one["subject"], one["text"]) for code, one in texts.items()}
    for person in people_behind(access, person_ids):
        tell_person(access, initiative, person, texts=words, now=timezone.now())


@job("loop.take_waiting_text")
def take_waiting_text(*, workspace_id: int, inbound_id: int) -> None:
    """Words that waited for a score in vain: a colleague reads them."""
    access = _access(workspace_id, "loop.take_waiting_text")
    take_text(access, inbound_id, now=timezone.now(), patient=False)


def _access(workspace_id: int, reason: str) -> Access:
    nobody = Access.system(None, reason)
    return Access.system(workspace_behind(nobody, workspace_id), reason)
