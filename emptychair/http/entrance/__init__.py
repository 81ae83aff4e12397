"""How people come in: signing up and in through allauth, invitations, and the door of the demo."""
