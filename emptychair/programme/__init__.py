"""The programme: who answers for it, what is done when, and what it is to reach.

The officer runs it; the executive owner is the head of the business or somebody above, to whom
comes what no team can solve (an escalation). A routine comes round (read all voices each week) or
is called by an exception (a score fell); each time it is a task with a checklist, an owner and a
day. Targets stand in `metrics`, beside the scores.
"""
