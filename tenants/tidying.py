"""Carry out all rules of retention in the entered tenant, a portion at a time."""

import datetime

from django.db import transaction
from django.utils import timezone
from structlog import get_logger

from . import registers
from .registers.ruling import PORTION, RetentionRule

log = get_logger(__name__)


class NotTidiedError(RuntimeError):
    """Raised when rules could not be carried out; all others were."""


def tidy(_key: str) -> None:
    """Let every rule have its way; one that fails keeps none of the others from it.

    :raises NotTidiedError: when some failed, with the names of the models.
    """
    failed = [rule.model for rule in registers.rules if not _carried_out(rule, timezone.now())]
    if failed:
        raise NotTidiedError(", ".join(failed))


def _carried_out(rule: RetentionRule, now: datetime.datetime) -> bool:
    number = 0
    try:
        while portion := _portion(rule, now - rule.after):
            number += portion
    except Exception as error:  # of whatever kind: the others go on
        log.error("retention.failed", model=rule.model, error=type(error).__name__)
        return False
    if number:
        log.info("retention.tidied", model=rule.model, number=number)
    return True


@transaction.atomic
def _portion(rule: RetentionRule, before: datetime.datetime) -> int:
    return rule.tidy(before, PORTION)
