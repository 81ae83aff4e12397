"""The API of the scorecard."""

import json

from emptychair.scorecard.models import OutsideFigure
from tests.architecture.permission_table.api import READERS, RULERS, get, line

FIGURE = {
    "name": "Leads",
    "unit": "number",
    "group": "funnel",
    "horizon": "short",
    "combining": "sum",
}


def put(path, *allowed, address, body, **more):
    key = ("PUT", f"api/v1/{path}", f"/api/v1/{address}", json.dumps(body))
    return {key: line(*allowed, **more)}


LINES = {
    **get("scorecard", *READERS),
    **get("scorecard/warnings", *READERS),
    **get("figures", *READERS),
    **put("figures/<key>", *RULERS, address="figures/visits", body=FIGURE),
    **get("figures/<key>/values", *READERS, address="figures/{key}/values", outsider=404),
    **put(
        "figures/<key>/values/<period>",
        *RULERS,
        address="figures/{key}/values/2020-10",
        body={"value": 12},
        outsider=404,
    ),
}


def make(people):
    row = OutsideFigure.objects.create(
        workspace=people.workspace,
        key="leads",
        name="Leads",
        unit="number",
        group="funnel",
        horizon="short",
    )
    return {"key": row.key}
