"""The executor for one process: whatever it is given is done at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Here(Executor):
    """Work done where and when it is submitted; what it raises is raised there and then."""

    def submit(self, fn: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Found]:
        done: Future[Found] = Future()
        done.set_result(fn(*args, **kwargs))
        return done
