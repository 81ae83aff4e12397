"""A mail as a page of its own, for a frame that trusts it with nothing."""

import re

from django.utils.html import urlize

# Styles of the mail itself and its pictures in line; no script, no form, nothing from elsewhere.
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
# Links open beside the frame; a mail program shows a white page whatever ours is.
BESIDE = '<base target="_blank"><style>html{background:#fff;color:#222;color-scheme:light}</style>'
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def framed(markup: str, text: str) -> str:
    """The HTML with links that open beside the frame; a mail without HTML as its text."""
    if not markup:
        lines = urlize(text, nofollow=True, autoescape=True)
        markup = f'<pre style="white-space:pre-wrap;font:16px/1.7 sans-serif">{lines}</pre>'
    if _HEAD.search(markup):
        return _HEAD.sub(lambda head: head.group() + BESIDE, markup, count=1)
    return f'<!doctype html><html><head><meta charset="utf-8">{BESIDE}</head>{markup}</html>'
