"""Pages of the editor may show a survey in a frame of their own."""

from django.http import HttpResponse

from emptychair.http.headers import POLICY


def with_frames(response: HttpResponse) -> HttpResponse:
    """Let this page show frames from here."""
    response["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response
