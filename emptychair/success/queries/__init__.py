"""Reads of health, risk and back-tests."""
