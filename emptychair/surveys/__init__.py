"""What is asked and what came back: definitions, questions, channels, invitations, responses."""
