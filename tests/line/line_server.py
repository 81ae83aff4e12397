"""A stand-in for LINE on this machine: it takes pushes as its documentation says, checks who asks,
knows retry keys, and signs its calls as LINE signs them.
"""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET, TOKEN = "0123456789abcdef", "an/access+token/for+tests="
USER = "U" + "a" * 32


def signature_of(body, secret=SECRET):
    """https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/, by hand."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


class Line(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pushes = []
        self.keys = {}  # retry key: id of the request that took it
        self.refusals = []  # (status, message) for the next requests, in order
        self.breaks = 0  # so many pushes are taken and never answered

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def texts(self):
        return [one["messages"][0]["text"] for one in self.pushes]


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._say(401, {"message": "Authentication failed"})
        if self.server.refusals:
            status, message = self.server.refusals.pop(0)
            return self._say(status, {"message": message})
        if self.path == f"/v2/bot/user/{USER}/linkToken":
            return self._say(200, {"linkToken": "NMZTNuVrPTqlr2IF8Bnymkb7rXfYv5EY"})
        if self.path != "/v2/bot/message/push":
            return self._say(404, {"message": "Not found"})
        return self._push(json.loads(body))

    def _push(self, asked):
        if not str(asked.get("to", "")).startswith("U") or not asked.get("messages"):
            return self._say(400, {"message": "The property, 'to', in the request body is invalid"})
        key = self.headers["X-Line-Retry-Key"]
        if key in self.server.keys:
            said = {"message": "The retry key is already accepted"}
            return self._say(409, said, {"x-line-accepted-request-id": self.server.keys[key]})
        self.server.pushes.append(asked)
        number = str(len(self.server.pushes))
        self.server.keys[key] = number
        if self.server.breaks:
            self.server.breaks -= 1
            self.connection.close()
            return None
        return self._say(200, {"sentMessages": [{"id": number, "quoteToken": "q"}]})

    def _say(self, status, body, headers=None):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def line_server():
    server = Line()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
