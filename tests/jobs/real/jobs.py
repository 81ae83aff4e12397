import os
import time
from pathlib import Path

from emptychair.jobs import job


def write_line(path, text):
    with Path(path).open("a") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


@job("real.note")
def note(*, path, text):
    write_line(path, text)


@job("real.hang_once")
def hang_once(*, path):
    first = not Path(path).exists()
    write_line(path, "started")
    if first:
        time.sleep(60)
    write_line(path, "finished")
