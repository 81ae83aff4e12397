"""The engine that counts: datasets, snapshots of them, the rows that came since, roll-ups, and the
`Engine` protocol with DuckDB and Spark behind it. It knows columns and keys, and no domain; domains
describe what may be seen and write Ibis expressions.
"""
