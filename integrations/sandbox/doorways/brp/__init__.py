"""The BRP in both ways of asking: `POST /personen` (2.x) and `GET /ingeschrevenpersonen/{bsn}` (1.3)."""

from .stand_in import STAND_INS

__all__ = ["STAND_INS"]
