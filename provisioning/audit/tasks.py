"""Jobs of the lifecycle worker: bring operators' acts to whom they concern, seal, verify."""

import uuid

from celery import shared_task

from tenants.celery import PlatformTask

from . import delivery, forgetting, looking, sealing


@shared_task(base=PlatformTask, ignore_result=True)
def seal() -> None:
    """Bring operators' acts to the municipalities that they concern, and seal what is new in every stream."""
    delivery.deliver_all()
    sealing.seal_all()
    looking.queue_waiting()


@shared_task(base=PlatformTask, ignore_result=True)
def verify() -> None:
    """Compare every stream with its chain; one that does not agree is an alert."""
    looking.look_by_night()


@shared_task(base=PlatformTask, ignore_result=True)
def look(look_uuid: str) -> None:
    """Take the look that somebody asked for, unless somebody is at it."""
    looking.run(uuid.UUID(look_uuid))


@shared_task(base=PlatformTask, ignore_result=True)
def forget() -> None:
    """Forget what is too old in the record of who looked, at every municipality."""
    forgetting.forget_all()
