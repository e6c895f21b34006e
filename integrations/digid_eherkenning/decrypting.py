"""Read identifiers that are encrypted for us, after the signature around them was found good."""

from collections.abc import Sequence
from typing import Final

import xmlsec
from lxml import etree

from . import reading, refusing
from .names import SAML, XENC, tag
from .reading import Element

XENC11: Final = "http://www.w3.org/2009/xmlenc11#"
CONTENT: Final = frozenset(
    {
        f"{XENC}aes128-cbc",
        f"{XENC}aes192-cbc",
        f"{XENC}aes256-cbc",
        f"{XENC11}aes128-gcm",
        f"{XENC11}aes256-gcm",
    }
)
KEYS: Final = frozenset({f"{XENC}rsa-oaep-mgf1p", f"{XENC11}rsa-oaep"})
"""How the key is wrapped: never by PKCS #1 v1.5, which tells who asks often enough."""
LARGEST: Final = 20_000


def name_ids(value: Element, keys: Sequence[str]) -> list[Element]:
    """List the names in the value of an attribute, in the clear or encrypted for us.

    :param keys: ours, PEM.
    :raises SignInRefusedError: when one is encrypted in a way that is not used, or for another.
    """
    found = list(reading.children(value, SAML, "NameID"))
    return found + [_decrypted(each, keys) for each in reading.children(value, SAML, "EncryptedID")]


def _decrypted(encrypted: Element, keys: Sequence[str]) -> Element:
    data = reading.only(encrypted, XENC, "EncryptedData", "encrypted_form")
    if _method(data) not in CONTENT:
        refusing.invalid("encryption_algorithm")
    wrapped = list(encrypted.iter(tag(XENC, "EncryptedKey")))
    if not wrapped or len(wrapped) > 10 or any(_method(each) not in KEYS for each in wrapped):
        refusing.invalid("encryption_algorithm")
    for each in wrapped:
        for key in keys:
            content = _opened(data, each, key)
            if content is not None:
                element = reading.parse(content, largest=LARGEST)
                if element.tag != tag(SAML, "NameID"):
                    refusing.invalid("encrypted_form")
                return element
    return refusing.invalid("encrypted_for_other")


def _method(element: Element) -> str:
    return str(reading.only(element, XENC, "EncryptionMethod", "encrypted_form").get("Algorithm", ""))


def _opened(data: Element, wrapped: Element, key: str) -> bytes | None:
    """Answer what is inside, or nothing: why not is not told, here or in how long it takes outside."""
    alone = etree.fromstring(etree.tostring(data, with_tail=False), reading.parser())
    for information in reading.children(alone, "http://www.w3.org/2000/09/xmldsig#", "KeyInfo"):
        alone.remove(information)
    outer = etree.fromstring(etree.tostring(wrapped, with_tail=False), reading.parser())
    try:
        manager = xmlsec.KeysManager()
        manager.add_key(xmlsec.Key.from_memory(key, xmlsec.constants.KeyDataFormatPem, None))
        session = xmlsec.EncryptionContext(manager).decrypt(outer)
        inner = xmlsec.EncryptionContext()
        inner.key = xmlsec.Key.from_binary_data(xmlsec.constants.KeyDataAes, bytes(session))
        opened = inner.decrypt(alone)
    except (xmlsec.Error, TypeError, ValueError):
        return None
    if isinstance(opened, bytes):
        return opened
    return bytes(etree.tostring(opened, with_tail=False))
