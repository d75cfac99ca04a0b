"""Who does the work that can be done at the same time: this process, several, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from os import cpu_count
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")

SECONDS_TO_REACH = 10.0


class ClusterUnreachable(ValueError):
    """There is no cluster at the address, or no Dask here; the sentence says which and the mend."""


class Here(Executor):
    """Work done where and when it is submitted; what it raises is raised there and then."""

    def submit(self, fn: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Found]:
        done: Future[Found] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextmanager
def processes(number: int | None = None) -> Iterator[Executor]:
    """So many processes of this machine, one a core by default."""
    # Each begins anew: one that is forked would share the connections and the threads of this process.
    count = number or cpu_count() or 1
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as found:
        # Each is begun at once, while there is other work, and not when it is first needed.
        for _ in range(count):
            found.submit(int)
        yield found


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the Dask scheduler at an address, say ``tcp://10.0.0.7:8786``. Raises ClusterUnreachable."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterUnreachable("Dask is not installed here: pip install inspectorate[cluster].") from None
    try:
        client = Client(address, timeout=SECONDS_TO_REACH)
    except (OSError, ValueError) as problem:
        raise ClusterUnreachable(f"No Dask scheduler answers at “{address}”: start one, or give its address.") from (
            problem
        )
    with client, client.get_executor() as found:
        yield found
