"""The `emptychair` console command."""
