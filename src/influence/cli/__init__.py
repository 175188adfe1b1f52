"""The command line: one file a command, loaded when it is called."""

import gc

gc.set_threshold(50_000, 20, 20)  # starting makes thousands of things that stay: looking for garbage took 6 ms of 100

from influence.cli.main import main  # noqa: E402 - what this imports is made under the threshold above

__all__ = ["main"]
