"""What a survey promises, where it loses people, and the page of an anonymous answer."""

from tests.architecture.permission_table.who import EVERYBODY, may


def make(people) -> dict[str, object]:
    from emptychair.surveys.anonymous_tickets import AnonymousTicket, new_number, sign_ticket
    from emptychair.surveys.rules.anonymity import Traits
    from tests.factories.surveys import make_survey

    survey = make_survey(people.workspace, privacy="anonymous")
    from django.utils import timezone

    ticket = AnonymousTicket(
        workspace_id=people.workspace.pk,
        survey_id=survey.pk,
        day=timezone.now().astimezone(people.workspace.zone).date(),
        number=new_number(),
        traits=Traits(),
    )
    return {"private_survey": survey.pk, "ticket": sign_ticket(ticket)}


HERE = "/surveys/{private_survey}/"
LINES = {
    # whoever has the ticket is the one who began, whoever else they may be
    ("GET", "n/<str:ticket>/", "/n/{ticket}/"): EVERYBODY,
    ("GET", "surveys/<int:survey_id>/privacy/", HERE + "privacy/"): may(
        "owner", "manager", outsider=404
    ),
    ("GET", "surveys/<int:survey_id>/funnel/", HERE + "funnel/"): may(
        "owner", "manager", "member", "analyst", outsider=404
    ),
}
