"""What messaging does: plan, send, suppress, receive."""
