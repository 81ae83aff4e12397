"""Alerts: what changed beyond noise, however often one looks, told to one person with the voices
attached.
"""
