"""The side without a browser: which answer an artifact stands for."""

import base64
import binascii
from dataclasses import replace
from http import HTTPStatus

from cryptography import x509

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response

from . import answers, describing, keys, store, xml
from .store import Answer

SOAP_TYPE = "text/xml; charset=utf-8"


def resolve(call: Call, scheme: str) -> Response:
    """Answer what an artifact stands for, once, to whoever asked for the sign-in."""
    try:
        envelope = xml.parse(call.request.body)
        question = xml.find(envelope, "/soap:Envelope/soap:Body/samlp:ArtifactResolve")[0]
        signer = xml.signer_of(question)
        handle = base64.b64decode(xml.text(question, "samlp:Artifact"), validate=True)[24:]
    except (ValueError, IndexError, binascii.Error):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "verzoek") from None
    if signer is None:
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    answer = store.ARTIFACTS.take(handle)
    if answer is not None and not _is_theirs(answer, call, scheme, xml.text(question, "saml:Issuer")):
        answer = None
    if answer is not None and not _may_ask(answer, signer):
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    if answer is not None and call.fault.wrong_person:
        answer = _about_another(answer)
    told = answers.artifact_response(
        answer,
        own=keys.own(),
        entity_id=describing.entity_id(call.base),
        to=question.get("ID"),
        certificate=signer,
    )
    return Response(xml.enveloped(told), content_type=SOAP_TYPE)


def _is_theirs(answer: Answer, call: Call, scheme: str, issuer: str) -> bool:
    begun = answer.begun
    return begun.whose == (call.municipality.slug, scheme) and begun.request.issuer == issuer


def _may_ask(answer: Answer, signer: x509.Certificate) -> bool:
    """Tell whether a question comes from who asked for the sign-in: with that key, or another of their metadata.

    A portal may change its certificate while somebody is choosing here.
    """
    begun = answer.begun
    portal = store.PORTALS.get((begun.whose, begun.request.issuer))
    known = portal.certificates if portal else ()
    return begun.request.is_from(signer) or (signer in known and any(map(begun.request.is_from, known)))


def _about_another(answer: Answer) -> Answer:
    """Answer it as if it were said to another request: of somebody else, by mistake."""
    begun = replace(answer.begun, acs=f"{answer.begun.acs}-van-een-ander")
    return replace(answer, begun=begun)
