"""Playbooks: when this happens and that holds, do these steps. A playbook has a draft and numbered
versions; a run follows the version it began with, one for each time its trigger came for a
customer. Each step is done once, whatever crashes or comes twice. Dry run, undo, hold-out, effect.
"""
