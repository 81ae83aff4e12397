"""Commands for developers, below `manage.py`."""
