"""How a log line looks: for people, or one JSON object a line for machines."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from typing_extensions import override

# What every record has; the rest was given by `extra=` and is worth showing.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, what `extra=` gave, the error."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        extra = {key: value for key, value in vars(record).items() if key not in _USUAL}
        line.update({key: value for key, value in extra.items() if key not in line})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_settings(*, level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, which whoever runs us collects."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {"()": "emptychair.config.logs.JsonFormatter"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # What breaks is logged once, with its number (`http/errors.py`); a page not found is no
            # news, and neither is a queue that is looked at.
            "django.request": {"level": "CRITICAL"},
            "django-q": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
