"""What to write into each of Delighted's client libraries."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Client:
    """A library and the lines that lead it here."""

    name: str
    lines: str


def clients_for(origin: str) -> list[Client]:
    """The libraries, with the address of this server in their words."""
    base = f"{origin}/delighted/v1"
    parts = urlsplit(base)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return [
        Client("curl", f"curl {base}/metrics.json -u KEY:"),
        Client(
            "Python",
            f'import delighted\ndelighted.api_key = "KEY"\ndelighted.api_base_url = "{base}/"',
        ),
        Client(
            "Node",
            "const delighted = require('delighted')('KEY', {\n"
            f"  scheme: '{parts.scheme}', host: '{parts.hostname}', port: {port},\n"
            f"  base: '{parts.path}'\n"
            "});",
        ),
        Client("Ruby", f'Delighted.api_key = "KEY"\nDelighted.api_base_url = "{base}"'),
        Client(
            "PHP",
            f"\\Delighted\\Client::getInstance([\n  'apiKey' => 'KEY', 'baseUrl' => '{base}/'\n]);",
        ),
    ]
