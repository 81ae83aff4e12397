"""Wires the rest and holds no logic: the environment (`env`), Django's settings, the system checks
for operators, the URLs and the WSGI entry.
"""
