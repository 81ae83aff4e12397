"""The jobs page and the numbers for whoever watches the installation."""

from tests.architecture.permission_table.who import WHO, may

OWNERS = ("owner", "manager", "outsider")  # the queue is the installation's, names and ids only
ROUTE = "settings/jobs/"

LINES = {
    ("GET", ROUTE, "/settings/jobs/"): may(*OWNERS),
    ("POST", ROUTE + "<slug:failed_id>/again/", "/settings/jobs/none/again/"): may(*OWNERS, ok=404),
    ("POST", ROUTE + "<slug:failed_id>/forget/", "/settings/jobs/none/forget/"): may(
        *OWNERS, ok=404
    ),
    ("GET", "metrics", "/metrics"): dict.fromkeys(WHO, 403) | {"nobody": 401},
}
