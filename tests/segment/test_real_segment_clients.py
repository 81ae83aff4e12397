"""The real client libraries, with the host changed, against a server that runs."""

import json
import shutil
import subprocess

import pytest
import segment.analytics
from django.test import override_settings
from segment.analytics import request
from segment.analytics.client import Client as SegmentClient

from emptychair.customers.models import CustomerEvent, Person
from emptychair.usage.models import VisitorEvent
from tests.segment.sending import make_key

pytestmark = pytest.mark.django_db(transaction=True)

NODE_PACKAGE = "@segment/analytics-node@3.1.0"
SCRIPT = """
const { Analytics } = require("@segment/analytics-node");
const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host, path: "/segment/v1/batch", flushAt: 20 });
analytics.on("error", (problem) => { console.error(problem); process.exitCode = 1; });
analytics.identify({ userId: "n1", traits: { email: "node@example.com", name: "Nao" } });
analytics.group({ userId: "n1", groupId: "g1", traits: { name: "Acme" } });
const opened = (i, told) =>
  analytics.track({ userId: "n1", event: "Opened", properties: { i, text: "日本語" } }, told);
// Twenty are a batch. The server of the tests has one connection, so the next one waits for it.
(async () => {
  for (let i = 0; i < 45; i += 1) {
    if (i === 17 || i === 37) await new Promise((told) => opened(i, told));
    else opened(i);
  }
  analytics.page({ anonymousId: "v9", name: "Pricing" });
  await analytics.closeAndFlush({ timeout: 20000 });
  console.log("flushed");
})();
"""


@pytest.fixture
def problems():
    return []


@pytest.fixture(autouse=True)
def hang_up():
    """End the library's line, which it keeps open, so that no thread of the server waits for it."""
    yield
    request._session.close()


def a_client(live_server, secret, problems, **more):
    return SegmentClient(
        secret,
        host=f"{live_server.url}/segment",
        on_error=lambda problem, items: problems.append((problem, len(items))),
        upload_size=50,
        max_retries=2,
        **more,
    )


@pytest.mark.parametrize("gzip", [False, True])
def test_the_python_library_sends_all_it_was_given(people, live_server, problems, gzip):
    client = a_client(live_server, make_key(people)[1], problems, gzip=gzip)
    client.identify("p1", {"email": "ann@example.com", "name": "Ann"})
    client.group("p1", "c1", {"name": "Acme"})
    for number in range(120):
        client.track("p1", "Opened", {"number": number, "text": "日本語"})
    client.page("p1", "Docs", "Start")
    client.screen("p1", "App", "Home")
    client.track(None, "Looked", anonymous_id="v1")
    client.alias("v1", "p1")
    client.shutdown()
    assert problems == []
    ann = Person.objects.get()
    assert (ann.external_id, ann.email, ann.company.name) == ("p1", "ann@example.com", "Acme")
    assert CustomerEvent.objects.filter(person=ann, name="Opened").count() == 120
    assert set(CustomerEvent.objects.values_list("name", flat=True)) == {
        "Opened", "page: Docs Start", "screen: App Home", "Looked",
    }  # fmt: skip
    assert not VisitorEvent.objects.exists()


def test_the_python_library_is_told_that_its_key_is_unknown(people, live_server, problems):
    client = a_client(live_server, "nobody", problems)
    client.track("p1", "Opened")
    client.shutdown()
    ((problem, lost),) = problems
    assert (problem.status, problem.code, lost) == (401, "write-key-unknown", 1)


def test_the_module_of_the_python_library_works_as_our_page_says(people, live_server):
    secret = make_key(people)[1]
    segment.analytics.write_key = secret
    segment.analytics.host = f"{live_server.url}/segment"
    segment.analytics.sync_mode = True
    try:
        segment.analytics.track("user-1", "Report opened")
    finally:
        segment.analytics.default_client = None
    assert CustomerEvent.objects.get().name == "Report opened"


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    """A folder with the library for Node, where Node and its registry are at hand."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("SKIPPED LOUDLY: Node is not here, so @segment/analytics-node is not tried.")
    folder = tmp_path_factory.mktemp("node")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", NODE_PACKAGE]
    found = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    if found.returncode:
        pytest.skip(f"SKIPPED LOUDLY: npm could not install {NODE_PACKAGE}: {found.stderr[-300:]}")
    (folder / "send.cjs").write_text(SCRIPT)
    return folder


@pytest.mark.slow
def test_the_library_for_node_sends_all_it_was_given(people, live_server, node):
    secret = make_key(people)[1]
    command = ["node", "send.cjs", live_server.url, secret]
    with override_settings(ALLOWED_HOSTS=["*"]):
        told = subprocess.run(
            command, cwd=node, capture_output=True, text=True, timeout=90, check=False
        )
    assert told.returncode == 0, told.stderr
    assert "flushed" in told.stdout
    who = Person.objects.get()
    assert (who.external_id, who.name, who.company.external_id) == ("n1", "Nao", "g1")
    events = CustomerEvent.objects.filter(name="Opened", person=who)
    assert sorted(event.properties["i"] for event in events) == list(range(45))
    assert json.dumps(events[0].properties, ensure_ascii=False).count("日本語") == 1
    assert VisitorEvent.objects.get().name == "page: Pricing"
