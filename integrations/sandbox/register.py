"""All stand-ins."""

from .stand_ins import StandIn
from .zgw.stand_in import STAND_INS as ZGW

STAND_INS: tuple[StandIn, ...] = (*ZGW,)
