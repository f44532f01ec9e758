"""What a piece of work takes: seconds on the clock, seconds of processor, memory at its highest."""

import resource
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from time import perf_counter, process_time
from typing import Self


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process. On a busy machine trust ``cpu``: ``seconds`` counts the waiting for a core as well."""

    seconds: float
    cpu: float
    megabytes: float
    """Peak resident memory of the whole process, the interpreter and the data it works on included."""

    @classmethod
    def middle(cls, costs: Iterable[Self]) -> Self:
        """The median of each."""
        known = list(costs)
        return cls(*(median(getattr(each, name) for each in known) for name in ("seconds", "cpu", "megabytes")))


def cost(work: Callable[[], object], *, rounds: int = 1) -> Cost:
    """The median of several rounds in this process."""
    return Cost.middle(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> Cost:
    seconds, cpu = perf_counter(), process_time()
    work()
    seconds, cpu = perf_counter() - seconds, process_time() - cpu
    return Cost(seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def apart(measure: Callable[..., Cost], *arguments: object) -> Cost:
    """Call a function of a module in a new process, so that the memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()
