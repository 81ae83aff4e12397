"""Health, language, who a token is."""

from tests.architecture.permission_table.who import EVERYBODY, ONLY_KNOWN, WHO

LINES = {
    # method, route, an address of it: what each of WHO is answered
    ("GET", "health", "/health"): EVERYBODY,
    ("GET", "ready", "/ready"): EVERYBODY,
    ("POST", "language/", "/language/"): dict.fromkeys(WHO, 302),
    ("GET", "api/v1/me", "/api/v1/me"): ONLY_KNOWN,
    ("GET", "api/v1/demo/report/<language>", "/api/v1/demo/report/ja"): {
        **ONLY_KNOWN,
        "partner": 403,
    },
    ("GET", "api/v1/", "/api/v1/"): dict.fromkeys(WHO, 404),
    ("GET", "api/v1/openapi.json", "/api/v1/openapi.json"): EVERYBODY,
    ("GET", "api/v1/reference/", "/api/v1/reference/"): EVERYBODY,
}
