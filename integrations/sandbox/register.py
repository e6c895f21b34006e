"""All stand-ins."""

from .doorways import brp, esuite, kvk, laposta, objects, open_forms, open_klant, qmatic, sms, ssd
from .identity_openid.stand_in import STAND_INS as IDENTITY_OPENID
from .identity_saml.stand_in import STAND_INS as IDENTITY_SAML
from .stand_ins import StandIn
from .voorbeeldregister.stand_in import STAND_IN as VOORBEELDREGISTER
from .zgw.esuite import STAND_IN as ESUITE
from .zgw.stand_in import STAND_INS as ZGW

DOORWAYS: tuple[StandIn, ...] = (
    *open_klant.STAND_INS,
    *esuite.STAND_INS,
    *brp.STAND_INS,
    *kvk.STAND_INS,
    *ssd.STAND_INS,
    *objects.STAND_INS,
    *open_forms.STAND_INS,
    *laposta.STAND_INS,
    *qmatic.STAND_INS,
    *sms.STAND_INS,
)
STAND_INS: tuple[StandIn, ...] = (
    *ZGW,
    ESUITE,
    VOORBEELDREGISTER,
    *DOORWAYS,
    *IDENTITY_OPENID,
    *IDENTITY_SAML,
)
