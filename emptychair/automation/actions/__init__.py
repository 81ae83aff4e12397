"""What a step can do: one file for each action, calling a service. They register themselves."""

from emptychair.automation.actions import (  # noqa: F401 - each registers itself
    attribute,
    branch,
    mail,
    notify,
    plan,
    stop,
    survey,
    task,
    wait,
)
