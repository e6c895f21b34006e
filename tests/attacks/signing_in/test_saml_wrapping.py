"""Forged answers: wrapped signatures, other keys, weak algorithms, and XML that is a weapon (attack I06)."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from integrations.digid_eherkenning import reading
from integrations.identities import RefusalReason, SignInRefusedError
from integrations.sandbox.identity_saml import keys, xml
from integrations.sandbox.world.people import people
from tests.integrations.digid_eherkenning.dance import Door, refused
from tests.integrations.digid_eherkenning.forging import (
    Change,
    answered,
    attribute,
    nothing,
    outer_resigned,
    refusal,
    resigned,
    the,
    unsigned,
    untouched,
    without,
)

pytestmark = pytest.mark.attack("I06")
FATIMA, BRAM = people()[0].bsn, people()[1].bsn
ASSERTION = "//samlp:Response/saml:Assertion"
OUTER = "//samlp:ArtifactResponse"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
HMAC = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"


def evil_of(original: Any) -> Any:
    """A copy about somebody else, under another number, without a signature."""
    evil = deepcopy(original)
    for signature in xml.find(evil, "ds:Signature"):
        evil.remove(signature)
    evil.set("ID", xml.number())
    for name in xml.find(evil, ".//saml:NameID"):
        name.text = f"s00000000:{BRAM}"
    return evil


def xsw1(envelope: Any) -> None:
    """The signed message lies in the signature of an evil one."""
    _wrapped_in_object(the(envelope, OUTER))


def xsw2(envelope: Any) -> None:
    """The signed message lies beside its signature, in an evil one."""
    original = the(envelope, OUTER)
    evil, body = evil_of(original), original.getparent()
    signature = the(original, "ds:Signature")
    body.replace(original, evil)
    evil.insert(1, original)
    original.remove(signature)
    evil.insert(1, signature)


def xsw3(envelope: Any) -> None:
    """An evil assertion stands before the signed one."""
    original = the(envelope, ASSERTION)
    original.addprevious(evil_of(original))


def xsw4(envelope: Any) -> None:
    """The signed assertion stands in an evil one."""
    original = the(envelope, ASSERTION)
    evil = evil_of(original)
    original.getparent().replace(original, evil)
    evil.append(original)


def xsw5(envelope: Any) -> None:
    """An evil assertion has the signature, and the signed one stands behind it without."""
    original = the(envelope, ASSERTION)
    evil, signature = evil_of(original), the(original, "ds:Signature")
    original.remove(signature)
    evil.insert(1, signature)
    original.addprevious(evil)


def xsw6(envelope: Any) -> None:
    """An evil assertion has the signature, in which the signed one lies."""
    original = the(envelope, ASSERTION)
    evil, signature = evil_of(original), the(original, "ds:Signature")
    original.remove(signature)
    evil.insert(1, signature)
    original.getparent().replace(original, evil)
    signature.append(original)


def xsw7(envelope: Any) -> None:
    """The signed assertion lies among extensions, before an evil one."""
    original = the(envelope, ASSERTION)
    response = original.getparent()
    response.replace(original, evil_of(original))
    extensions = xml.samlp.Extensions(original)
    response.insert(1, extensions)


def xsw8(envelope: Any) -> None:
    """The signed assertion lies in an object in the signature of an evil one."""
    _wrapped_in_object(the(envelope, ASSERTION))


def _wrapped_in_object(original: Any) -> None:
    evil, above = evil_of(original), original.getparent()
    signature = the(original, "ds:Signature")
    above.replace(original, evil)
    original.remove(signature)
    signature.append(xml.ds.Object(original))
    evil.insert(1, signature)


def same_number(envelope: Any) -> None:
    """An evil assertion has the number of the signed one."""
    original = the(envelope, ASSERTION)
    evil = evil_of(original)
    evil.set("ID", original.get("ID"))
    original.addprevious(evil)


def same_number_elsewhere(envelope: Any) -> None:
    """Something else has the number of the signed one, written in another way."""
    original = the(envelope, ASSERTION)
    the(envelope, "//saml:Subject").set("Id", original.get("ID"))


WRAPPINGS = [xsw1, xsw2, xsw3, xsw4, xsw5, xsw6, xsw7, xsw8, same_number, same_number_elsewhere]


def test_an_answer_that_nobody_touched_is_taken(digid: Door) -> None:
    """The negative control of all below."""
    assert answered(digid, untouched(nothing)).acting.value == FATIMA
    assert answered(digid, outer_resigned(nothing)).acting.value == FATIMA


@pytest.mark.parametrize("wrap", WRAPPINGS, ids=lambda wrap: wrap.__name__)
def test_a_signature_that_is_wrapped_signs_nothing(digid: Door, wrap: Change) -> None:
    assert refusal(digid, untouched(wrap)).reason is RefusalReason.INVALID


@pytest.mark.parametrize("wrap", WRAPPINGS[2:], ids=lambda wrap: wrap.__name__)
def test_nor_does_it_where_all_around_it_is_signed(digid: Door, wrap: Change) -> None:
    """The assertion is judged by itself: the signature around it could be one that says less."""
    assert refusal(digid, outer_resigned(wrap)).reason is RefusalReason.INVALID


@pytest.mark.parametrize("scheme", ["digid", "eherkenning"])
def test_an_assertion_that_is_not_signed_is_none_though_its_answer_is(
    digid: Door, eherkenning: Door, scheme: str
) -> None:
    door = digid if scheme == "digid" else eherkenning

    error = refusal(door, outer_resigned(without("//saml:Assertion/ds:Signature")))

    assert error.code == "not_signed"


def test_an_answer_that_is_not_signed_is_none_though_its_assertion_is(digid: Door) -> None:
    assert refusal(digid, untouched(without(f"{OUTER}/ds:Signature"))).code == "not_signed"


def test_a_failure_that_is_not_signed_says_nothing(digid: Door) -> None:
    error = refusal(digid, lambda content: xml.write(unsigned(content)), outcome="cancel")

    assert error.reason is RefusalReason.INVALID


OTHERS = [
    ("another's", lambda: keys.make("een ander")),
    ("expired", lambda: keys.make("verlopen", days=-1)),
    ("short", lambda: keys.make("kort", bits=1024)),
]


@pytest.mark.parametrize(("_name", "make"), OTHERS)
@pytest.mark.parametrize("part", ["inner", "outer"])
def test_a_signature_with_another_key_is_none(
    digid: Door, _name: str, make: Callable[[], keys.Own], part: str
) -> None:
    assert refusal(digid, resigned(nothing, **{part: make()})).reason is RefusalReason.INVALID


def test_a_certificate_of_the_provider_that_has_expired_signs_nothing(
    digid: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = keys.make("een dag geldig", days=1)
    monkeypatch.setattr(keys, "own", lambda: brief)
    assert digid.sign_in().acting.value == FATIMA

    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        assert refused(digid.sign_in).reason is RefusalReason.INVALID


@pytest.mark.parametrize("path", [ASSERTION, OUTER])
@pytest.mark.parametrize(
    "weaken", ["digest", "signature", "hmac", "none", "transform", "xslt", "inclusive", "object"]
)
def test_a_signature_that_is_weak_or_does_more_than_sign_is_none(digid: Door, path: str, weaken: str) -> None:
    def rewrite(content: bytes) -> bytes:
        envelope = unsigned(content)
        xml.sign(the(envelope, ASSERTION), keys.own())
        xml.sign(the(envelope, OUTER), keys.own())
        element = the(envelope, path)
        _weaken(element, weaken)
        if path == ASSERTION:
            outer = the(envelope, OUTER)
            outer.remove(the(outer, "ds:Signature"))
            xml.sign(outer, keys.own())
        return xml.write(envelope)

    assert refusal(digid, rewrite).reason is RefusalReason.INVALID


def _weaken(element: Any, how: str) -> None:
    """Sign in a way that is right as XML signatures go, and that no provider uses."""
    signature = the(element, "ds:Signature")
    information = the(signature, "ds:SignedInfo")
    method, reference = the(information, "ds:SignatureMethod"), the(information, "ds:Reference")
    transforms, digest = the(reference, "ds:Transforms"), the(reference, "ds:DigestMethod")
    element.remove(signature)
    if how == "digest":
        digest.set("Algorithm", SHA1)
        told = hashlib.sha1(xml.canonical(element), usedforsecurity=False).digest()
        the(reference, "ds:DigestValue").text = base64.b64encode(told).decode()
    if how == "transform":
        transforms.remove(transforms[0])
    if how == "xslt":
        sheet = etree.fromstring(
            '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0">'
            '<xsl:template match="/"><xsl:copy-of select="."/></xsl:template></xsl:stylesheet>'
        )
        made = xml.ds.Transform(sheet, Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116")
        transforms.insert(1, made)
    if how == "inclusive":
        the(information, "ds:CanonicalizationMethod").set(
            "Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
        )
    element.insert(1, signature)
    own, algorithm = keys.own(), hashes.SHA256()
    if how == "signature":
        method.set("Algorithm", RSA_SHA1)
        algorithm = hashes.SHA1()  # type: ignore[assignment]  # noqa: S303
    if how == "hmac":
        method.set("Algorithm", HMAC)
        public = own.certificate.public_bytes(serialization.Encoding.PEM)
        value = hmac.new(public, xml.canonical(information), hashlib.sha256).digest()
    else:
        value = own.key.sign(xml.canonical(information), padding.PKCS1v15(), algorithm)
    the(signature, "ds:SignatureValue").text = "" if how == "none" else base64.b64encode(value).decode()
    if how == "object":
        signature.append(xml.ds.Object("x"))


@pytest.mark.parametrize(
    "change",
    [
        attribute(f"{ASSERTION}/ds:Signature/ds:SignedInfo/ds:Reference", "URI", ""),
        attribute(f"{ASSERTION}/ds:Signature/ds:SignedInfo/ds:Reference", "URI", "#xpointer(/)"),
        attribute(f"{ASSERTION}/ds:Signature/ds:SignedInfo/ds:Reference", "URI", "http://127.0.0.1/"),
        attribute(f"{ASSERTION}/ds:Signature/ds:SignedInfo/ds:Reference", "URI", None),
        without(f"{ASSERTION}/ds:Signature/ds:SignatureValue"),
        without(f"{ASSERTION}/ds:Signature/ds:SignedInfo/ds:Reference"),
    ],
)
def test_a_signature_of_something_else_is_none(digid: Door, change: Change) -> None:
    assert refusal(digid, outer_resigned(change)).reason is RefusalReason.INVALID


def test_a_comment_in_a_name_cuts_no_name_short(digid: Door) -> None:
    def comment(content: bytes) -> bytes:
        return content.replace(FATIMA.encode(), f"{FATIMA[:4]}<!---->{FATIMA[4:]}".encode())

    def and_longer(content: bytes) -> bytes:
        return content.replace(FATIMA.encode(), f"{FATIMA}<!---->0".encode())

    assert refusal(digid, comment).code == "not_plain"
    assert refusal(digid, and_longer).code == "not_plain"


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(9))
WEAPONS = {
    "dtd": "<!DOCTYPE x>",
    "laughs": f"<!DOCTYPE x [{BOMB}]>",
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:1/x"> %e;]>',
    "default": '<!DOCTYPE x [<!ATTLIST saml:Assertion ID CDATA "x">]>',
    "instruction": '<?xml-stylesheet href="http://127.0.0.1:1/x"?>',
}


@pytest.mark.parametrize("weapon", WEAPONS)
def test_xml_that_is_a_weapon_is_not_read(digid: Door, weapon: str) -> None:
    def armed(content: bytes) -> bytes:
        head, tag, rest = content.partition(b"<soap:Envelope")
        name = b"&l8;" if weapon == "laughs" else FATIMA.encode()
        return head + WEAPONS[weapon].encode() + tag + rest.replace(FATIMA.encode(), name)

    assert refusal(digid, armed).code in {"document_type", "not_plain"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "iso-8859-1", "cp037"])
def test_another_encoding_hides_nothing(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{BOMB}]><x>&l8;</x>'

    with pytest.raises(SignInRefusedError) as caught:
        reading.parse(text.encode(encoding))

    assert caught.value.reason is RefusalReason.INVALID


@pytest.mark.parametrize(
    "content",
    [
        b"<x>" + b" " * 5_000_000 + b"</x>",
        b"<x>" * 300_000,
        b"<x>" * 200 + b"</x>" * 200,
        b"<x>" + b"<y/>" * 20_000 + b"</x>",
        b"<x " + b" ".join(b'a%d="1"' % number for number in range(60_000)) + b"/>",
        b"",
        b"<x",
        b"\xff\xfe",
    ],
    ids=["5 MB", "deep", "deeper than messages are", "wide", "attributes", "nothing", "half", "mark"],
)
def test_what_is_too_much_is_not_read(content: bytes) -> None:
    with pytest.raises(SignInRefusedError):
        reading.parse(content)


def test_an_answer_of_five_megabytes_is_not_waited_for(digid: Door) -> None:
    error = refusal(digid, lambda content: content + b" " * 5_000_000)

    assert error.reason is RefusalReason.UNAVAILABLE
