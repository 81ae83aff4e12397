"""The commands of docs/guides/api.md do what the guide says, against a server that runs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.http.services.rates import forget_blocks
from emptychair.loop.models import Case
from emptychair.surveys.models import Response
from tests.factories.surveys import make_survey
from tests.people import make_people, make_secret

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "api.md"
STRICT = (
    'set -eu\ncurl() { command curl --fail-with-body "$@" || { echo "FAILED: $*"; exit 1; }; }\n'
)


def commands(guide: str) -> str:
    """The shell of the guide, in its order."""
    return "\n".join(re.findall(r"^```sh\n(.*?)^```", guide, re.MULTILINE | re.DOTALL))


@pytest.mark.skipif(not shutil.which("curl"), reason="NO CURL: the guide of the API is not tried.")
@pytest.mark.django_db(transaction=True)
def test_whoever_types_the_guide_gets_through_the_loop(live_server, data_folder, tmp_path):
    forget_blocks(None)
    people = make_people()
    make_survey(people.workspace)
    token = make_secret(people.workspace, *Permission, now=timezone.now())
    done = subprocess.run(
        ["/bin/bash", "-c", STRICT + commands(GUIDE.read_text("utf-8"))],
        env={"PATH": os.environ["PATH"], "URL": live_server.url, "TOKEN": token},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
    assert "FAILED" not in done.stdout
    assert Response.objects.get(external_id="till-9001").score == 3
    assert CustomerEvent.objects.filter(message_id="delivery-77").count() == 1
    assert Case.objects.get().state == "closed"
    assert (tmp_path / "export.zip").stat().st_size > 100
