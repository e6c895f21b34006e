"""The two services of the suite, as far as they say what they are; a certificate is asked for by no stand-in."""

from collections.abc import Callable

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

WSDL = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" '
    'targetNamespace="http://www.centric.nl/GWS/Diensten/{name}/{version}">'
    '<service name="{name}"><port name="{name}Port"><soap:address location="{address}"/></port></service>'
    "</definitions>"
)
FAULT = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>'
    "<faultcode>soap:Client</faultcode><faultstring>Het oefensysteem voert dit verzoek niet uit.</faultstring>"
    "</soap:Fault></soap:Body></soap:Envelope>"
)


def _describing(service: str) -> Callable[[Call], Response]:
    name, _, version = service.partition("-")

    def view(call: Call) -> Response:
        told = WSDL.format(name=name, version=version, address=f"{call.base}/{service}")
        return Response(told.encode(), content_type="text/xml; charset=utf-8")

    return view


def _refuse(error: RefusedError) -> Response:
    return Response(FAULT.encode(), error.status, "text/xml; charset=utf-8")


def _endpoint(key: str, title: str, service: str) -> Endpoint:
    return Endpoint(key, title, [Operation("GET", f"/{service}", _describing(service))])


STAND_INS = (
    StandIn(
        key="ssd",
        name="SSD (uitkeringen)",
        endpoints=[
            _endpoint("uitkering", "Maandspecificaties", "UitkeringsSpecificatieClient-v0600"),
            _endpoint("jaaropgave", "Jaaropgaven", "JaarOpgaveClient-v0400"),
        ],
        refuse=_refuse,
        contracts={
            "/UitkeringsSpecificatieClient-v0600": "ssd/uitkering/v0600-b01/UitkeringsSpecificatieClient.wsdl",
            "/JaarOpgaveClient-v0400": "ssd/jaaropgave/v0400-b01/JaarOpgaveClient.wsdl",
        },
    ),
)
