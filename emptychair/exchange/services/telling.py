"""Telling other domains of imported answers."""

from collections.abc import Sequence

from emptychair.accounts.access import Access
from emptychair.kit.events import publish
from emptychair.surveys.events import ResponseReceived
from emptychair.surveys.models import Response


def tell_of_answers(access: Access, recent: Sequence[Response]) -> None:
    """Publish the recent answers, as if they had come today: low scores open cases."""
    for answer in recent:
        about = f"person:{answer.person_id}" if answer.person_id else f"response:{answer.pk}"
        publish(
            ResponseReceived(
                workspace_id=access.workspace.pk,
                about=about,
                response_id=answer.pk,
                person_id=answer.person_id,
            )
        )
