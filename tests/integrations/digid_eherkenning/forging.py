"""Change what the stand-in answers, with or without its key: what a forger does, and a provider by mistake.

With the key the change comes in an answer that is signed as it should be; so what is refused is refused for the change.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

from lxml import etree

from integrations.identities import Asserted, SignInRefusedError
from integrations.sandbox.identity_saml import keys, xml
from integrations.sandbox.identity_saml.keys import Own
from integrations.sandbox.web import Request, Response
from tests.integrations.digid_eherkenning.dance import Door, refused

type Element = Any
type Change = Callable[[Element], None]
"""Changes an envelope, in which nothing is signed any more."""


def answered(door: Door, change: Callable[[bytes], bytes], **choice: Any) -> Asserted:
    """Sign in, while the answer to the artifact is changed."""
    departure, number = door.begin()
    artifact = door.choose(departure, **choice)

    def alter(request: Request, response: Response) -> Response:
        is_answer = request.path.endswith("/artifacts") and response.status == 200
        return replace(response, body=change(response.content)) if is_answer else response

    door.stage.alter = alter
    return door.complete(artifact, number)


def refusal(door: Door, change: Callable[[bytes], bytes], **choice: Any) -> SignInRefusedError:
    """Sign in while the answer is changed, and be refused."""
    return refused(lambda: answered(door, change, **choice))


def resigned(
    change: Change, *, inner: Own | None = None, outer: Own | None = None
) -> Callable[[bytes], bytes]:
    """Answer what changes an envelope and signs it anew, as the provider would."""

    def rewrite(content: bytes) -> bytes:
        envelope = unsigned(content)
        change(envelope)
        for assertion in xml.find(envelope, "//samlp:Response/saml:Assertion"):
            xml.sign(assertion, inner or keys.own())
        xml.sign(the(envelope, "//samlp:ArtifactResponse"), outer or keys.own())
        return xml.write(envelope)

    return rewrite


def unsigned(content: bytes) -> Element:
    """Read an envelope, and take all signatures off."""
    envelope = xml.parse(content)
    for signature in xml.find(envelope, "//ds:Signature"):
        signature.getparent().remove(signature)
    return envelope


def outer_resigned(change: Change) -> Callable[[bytes], bytes]:
    """Answer what changes an envelope of which the outer signature alone is made anew."""

    def rewrite(content: bytes) -> bytes:
        envelope = xml.parse(content)
        outer = the(envelope, "//samlp:ArtifactResponse")
        outer.remove(the(outer, "ds:Signature"))
        change(envelope)
        xml.sign(outer, keys.own())
        return xml.write(envelope)

    return rewrite


def untouched(change: Change) -> Callable[[bytes], bytes]:
    """Answer what changes an envelope and signs nothing anew."""

    def rewrite(content: bytes) -> bytes:
        envelope = etree.fromstring(content)
        change(envelope)
        return xml.write(envelope)

    return rewrite


def nothing(envelope: Element) -> None:
    """Change nothing: the negative control of all that follow."""


def the(element: Element, path: str) -> Element:
    """Find the one that is there."""
    (found,) = xml.find(element, path)
    return found


def attribute(path: str, name: str, value: str | None) -> Change:
    """Set an attribute, or take it away."""

    def change(envelope: Element) -> None:
        for found in xml.find(envelope, path):
            if value is None:
                found.attrib.pop(name, None)
            else:
                found.set(name, value)

    return change


def text(path: str, value: str) -> Change:
    """Set a text."""

    def change(envelope: Element) -> None:
        for found in xml.find(envelope, path):
            found.text = value

    return change


def without(path: str) -> Change:
    """Take elements away."""

    def change(envelope: Element) -> None:
        for found in xml.find(envelope, path):
            found.getparent().remove(found)

    return change


def twice(path: str) -> Change:
    """Put an element there once more, under another number."""

    def change(envelope: Element) -> None:
        for found in xml.find(envelope, path):
            copy = deepcopy(found)
            if copy.get("ID"):
                copy.set("ID", xml.number())
            found.addnext(copy)

    return change
