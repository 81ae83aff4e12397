"""Regular reports: read by all who read scores, set up by owner and manager; walls for anybody."""

from emptychair.accounts.permissions import Permission
from emptychair.digests.models import Digest, DigestIssue
from emptychair.digests.queries.walls import token_of
from emptychair.digests.services.walls import create_wall
from tests.architecture.permission_table.who import WHO, may
from tests.people import NOW

HEADS = ("owner", "manager")
READERS = (*HEADS, "member", "analyst", "token")  # that token may read reports


def seen(*allowed, ok=200, **rest):
    return may(*allowed, ok=ok, **({"outsider": 404, "partner": 403} | rest))


def by_api(path, address="", *, ok=200, outsider=404, method="GET", allowed=READERS):
    """An operation of the API; the token of the table may read reports."""
    body = ("{}",) if method == "POST" else ()
    answers = dict.fromkeys(WHO, 403) | dict.fromkeys(allowed, ok)
    answers |= {"outsider": outsider, "nobody": 401}
    return {(method, f"api/v1/{path}", f"/api/v1/{address or path}", *body): answers}


LINES = {
    **by_api("digests", outsider=200),
    **by_api("digests/<digest_id>/issues", "digests/{digest}/issues"),
    **by_api(
        "digests/<digest_id>/issues", "digests/0/issues", ok=404, method="POST", allowed=HEADS
    ),
    **by_api("digests/issues/<issue_id>/<form>", "digests/issues/{issue}/pdf", ok=404),
    ("GET", "reports/", "/reports/"): may(*READERS, "outsider"),
    ("GET", "reports/new/", "/reports/new/"): may(*HEADS, "outsider"),
    ("GET", "reports/walls/", "/reports/walls/"): may(*HEADS, "outsider"),
    (
        "POST",
        "reports/walls/<int:wall_id>/revoke/",
        "/reports/walls/{wall}/revoke/",
    ): seen(*HEADS, ok=302),
    ("GET", "reports/issues/<int:issue_id>/", "/reports/issues/{issue}/"): seen(*READERS),
    (
        "GET",
        "reports/issues/<int:issue_id>/<slug:form>/",
        "/reports/issues/{issue}/pdf/",
    ): seen(*READERS, ok=404),
    ("GET", "reports/<int:digest_id>/", "/reports/{digest}/"): seen(*READERS),
    ("GET", "reports/<int:digest_id>/edit/", "/reports/{digest}/edit/"): seen(*HEADS),
    ("GET", "reports/<int:digest_id>/preview/", "/reports/{digest}/preview/"): seen(*READERS),
    (
        "GET",
        "reports/<int:digest_id>/preview/<slug:form>/",
        "/reports/{digest}/preview/xlsx/",
    ): seen(*READERS),
    (
        "POST",
        "reports/<int:digest_id>/<slug:act>/",
        "/reports/{digest}/pause/",
    ): seen(*HEADS, ok=302),
    ("GET", "wall/<str:token>/", "/wall/{token}/"): dict.fromkeys(WHO, 200),
}


def make(people):
    assert people.system.may(Permission.PROGRAMME_MANAGE)
    digest = Digest.objects.create(
        workspace=people.workspace, name="Board", audience="board", cadence="month",
        forms=["pdf"], language="en", active_from=NOW,
    )  # fmt: skip
    issue = DigestIssue.objects.create(
        workspace=people.workspace, digest=digest, period="2026-10", first="2026-10-01",
        end="2026-11-01", title="Board Oct 2026", made_at=NOW,
    )  # fmt: skip
    wall = create_wall(people.system, label="Entrance", language="en")
    return {
        "digest": digest.pk,
        "issue": issue.pk,
        "wall": wall.pk,
        "token": token_of(people.system, wall),
    }
