"""The answer page: whoever has the link is the one who was asked, whoever else they may be."""

from tests.architecture.permission_table.who import EVERYBODY


def make(people) -> dict[str, object]:
    from emptychair.surveys.links import token_for
    from tests.factories.customers import make_person
    from tests.factories.surveys import make_invitation, make_survey

    invitation = make_invitation(make_survey(people.workspace), make_person(people.workspace))
    return {"link": token_for(people.workspace.pk, invitation.pk)}


LINES = {
    ("GET", "a/<str:token>/", "/a/{link}/"): EVERYBODY,
    ("GET", "a/<str:token>/stop/", "/a/{link}/stop/"): EVERYBODY,
}
