"""All stand-ins."""

from .stand_ins import StandIn
from .voorbeeldregister.stand_in import STAND_IN as VOORBEELDREGISTER
from .zgw.stand_in import STAND_INS as ZGW

STAND_INS: tuple[StandIn, ...] = (*ZGW, VOORBEELDREGISTER)
