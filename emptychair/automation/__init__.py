"""When this happens, if that holds, do these: triggers, conditions and actions."""
