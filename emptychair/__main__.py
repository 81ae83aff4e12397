"""`python -m emptychair` is the same as the `emptychair` command."""

from emptychair.cli import main

main()
