"""The engine that counts: datasets, the `Engine` protocol and the embedded engine (DuckDB). It
knows columns and keys, and no domain; domains describe what may be seen and write Ibis
expressions.
"""
