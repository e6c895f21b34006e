"""Say what went wrong in a step so that an operator knows what to do.

The text of an unknown error is not shown: it may hold personal data. It stands in the log.
"""

from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext as _

from .errors import StepError
from .models import CompiledSchema


def explain(error: Exception) -> str:
    """Explain an error that a step raised."""
    match error:
        case StepError():
            return str(error)
        case CompiledSchema.DoesNotExist():
            return _(
                "Het schema van deze versie is niet klaargezet. "
                "Laat “manage.py compile_schema” uitvoeren en probeer het opnieuw."
            )
        case OperationalError() | InterfaceError():
            return _(
                "De database was niet bereikbaar of had geen plaats. "
                "Controleer de database en probeer het opnieuw; er is niets half gedaan."
            )
        case DatabaseError():
            return _(
                "De database weigerde deze stap (%(kind)s). Zoek in het logboek van de lifecycle-worker "
                "op het kenmerk van deze opdracht, en probeer het daarna opnieuw."
            ) % {"kind": type(error.__cause__ or error).__name__}
        case _unknown:
            return _(
                "Deze stap mislukte door een fout die we niet kennen (%(kind)s). Zoek in het logboek van de "
                "lifecycle-worker op het kenmerk van deze opdracht, en probeer het daarna opnieuw."
            ) % {"kind": type(error).__name__}


def deadly() -> str:
    """Explain that a step killed every worker that tried it."""
    return _(
        "De worker is bij deze stap telkens gestopt. Controleer het geheugen en het logboek van de "
        "lifecycle-worker, en probeer het daarna opnieuw."
    )
