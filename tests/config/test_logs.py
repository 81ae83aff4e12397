import json
import logging
import sys

from emptychair.config.logs import JsonFormatter


def record(**extra):
    made = logging.LogRecord("emptychair.x", logging.ERROR, "f", 1, "gone: %s", ("客",), None)
    vars(made).update(extra)
    return made


def test_a_line_for_machines_is_one_json_object():
    line = JsonFormatter().format(record(number="K7QT", message="x"))
    found = json.loads(line)
    assert found["message"] == "gone: 客"
    assert (found["level"], found["logger"], found["number"]) == ("ERROR", "emptychair.x", "K7QT")
    assert "\n" not in line


def test_the_error_is_in_the_line():
    made = record()
    try:
        int("broken chair")
    except ValueError:
        made.exc_info = sys.exc_info()
    assert "broken chair" in json.loads(JsonFormatter().format(made))["error"]
