"""What comes after the password: a code that is sent, a number or an app that is to be shown first, or nothing."""

from enum import StrEnum

from django.http import HttpRequest

from portal.accounts.door_options import PasswordDoor
from portal.accounts.models import User
from portal.accounts.queries import local

from . import halfway, second_step, sent_codes
from .limits import Blocked
from .sent_codes import NotSent


class Next(StrEnum):
    """Which page comes now."""

    CODE = "code"
    PHONE = "phone"
    APP = "app"


def begin(request: HttpRequest, user: User, door: PasswordDoor, *, then: str) -> Next:
    """Go halfway: send the code that is asked next, or prepare what is to be set up."""
    halfway.begin(request, user, then=then)
    if second_step.must_set_up(user, door):
        if door.takes_app:
            second_step.prepare_app(user)
        number = local.told_phone(user) if door.takes_sms else ""
        if not number:
            return Next.PHONE if door.takes_sms else Next.APP
        send(request, user, second_step.SMS, number=number)
    elif second_step.APP not in second_step.ready(user, door):
        send(request, user, second_step.SMS, number=local.verified_phone(user))
    return Next.CODE


def send(request: HttpRequest, user: User, channel: str, *, number: str = "") -> Blocked | NotSent | None:
    """Send a code, and note in the session when none could be sent."""
    answer = sent_codes.send(user, channel, number=number)
    halfway.note(request, trouble=channel if isinstance(answer, NotSent) else "")
    return answer


def number_of(user: User) -> str:
    """Answer where a text message goes: a number that was shown to be theirs never gives way to another."""
    return local.verified_phone(user) or sent_codes.number_in_hand(user) or local.told_phone(user)
