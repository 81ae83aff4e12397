"""Health and risk by the API."""

import pytest

from emptychair.success.models import CustomerHealth
from tests.factories.customers import make_company
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_a_customer_at_risk_is_read_with_signs_in_words_and_every_input(client, people):
    company = make_company(people.workspace, name="Sora Foods")
    CustomerHealth.objects.create(
        workspace=people.workspace, company=company, unit=company.pk, as_of=NOW.date(),
        looked_at=NOW, quadrant="unknown", outcome=30.0, outcome_confidence=0.5, worth=900.0,
        signs=[{"code": "silent", "silent_days": 31.0, "own_gap": 9.0}], codes=" silent ",
        is_listed=True, inputs={"rhythm": [0.0, 80.0]},
    )  # fmt: skip
    client.force_login(people.alice)
    listed = client.get("/api/v1/risks").json()
    assert (listed["basis"], listed["customers_in_all"]) == ("none", 1)
    sign = listed["customers"][0]["signs"][0]
    assert sign["numbers"] == {"silent_days": 31.0, "own_gap": 9.0}
    assert "31" in sign["words"]
    whole = client.get(f"/api/v1/health/company/{company.pk}").json()
    assert whole["experience"] is None
    rhythm = next(one for one in whole["inputs"] if one["key"] == "rhythm")
    assert (rhythm["value"], rhythm["value_before"], rhythm["contribution"]) == (0.0, 80.0, -50.0)
    unknown = next(one for one in whole["inputs"] if one["key"] == "kpi")
    assert unknown["value"] is None
