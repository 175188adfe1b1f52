"""Run a program to its end and say what it took; medians with their spread."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import threading
import time
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PATIENCE = 600.0  # seconds that anything compared with may take
MOST_MEMORY = 16 * 2**30  # bytes of address space that it may take


class GaveUpError(RuntimeError):
    """The program took too long or too much, or failed; the message says which."""


def run(
    command: Sequence[object], *, limit: float = 3600.0, memory: int | None = None, good: Iterable[int] = (0,)
) -> dict[str, Any]:
    """Seconds, processor seconds, peak memory in MB, output; raises `GaveUpError` on any other code than `good`."""
    # compiled modules are kept, as they are for a user
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=out, stderr=err, env=environment, preexec_fn=_capped(memory))  # noqa: PLW1509 - the child only limits itself
        late = threading.Timer(limit, process.kill)
        late.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            raise GaveUpError(_reason(words, process.returncode, _text(err), seconds, limit))
        text = _text(out)
    cpu = used.ru_utime + used.ru_stime
    return {"seconds": seconds, "cpu": cpu, "memory": used.ru_maxrss / 1024, "out": text}


def _capped(memory: int | None) -> Any:
    return None if memory is None else lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


def _reason(words: list[str], code: int, errors: str, seconds: float, limit: float) -> str:
    if seconds >= limit:
        return f"more than {limit:.0f} s"
    last = (errors.strip().splitlines() or [f"ended with {code}"])[-1]
    return "more than 16 GB" if "MemoryError" in last or "bad_alloc" in last else f"{words[-1]}: {last}"[:200]


def spread(values: Iterable[float]) -> dict[str, float]:
    """Median, least and most of several measurements, and how many there were."""
    times = sorted(values)
    return {"median": statistics.median(times), "least": times[0], "most": times[-1], "times": len(times)}
