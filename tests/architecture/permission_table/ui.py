"""The frame itself: files of libraries, and the page of components."""

from tests.architecture.permission_table.who import EVERYBODY

LINES = {
    ("GET", "assets/<slug:version>/<str:name>", "/assets/old/htmx.js"): EVERYBODY,
    ("GET", "ui/", "/ui/"): EVERYBODY,
}
