"""Nothing that a query raises reaches a page: it becomes an outcome, and a line in the log without data."""

import traceback
from pathlib import Path
from typing import Any

from structlog import get_logger

from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome, failed
from tenants.errors import DecryptionError

from .types import Query

log = get_logger(__name__)
OF_DATA = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What code raises that meets data it did not expect."""


def asked(name: str, query: Query[Any], deadline: Deadline) -> Outcome[Any]:
    """Ask a query, and answer with an outcome whatever it raises."""
    try:
        deadline.left()
        return query(deadline)
    except UnavailableError as error:
        return failed(error.reason)
    except NotConfiguredError:
        return failed(Reason.SWITCHED_OFF)
    except DecryptionError:
        return failed(Reason.SECRET_UNREADABLE)
    except Exception as error:  # a page never falls over a source
        reason = Reason.MALFORMED if isinstance(error, OF_DATA) else Reason.HAS_TROUBLE
        log.error("sources.query_failed", query=name, error=type(error).__name__, where=_where(error))
        return failed(reason)


def _where(error: Exception) -> str:
    """Say where it was raised: its text may quote what the other side sent."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).stem}:{frames[-1].lineno}" if frames else ""
