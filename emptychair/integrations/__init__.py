"""Outside systems, one folder each, deletable, knowing nothing of their neighbours."""
