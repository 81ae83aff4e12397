"""What templates can say: `{% load emptychair %}`."""
