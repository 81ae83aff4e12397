"""What exchange does: importing, undoing, exporting."""
