"""Segment-compatible ingest: what Segment's client libraries send is kept here."""
