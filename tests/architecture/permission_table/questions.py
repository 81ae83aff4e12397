"""Writing a survey: managers write; whoever reads surveys sees what was asked since when."""

from tests.architecture.permission_table.who import may

READ = ("owner", "manager", "member", "analyst")
WRITE = ("owner", "manager")


def make(people) -> dict[str, object]:
    from tests.factories.surveys import make_survey

    return {"written": make_survey(people.workspace).pk}


ROUTE, HERE = "surveys/<int:survey_id>/questions/", "/surveys/{written}/questions/"


def _look(rest: str, address: str | None = None):
    return ("GET", ROUTE + rest, HERE + (rest if address is None else address))


def _send(rest: str):
    return ("POST", ROUTE + rest, HERE + rest)


LINES = {
    _look(""): may(*WRITE, outsider=404),
    _send("add/"): may(*WRITE, ok=422, outsider=404),
    _send("act/"): may(*WRITE, ok=404, outsider=404),
    _send("undo/"): may(*WRITE, ok=302, outsider=404),
    _send("discard/"): may(*WRITE, ok=302, outsider=404),
    _look("new/<slug:kind>/", "new/single/"): may(*WRITE, outsider=404),
    _look("question/<slug:key>/", "question/why/"): may(*WRITE, outsider=404),
    _look("page/<slug:key>/", "page/page/"): may(*WRITE, outsider=404),
    _look("ending/"): may(*WRITE, outsider=404),
    _look("ending/<slug:key>/", "ending/thanks/"): may(*WRITE, outsider=404),
    _look("whole/"): may(*WRITE, outsider=404),
    _look("words/<slug:language>/", "words/en/"): may(*WRITE, outsider=404),
    _look("check/"): may(*WRITE, outsider=404),
    _look("publish/"): may(*WRITE, outsider=404),
    _look("versions/"): may(*READ, outsider=404),
    _look("preview/"): may(*WRITE, outsider=404),
    _look("try/"): may(*WRITE, outsider=404),
}
