"""The outbox: each message as the customer sees it."""
