"""What a programmer copies: the usual libraries, with our host in place of Segment's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """One language; its name needs no translation."""

    name: str
    text: str


def snippets_for(origin: str, key: str) -> list[Snippet]:
    """With the key where it is known, else with a word in its place."""
    origin, key = origin.rstrip("/"), key or "WRITE_KEY"
    return [
        Snippet("Python", _PYTHON.format(origin=origin, key=key)),
        Snippet("Node.js", _NODE.format(origin=origin, key=key)),
        Snippet("curl", _CURL.format(origin=origin, key=key)),
    ]


_PYTHON = """\
# pip install segment-analytics-python
from segment import analytics

analytics.write_key = "{key}"
analytics.host = "{origin}/segment"
analytics.identify("user-1", {{"email": "ann@example.com", "name": "Ann"}})
analytics.group("user-1", "company-1", {{"name": "Acme"}})
analytics.track("user-1", "Report opened")
analytics.flush()"""
_NODE = """\
// npm install @segment/analytics-node
import {{ Analytics }} from "@segment/analytics-node";

const analytics = new Analytics({{
  writeKey: "{key}",
  host: "{origin}",
  path: "/segment/v1/batch",
}});
analytics.track({{ userId: "user-1", event: "Report opened" }});
await analytics.closeAndFlush();"""
_CURL = """\
curl -u {key}: -H 'Content-Type: application/json' \\
  -d '{{"userId": "user-1", "event": "Report opened"}}' \\
  {origin}/segment/v1/track"""
