"""The flavours as stand-ins."""

import json
from collections.abc import Callable

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import authorizing, leaving, tokens
from .flavours import FLAVOURS, Flavour
from .kept import Memory


def discovery(call: Call, flavour: Flavour) -> Response:
    """Say what this provider is."""
    told = {
        "issuer": call.base,
        "authorization_endpoint": f"{call.base}/authorize",
        "token_endpoint": f"{call.base}/token",
        "jwks_uri": f"{call.base}/keys",
        "userinfo_endpoint": f"{call.base}/userinfo",
        "end_session_endpoint": f"{call.base}/logout",
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": list(flavour.client_authentication),
        "authorization_response_iss_parameter_supported": flavour.names_itself,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }
    return _json(told)


def keys(call: Call, flavour: Flavour) -> Response:
    """Give the public keys."""
    return _json({"keys": Memory(call, flavour.key).keys()})


def rotate(call: Call, flavour: Flavour) -> Response:
    """Sign with a new key from now on."""
    return _json({"kid": Memory(call, flavour.key).key(is_new=True).kid})


def refuse(error: RefusedError) -> Response:
    """Word an error as OAuth does."""
    told = {"error": error.code or "invalid_request", "error_description": "Het oefensysteem weigert dit."}
    return _json(told, error.status)


def _json(content: object, status: int = 200) -> Response:
    return Response(json.dumps(content).encode(), status, "application/json")


def _of(flavour: Flavour) -> StandIn:
    def by(view: Callable[[Call, Flavour], Response]) -> Callable[[Call], Response]:
        return lambda call: view(call, flavour)

    return StandIn(
        key=flavour.key,
        name=flavour.name,
        endpoints=[
            Endpoint(
                "discovery",
                "Waar wat te vinden is",
                [Operation("GET", "/.well-known/openid-configuration", by(discovery))],
            ),
            Endpoint(
                "keys",
                "Sleutels",
                [Operation("GET", "/keys", by(keys)), Operation("POST", "/rotate", by(rotate))],
            ),
            Endpoint(
                "authorize",
                "Inlogpagina",
                [
                    Operation("GET", "/authorize", by(authorizing.ask)),
                    Operation("POST", "/authorize", by(authorizing.carry_out)),
                ],
            ),
            Endpoint("token", "Token", [Operation("POST", "/token", by(tokens.exchange))]),
            Endpoint("userinfo", "Gegevens", [Operation("GET", "/userinfo", by(tokens.userinfo))]),
            Endpoint(
                "logout",
                "Uitloggen",
                [
                    Operation("GET", "/logout", by(leaving.end)),
                    Operation("POST", "/logout", by(leaving.end)),
                    Operation("GET", "/sessions", by(leaving.sessions)),
                    Operation("POST", "/sessions", by(leaving.send)),
                ],
            ),
        ],
        refuse=refuse,
        no_contract="OpenID Connect is een standaard zonder contract in deze vorm.",
    )


STAND_INS = tuple(_of(flavour) for flavour in FLAVOURS)
