"""Work that happens later: `@job`, enqueue by name inside the transaction of its cause, schedules, and the
worker. The queue library stays behind this package, so that it can be replaced.
"""
