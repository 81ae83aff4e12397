"""Alerts: what changed beyond noise, and what to watch."""
