"""Any change of a right answer is refused, or changes nothing of who is there (attack I06)."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from integrations.digid_eherkenning import bindings, judging, reading, subjects
from integrations.digid_eherkenning.judging import Expected
from integrations.identities import Asserted, SignInRefusedError
from integrations.sandbox.identity_saml import xml
from integrations.sandbox.world.people import companies, people
from tests.integrations.digid_eherkenning.dance import Door, own_pair, pem_of
from tests.integrations.digid_eherkenning.forging import answered

pytestmark = pytest.mark.attack("I06")
KEYS = [pem_of(own_pair())[1]]
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Right:
    """An answer that was taken, what it was held against, and what it came to."""

    content: bytes
    expected: Expected
    told: Asserted

    def read(self, content: bytes) -> Asserted | None:
        """Judge another answer in its place; None where it is refused."""
        expected = self.expected
        try:
            judged = judging.judge(content, expected)
            return subjects.asserted(judged, expected.service, issuer=expected.issuer, keys=KEYS)
        except SignInRefusedError:
            return None


def right_at(door: Door, monkeypatch: pytest.MonkeyPatch, **choice: Any) -> Right:
    """Sign somebody in, and keep what was answered."""
    kept: list[Any] = []
    judge = judging.judge
    with monkeypatch.context() as patched:
        patched.setattr(
            judging, "judge", lambda told, expected: kept.append((told, expected)) or judge(told, expected)
        )
        told = answered(door, lambda content: content, **choice)
    content, expected = kept[0]
    return Right(content, expected, told)


@pytest.fixture
def rights(digid: Door, eherkenning: Door, monkeypatch: pytest.MonkeyPatch) -> list[Right]:
    """Right answers of both kinds."""
    branch = companies()[0].branches[0].number
    return [
        right_at(digid, monkeypatch),
        right_at(digid, monkeypatch, represented=1),
        right_at(eherkenning, monkeypatch, branch=branch, numbers="both", intermediary=1),
    ]


def test_a_right_answer_is_read_again(rights: list[Right]) -> None:
    """The negative control."""
    assert [right.read(right.content) for right in rights] == [right.told for right in rights]


def test_any_byte_that_is_another_is_refused_or_changes_nothing(rights: list[Right]) -> None:
    @quick
    @given(st.sampled_from(rights), st.floats(0, 1, exclude_max=True), st.integers(0, 255))
    @example(rights[0], rights[0].content.index(people()[0].bsn.encode()) / len(rights[0].content), ord("1"))
    def check(right: Right, where: float, byte: int) -> None:
        at = int(where * len(right.content))
        changed = right.content[:at] + bytes([byte]) + right.content[at + 1 :]

        assert right.read(changed) in {None, right.told}

    check()


def test_any_piece_that_goes_or_comes_is_refused_or_changes_nothing(rights: list[Right]) -> None:
    @quick
    @given(st.sampled_from(rights), st.floats(0, 1), st.floats(0, 1), st.binary(max_size=40))
    def check(right: Right, begin: float, end: float, piece: bytes) -> None:
        first, last = sorted((int(begin * len(right.content)), int(end * len(right.content))))
        changed = right.content[:first] + piece + right.content[last:]

        assert right.read(changed) in {None, right.told}

    check()


def _gone(element: Any, _other: Any) -> None:
    element.getparent().remove(element)


def _twice(element: Any, _other: Any) -> None:
    element.addnext(deepcopy(element))


def _moved(element: Any, other: Any) -> None:
    other.append(element)


def _put_in_the_place_of(element: Any, other: Any) -> None:
    other.getparent().replace(other, deepcopy(element))


def _without_attributes(element: Any, _other: Any) -> None:
    element.attrib.clear()


def _renamed(element: Any, other: Any) -> None:
    element.tag = other.tag


def _first(element: Any, _other: Any) -> None:
    element.getparent().insert(0, element)


CHANGES: list[Callable[[Any, Any], None]] = [
    _gone, _twice, _moved, _put_in_the_place_of, _without_attributes, _renamed, _first,
]  # fmt: skip


def test_any_element_that_is_elsewhere_is_refused_or_changes_nothing(rights: list[Right]) -> None:
    @quick
    @given(
        st.sampled_from(rights), st.sampled_from(CHANGES), st.floats(0, 1, exclude_max=True),
        st.floats(0, 1, exclude_max=True),
    )  # fmt: skip
    def check(right: Right, change: Callable[[Any, Any], None], one: float, two: float) -> None:
        envelope = xml.parse(right.content)
        below = list(envelope.iterdescendants())
        element, other = below[int(one * len(below))], below[int(two * len(below))]
        try:
            change(element, other)
        except ValueError:  # an element cannot go into itself
            return

        assert right.read(xml.write(envelope)) in {None, right.told}

    check()


def test_an_answer_for_one_is_none_for_another(rights: list[Right]) -> None:
    first, _mandate, company = rights

    assert first.read(company.content) is None
    assert company.read(first.content) is None
    assert replace(first, expected=replace(first.expected, request_id="_anders")).read(first.content) is None
    assert replace(first, expected=replace(first.expected, issuer="een ander")).read(first.content) is None
    assert replace(first, expected=replace(first.expected, keys=[])).read(first.content) is None


@quick
@given(st.binary(max_size=300))
@example(b"<a><!-- --></a>")
@example(b"<?xml version='1.0' encoding='utf-16'?><a/>")
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    try:
        reading.parse(content)
    except SignInRefusedError:
        return


@quick
@given(st.binary(max_size=200).map(lambda content: content.decode("latin-1")))
@example("SAMLResponse=&SigAlg=&Signature=")
@example(f"SAMLResponse=AAAA&SigAlg={quote_plus(xml.RSA_SHA256)}&Signature=AAAA")
def test_whatever_stands_in_an_address_is_refused(query: str) -> None:
    certificate = own_pair().certificate
    with pytest.raises(SignInRefusedError):
        bindings.arrived(query, "SAMLResponse", [certificate], now=certificate.not_valid_before_utc)
