"""The answer page: whoever has the link is the one who was asked, whoever else they may be."""

from tests.architecture.permission_table.who import EVERYBODY


def make(people) -> dict[str, object]:
    from emptychair.surveys.links import token_for
    from tests.factories.customers import make_person
    from tests.factories.surveys import make_invitation, make_survey

    invitation = make_invitation(make_survey(people.workspace), make_person(people.workspace))
    return {"link": token_for(people.workspace.pk, invitation.pk)}


LINES = {
    # pictures of surveys lie open to whoever knows their name; this one is nobody's
    ("GET", "a/pictures/<int:workspace_id>/<str:name>", "/a/pictures/1/none.png"): dict.fromkeys(
        EVERYBODY, 404
    ),
    ("GET", "a/<str:token>/", "/a/{link}/"): EVERYBODY,
    # without the page's stamp nobody confirms anything, whoever they are
    ("POST", "a/<str:token>/here/", "/a/{link}/here/"): dict.fromkeys(EVERYBODY, 422),
    ("GET", "a/<str:token>/stop/", "/a/{link}/stop/"): EVERYBODY,
}
