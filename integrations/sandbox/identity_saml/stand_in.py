"""The two providers: DigiD, and a broker of eHerkenning and eIDAS."""

from collections.abc import Callable

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, StandIn
from integrations.sandbox.web import Response

from . import describing, keys, page, resolving, signing_in, signing_out, xml

type View = Callable[[Call, str], Response]


def _metadata(call: Call, scheme: str) -> Response:
    told = xml.sign(describing.descriptor(call.base, keys.own()), keys.own(), after="nothing")
    return Response(xml.write(told), content_type="application/samlmetadata+xml")


def _provider(scheme: str, name: str) -> StandIn:
    def of(view: View) -> Callable[..., Response]:
        return lambda call: view(call, scheme)

    both = ("GET", "POST")
    return StandIn(
        key=scheme,
        name=name,
        endpoints=[
            Endpoint("metadata", "Metadata", [Operation("GET", "/metadata", of(_metadata))]),
            Endpoint(
                "sign-in",
                "Inloggen",
                [
                    *(Operation(method, "/sign-in", of(signing_in.ask)) for method in both),
                    Operation("POST", "/choose", of(signing_in.choose)),
                ],
            ),
            Endpoint("artifacts", "Artifacts", [Operation("POST", "/artifacts", of(resolving.resolve))]),
            Endpoint(
                "sign-out",
                "Uitloggen",
                [
                    *(Operation(method, "/sign-out", of(signing_out.out)) for method in both),
                    Operation("GET", "/sessions", of(signing_out.sessions)),
                    Operation("POST", "/sessions", of(signing_out.end)),
                    Operation("POST", "/registration", of(signing_out.register)),
                ],
            ),
        ],
        refuse=page.refuse,
        no_contract="SAML is een standaard van OASIS, zonder machineleesbaar contract.",
        entrance="/metadata",
    )


STAND_INS = (
    _provider("digid", "DigiD (SAML)"),
    _provider("eherkenning", "eHerkenning en eIDAS (SAML)"),
)
