"""Judge a new password."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Operator


def check(password: str, operator: Operator) -> None:
    """Let a password pass that is not easily guessed.

    :raises ValidationError: with what is wrong with it, in Dutch.
    """
    try:
        password_validation.validate_password(password, operator)
    except ValidationError as error:
        raise ValidationError([_words(one) for one in error.error_list]) from None


def _words(error: ValidationError) -> str:
    # Django's Dutch has no text for this one.
    if error.code == "password_too_short":
        number = (error.params or {}).get("min_length", 12)
        return _("Dit wachtwoord is te kort. Kies er een van minstens %(number)d tekens.") % {
            "number": number
        }
    return " ".join(error.messages)
