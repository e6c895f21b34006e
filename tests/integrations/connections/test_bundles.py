"""A certificate with its key in one file or one text, and what is refused of it, each with its own sentence (M-02)."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization

from integrations.connections import certificates
from integrations.connections.certificates import Pair
from integrations.errors import RefusedError
from tests.integrations.connections import pem
from tests.integrations.connections.pem import FOR_CLIENTS, FOR_SERVERS, Made

pytestmark = pytest.mark.covers("M-02", "I-003")


@pytest.fixture(scope="module")
def authority() -> Made:
    return pem.make("CA van de leverancier", ca=True)


@pytest.fixture(scope="module")
def ours(authority: Made) -> Made:
    return pem.make(by=authority, purpose=FOR_CLIENTS)


def read(certificate: str = "", key: str = "", passphrase: str = "", bundle: bytes = b"") -> Pair:
    return certificates.read_pair(certificate, key, passphrase, bundle=bundle, now=datetime.now(UTC))


def refused(**given: str | bytes) -> dict[str, str]:
    with pytest.raises(RefusedError) as raised:
        read(**given)  # type: ignore[arg-type]
    return dict(raised.value.reasons)


@pytest.mark.parametrize("passphrase", ["", "open", "wachtwoord met spatie é"])
def test_a_pfx_file_gives_the_same_as_its_parts_would(ours: Made, authority: Made, passphrase: str) -> None:
    pair = read(bundle=ours.pfx(passphrase, above=authority), passphrase=passphrase)

    assert pair.chain == ours.chain + authority.chain
    assert pair.key == ours.key()
    assert serialization.load_pem_private_key(pair.key.encode(), None) is not None


def test_one_text_or_file_with_both_is_enough(ours: Made, authority: Made) -> None:
    text = f"Bag Attributes\n{ours.key('open')}\n{ours.chain}{authority.chain}"

    assert read(text, passphrase="open") == read(bundle=text.encode(), passphrase="open")
    assert read(text, passphrase="open").key == ours.key()


@pytest.mark.attack("W24")
@pytest.mark.parametrize(
    ("passphrase", "word"), [("", "heeft een wachtwoord"), ("dicht", "gaat het bestand niet open")]
)
def test_a_file_that_does_not_open_is_refused_beside_the_passphrase(
    ours: Made, passphrase: str, word: str
) -> None:
    reasons = refused(bundle=ours.pfx("open"), passphrase=passphrase)

    assert list(reasons) == ["passphrase"]
    assert word in reasons["passphrase"]
    assert "dicht" not in reasons["passphrase"]


@pytest.mark.parametrize(
    "bundle", [b"tekst", b"\xff\xfe\x00", b"\x30\x82\x01\x00\x04\x01\x03", b"-----BEGIN X-----"]
)
def test_a_file_that_is_none_is_refused_beside_the_file(bundle: bytes) -> None:
    assert list(refused(bundle=bundle)) == ["bundle"]


def test_a_file_and_a_text_are_one_too_many(ours: Made) -> None:
    assert list(refused(bundle=ours.pfx(), certificate=ours.chain)) == ["bundle"]


def test_a_chain_in_any_order_is_put_in_its_order(ours: Made, authority: Made) -> None:
    assert read(authority.chain + ours.chain, ours.key()).chain == ours.chain + authority.chain
    assert read(authority.chain + ours.chain).chain == ours.chain + authority.chain


def test_each_flaw_has_a_sentence_of_its_own(ours: Made, authority: Made) -> None:
    """What is right in all but that is taken, so each refusal is for what it says."""
    assert read(ours.chain + authority.chain, ours.key()).key
    other, expired = pem.make(), pem.make(days=-1)
    old_authority = pem.make("Oude CA", days=-1, ca=True)
    below_old = pem.make(by=old_authority)
    for_servers = pem.make(purpose=FOR_SERVERS)
    flaws = {
        "hoort niet bij het certificaat": (ours.chain, other.key()),
        "Dit certificaat is verlopen": (expired.chain, expired.key()),
        "uitgever “Oude CA” is verlopen": (below_old.chain + old_authority.chain, below_old.key()),
        "van een uitgever (CA)": (authority.chain, authority.key()),
        "Vraag om een clientcertificaat": (for_servers.chain, for_servers.key()),
        "hoort niet bij de andere": (ours.chain + other.chain, ours.key()),
    }

    said = {words: refused(certificate=chain, key=key) for words, (chain, key) in flaws.items()}

    assert all(words in " ".join(reasons.values()) for words, reasons in said.items()), said
    assert [list(reasons) for reasons in said.values()] == [["key"], *[["certificate"]] * 5]
