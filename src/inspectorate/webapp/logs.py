"""What the service writes to its log: one JSON object a line, the lines of other libraries too."""

from __future__ import annotations

import logging
import sys
from functools import cache
from typing import Any, TextIO

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "inspectorate.webapp.logs.JsonLines"}},
    "handlers": {"console": {"class": "inspectorate.webapp.logs.StandardError", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"inspectorate": {"level": "INFO"}},
}


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the time: something that runs a command may have lent it another."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # read each time, never kept
        return sys.stderr


class JsonLines(logging.Formatter):
    """Formats with structlog, which is loaded with the first line: most commands write none and start sooner."""

    def format(self, record: logging.LogRecord) -> str:
        return _formatter().format(record)


def shared_steps() -> list[Any]:
    """What is done to every line, whoever wrote it: the request's id, level, name, instant and traceback are added."""
    import structlog

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


@cache
def _formatter() -> logging.Formatter:
    import structlog

    last: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared_steps(), processors=last)
