"""A stand-in for Twilio on this machine: it takes messages as its documentation says, checks who
asks, and signs its calls as Twilio signs them.
"""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

ACCOUNT, KEY, NUMBER = "AC" + "0" * 32, "a key for tests", "+815012345678"


def signature_of(address, fields, key=KEY):
    """https://www.twilio.com/docs/usage/security#validating-requests, by hand."""
    whole = address + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return base64.b64encode(hmac.digest(key.encode(), whole.encode(), hashlib.sha1)).decode()


class Twilio(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent = []  # fields of what was taken
        self.refusals = []  # (status, code, message) for the next requests, in order
        self.breaks = 0  # so many requests are taken and never answered

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        basic = "Basic " + base64.b64encode(f"{ACCOUNT}:{KEY}".encode()).decode()
        if self.headers["Authorization"] != basic:
            return self._say(401, {"code": 20003, "message": "Authenticate", "status": 401})
        if self.path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            return self._say(404, {"code": 20404, "message": "Not found", "status": 404})
        if self.server.refusals:
            status, code, message = self.server.refusals.pop(0)
            return self._say(status, {"code": code, "message": message, "status": status})
        if not {"To", "Body"} <= fields.keys() or not fields.keys() & {
            "From",
            "MessagingServiceSid",
        }:
            return self._say(400, {"code": 21602, "message": "Body is required", "status": 400})
        self.server.sent.append(fields)
        if self.server.breaks:
            self.server.breaks -= 1
            self.connection.close()
            return None
        sid = f"SM{len(self.server.sent):032d}"
        said = {"sid": sid, "status": "queued", "to": fields["To"], "body": fields["Body"]}
        return self._say(201, said)

    def _say(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def twilio_server():
    server = Twilio()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
