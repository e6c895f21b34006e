"""Jobs of the lifecycle worker: bring operators' acts to whom they concern, seal, verify."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import delivery, sealing, verification


@shared_task(base=PlatformTask, ignore_result=True)
def seal() -> None:
    """Bring operators' acts to the municipalities that they concern, and seal what is new in every stream."""
    delivery.deliver_all()
    sealing.seal_all()


@shared_task(base=PlatformTask, ignore_result=True)
def verify() -> None:
    """Compare every stream with its chain; one that does not agree is an alert."""
    verification.verify()
