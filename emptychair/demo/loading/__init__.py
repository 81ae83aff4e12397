"""Puts the made-up companies into the database, each into a workspace of its own, through the same
services as a real company's data. Their days are moved so that the newest lies just behind us.
"""

from emptychair.demo.loading.house import load_demo

__all__ = ["load_demo"]
