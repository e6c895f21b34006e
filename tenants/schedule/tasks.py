"""The dispatcher, and the one task that does work. Messages hold the number of a row and a fence, nothing else."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import feeding, planning, recovering, running


@shared_task(base=PlatformTask)
def dispatch() -> int:
    """Claim the slots that have begun, take back what got lost, and hand out what there is room for."""
    planning.plan()
    recovering.recover()
    return feeding.feed()


@shared_task(base=PlatformTask)
def feed() -> int:
    """Hand out what there is room for: somebody has just asked for work."""
    return feeding.feed()


@shared_task(base=PlatformTask)
def run(work: int, fence: int) -> None:
    """Do one piece of work inside its municipality, then see whether more can be handed out."""
    if not running.run(work, fence):
        recovering.recover()  # a message that comes again may tell of a worker that died
    feeding.feed_when_low()
