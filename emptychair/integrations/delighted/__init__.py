"""Delighted's REST API, version 1, for programs that were written against it: its client libraries
work when only the base URL and the key change. A key belongs to one survey, Delighted's "project".
The contract is told in `docs/guides/coming-from-delighted.md`.
"""
