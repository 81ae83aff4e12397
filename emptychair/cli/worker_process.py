"""The worker as a process of its own; `emptychair run` starts it."""

from emptychair.cli.serve import work

if __name__ == "__main__":
    work()
