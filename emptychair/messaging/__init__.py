"""The one way out for every message. Channels plug in; how often a person may be written to is
decided here, whatever the channel.
"""
