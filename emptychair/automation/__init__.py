"""Playbooks: when this happens and that holds,
do these steps; dry run, versions, undo, hold-out.
"""
