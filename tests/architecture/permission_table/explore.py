"""Explore: read by all who read scores; files by those who may take data out."""

from emptychair.explore.models import SavedView
from tests.architecture.permission_table.who import may

READERS = ("owner", "manager", "member", "analyst")


def section(*allowed, ok=200, **rest):
    return may(*allowed, "outsider", ok=ok, **rest)


def seen(*allowed, ok=302, others=403, **rest):
    return may(*allowed, ok=ok, others=others, **({"outsider": 404} | rest))


LINES = {
    ("GET", "explore/", "/explore/"): section(*READERS),
    ("GET", "explore/figure/", "/explore/figure/?metric=nps&segment=gold"): section(*READERS),
    ("GET", "explore/table.<slug:kind>", "/explore/table.csv"): section("owner", "manager"),
    ("GET", "explore/views/", "/explore/views/"): section(*READERS),
    ("GET", "explore/views/<int:view_id>/", "/explore/views/{view}/"): seen(*READERS),
    ("POST", "explore/views/save/", "/explore/views/save/"): section(*READERS, ok=302),
    ("POST", "explore/views/<int:view_id>/change/", "/explore/views/{view}/change/"): seen(
        "owner", "manager"
    ),
    (
        "POST",
        "explore/views/<int:view_id>/<slug:act>/",
        "/explore/views/{view}/restore/",
    ): seen("owner", "manager"),
    ("POST", "explore/figure/segment/", "/explore/figure/segment/"): section(
        "owner", "manager", "member", ok=302
    ),
}


def make(people):
    view = SavedView.objects.create(
        workspace=people.workspace, name="By month", question="cols=month", is_shared=True
    )
    return {"view": view.pk}
