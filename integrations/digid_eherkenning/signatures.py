"""The second gate: an element is signed by its provider, and nothing else stands for it (attack I06).

A signature is looked at before xmlsec does: it stands in the element that it is about, refers to that element and no
other, and uses no algorithm and no transform but the few that the schemes use. Which key is right is never read from
the message.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

from integrations.connections.types import Certificate

from . import reading, refusing, signing
from .names import DIGESTING, DS, ENVELOPED, EXCLUSIVE, SAML, SIGNING, tag
from .reading import Element
from .signing import HOW

WEAKEST: Final = 2048
_PREFIXES: Final = tag(EXCLUSIVE, "InclusiveNamespaces")


def check(element: Element, keys: Sequence[x509.Certificate], *, now: datetime) -> x509.Certificate:
    """Answer the certificate by which an element is signed.

    :param keys: of whoever may sign it.
    :raises SignInRefusedError: when it is not signed, or not by one of them.
    """
    signature = reading.only(element, DS, "Signature", "not_signed")
    _check_form(signature, element)
    xmlsec.tree.add_ids(element, ["ID"])
    usable = [key for key in keys if is_usable(key, now)]
    for key in usable:
        pem = key.public_bytes(serialization.Encoding.PEM).decode()
        if Saml.validate_node_sign(signature, element, cert=pem, raise_exceptions=False):
            return key
    return refusing.invalid("signature_wrong" if usable else "no_certificate")


def is_usable(certificate: x509.Certificate, now: datetime) -> bool:
    """Tell whether a certificate can sign today: RSA, long enough, and not before or after its time."""
    key = certificate.public_key()
    is_strong = isinstance(key, rsa.RSAPublicKey) and key.key_size >= WEAKEST
    return is_strong and certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc


def _check_form(signature: Element, element: Element) -> None:
    allowed = [tag(DS, "SignedInfo"), tag(DS, "SignatureValue"), tag(DS, "KeyInfo")]
    parts = [child.tag for child in signature]
    if parts not in (allowed, allowed[:2]):  # no ds:Object: nothing is signed that stands in the signature
        refusing.invalid("signature_form")
    info = signature[0]
    if [child.tag for child in info] != [
        tag(DS, "CanonicalizationMethod"), tag(DS, "SignatureMethod"), tag(DS, "Reference"),
    ]:  # fmt: skip
        refusing.invalid("signature_form")
    canonical, method, reference = info
    if canonical.get("Algorithm") != EXCLUSIVE or not _is_plain(canonical):
        refusing.invalid("signature_form")
    if method.get("Algorithm") not in SIGNING or len(method):
        refusing.invalid("signature_algorithm")
    _check_reference(reference, element)


def _check_reference(reference: Element, element: Element) -> None:
    name = element.get("ID")
    if not name or reference.get("URI") != f"#{name}":
        refusing.invalid("signature_of_other")
    if [child.tag for child in reference] != [
        tag(DS, "Transforms"), tag(DS, "DigestMethod"), tag(DS, "DigestValue"),
    ]:  # fmt: skip
        refusing.invalid("signature_form")
    transforms, digest, _value = reference
    if [child.get("Algorithm") for child in transforms] != [ENVELOPED, EXCLUSIVE]:
        refusing.invalid("signature_transforms")
    if len(transforms[0]) or not _is_plain(transforms[1]):
        refusing.invalid("signature_transforms")
    if digest.get("Algorithm") not in DIGESTING or len(digest):
        refusing.invalid("signature_algorithm")


def _is_plain(method: Element) -> bool:
    """Tell whether a canonicalisation says nothing but, at most, which prefixes it keeps."""
    return all(child.tag == _PREFIXES and not len(child) for child in method)


def sign(message: Element, ours: Certificate) -> bytes:
    """Answer a message or description with our signature in it: after its issuer, or else before all that it holds."""
    signed = etree.fromstring(etree.tostring(message), reading.parser())
    signature = xmlsec.template.create(signed, HOW.EXCL_C14N, HOW.RSA_SHA256, ns="ds")
    issuer = signed.find(tag(SAML, "Issuer"))
    if issuer is None:
        signed.insert(0, signature)
    else:
        issuer.addnext(signature)
    xmlsec.tree.add_ids(signed, ["ID"])
    reference = xmlsec.template.add_reference(signature, HOW.SHA256, uri=f"#{signed.get('ID')}")
    xmlsec.template.add_transform(reference, HOW.ENVELOPED)
    xmlsec.template.add_transform(reference, HOW.EXCL_C14N)
    xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(signature))
    context = xmlsec.SignatureContext()
    context.key = signing.key_of(ours)
    context.sign(signature)
    return bytes(etree.tostring(signed))
