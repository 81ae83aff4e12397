"""Django's settings, one module, built from the environment."""

from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
SECRET_KEY = "made-at-first-start"  # noqa: S105 - replaced by env.py
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
LANGUAGE_CODE = "ja"
