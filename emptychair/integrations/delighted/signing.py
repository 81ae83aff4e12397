"""Secrets of webhooks, made from a number that is raised for a new one, and signatures by them."""

import base64
import hashlib
import hmac

from django.conf import settings

HEADER = "X-Emptychair-Signature"


def webhook_secret(webhook_id: int, number: int) -> str:
    """What the receiver keeps to check bodies."""
    about = f"delighted.webhook:{webhook_id}:{number}"
    digest = hmac.digest(str(settings.SECRET_KEY).encode(), about.encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().rstrip("=").lower()


def signature_of(body: bytes, secret: str) -> str:
    """HMAC-SHA256 of the raw body: `sha256=...` in hexadecimal."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
