"""Today, what is done with its rows, and the reports of the demo."""

from tests.architecture.permission_table.who import EVERYBODY, may

SEE = ("owner", "manager", "member", "analyst", "partner", "outsider")
ACT = ("owner", "manager", "member", "partner", "outsider")
# the rows are made up by no source here, so whoever may act is told that they are gone
GONE = may(*ACT, ok=404)

LINES = {
    ("GET", "", "/"): may(*SEE),
    ("GET", "today/done/", "/today/done/"): may(*SEE),
    ("GET", "today/counts/", "/today/counts/"): may(*SEE),
    ("GET", "today/row/", "/today/row/?key=row:1"): GONE,
    ("POST", "today/row/call/", "/today/row/call/"): GONE,
    ("POST", "today/row/give/", "/today/row/give/"): GONE,
    ("POST", "today/row/put-off/", "/today/row/put-off/"): GONE,
    ("POST", "today/row/take-off/", "/today/row/take-off/"): GONE,
    ("POST", "today/row/done/", "/today/row/done/"): GONE,
    ("POST", "today/row/case/", "/today/row/case/"): GONE,
    ("POST", "today/marks/<int:mark_id>/undo/", "/today/marks/1/undo/"): GONE,
    ("GET", "demo/", "/demo/"): EVERYBODY,
    ("GET", "demo/report/<slug:language>/", "/demo/report/ja/"): EVERYBODY,
    (
        "GET",
        "demo/report/<slug:language>/download.<slug:form>",
        "/demo/report/ja/download.json",
    ): EVERYBODY,
}
