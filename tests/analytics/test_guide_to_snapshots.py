"""What docs/guides/notebook.md says of the files of a snapshot, run on one."""

import re

from emptychair.analytics.manifest import folder_of
from emptychair.analytics.snapshots import take_snapshot
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.stats.test_worked_cases import ROOT

FOLDER = 'Path("var/snapshots/answers/1")'


def test_the_answers_of_a_workspace_are_counted_as_the_guide_says(people, data_folder):
    place, survey = make_touchpoint(people.workspace), make_survey(people.workspace)
    for score in (10, 9, 8, 3):
        person = make_person(people.workspace)
        make_response(survey, person, score=score, touchpoint=place)
    take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    changed = Response.objects.get(score=3)
    changed.score = 0
    changed.save()
    make_response(survey, make_person(people.workspace), score=2, touchpoint=place)
    take_snapshot(LIVE_ANSWERS, people.workspace.pk, people.workspace.zone)
    text = (ROOT / "docs" / "guides" / "notebook.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert FOLDER in code
    folder = folder_of("answers", people.workspace.pk)
    found: dict[str, object] = {}
    exec(code.replace(FOLDER, f"Path({str(folder)!r})"), found)  # noqa: S102 - our own guide
    assert found["counts"] == [
        {"touchpoint_id": place.pk, "promoters": 2, "passives": 1, "detractors": 2}
    ]
