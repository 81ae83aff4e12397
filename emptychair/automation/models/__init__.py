"""Tables of playbooks: what is to happen, and each time it did."""

from emptychair.automation.models.playbook import Playbook, PlaybookVersion
from emptychair.automation.models.run import Inside, Run, RunStep

__all__ = ["Inside", "Playbook", "PlaybookVersion", "Run", "RunStep"]
