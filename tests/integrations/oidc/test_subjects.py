"""Who signs in for whom: what is not surely right lets nobody in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.identities import (
    Asserted,
    Basis,
    Level,
    RefusalReason,
    SignInRefusedError,
    Subject,
    SubjectKind,
)
from integrations.oidc import subjects
from integrations.oidc.claims import KEYCLOAK, SIGNICAT
from integrations.oidc.types import Claims, Purpose, Service
from integrations.sandbox.world.identifiers import BSNS, RSINS, kvk

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ISSUER = "https://inloggen.example"
ME, OTHER, COMPANY, OTHER_COMPANY = BSNS[0], BSNS[1], kvk(1), kvk(2)
KVK = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
LEGAL, ACTING = "urn:etoegang:core:LegalSubjectID", "urn:etoegang:core:ActingSubjectID"
BRANCH = "urn:etoegang:1.9:ServiceRestriction:Vestigingsnr"


def asserted(purpose: Purpose, told: dict[str, Any], claims: Claims = KEYCLOAK) -> Asserted:
    """Say this of somebody."""
    return subjects.asserted(
        subjects.Told(ISSUER, "wie-1", told, told, NOW, "a.b.c"),
        Service(purpose, "https://x.example/", claims),
        now=NOW,
    )


def refused(purpose: Purpose, told: dict[str, Any], claims: Claims = KEYCLOAK) -> str:
    """Say this of somebody who is not let in for it."""
    with pytest.raises(SignInRefusedError) as refusal:
        asserted(purpose, told, claims)
    assert refusal.value.reason is RefusalReason.NOT_ALLOWED
    assert not any(str(value) in str(refusal.value) for value in told.values() if len(str(value)) > 4)
    return refusal.value.code


@pytest.mark.covers("I-201", "P-014")
def test_a_person_is_their_bsn() -> None:
    told = asserted(Purpose.PERSON, {"bsn": ME, "loa": "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard"})

    assert told.acting == Subject(SubjectKind.BSN, ME)
    assert (told.level, told.representation) == (Level.SUBSTANTIEEL, None)


@pytest.mark.parametrize(
    "number",
    ["", None, 123456782, "12345678", "123456789", "000000000", f"{ME} ", [ME], {"bsn": ME}, "९९९९९००१९"],
)
def test_what_is_no_bsn_lets_nobody_in(number: Any) -> None:
    assert refused(Purpose.PERSON, {"bsn": number}) == "number"


@pytest.mark.covers("I-202")
@pytest.mark.parametrize("kind", ["S00000001", "S00000002", KVK, 7, [], "s00000000"])
def test_a_number_of_another_kind_is_no_bsn(kind: Any) -> None:
    assert refused(Purpose.PERSON, {"bsn": ME, "namequalifier": kind}, SIGNICAT) == "kind"
    assert asserted(Purpose.PERSON, {"bsn": ME, "namequalifier": "S00000000"}, SIGNICAT).acting.value == ME


@pytest.mark.covers("I-202", "P-015")
def test_the_kind_of_number_decides_which_number_a_company_has() -> None:
    rsin = {LEGAL: RSINS[5], ACTING: "mw-1", "namequalifier": "urn:etoegang:1.9:EntityConcernedID:RSIN"}
    number = {LEGAL: COMPANY, ACTING: "mw-1", "namequalifier": KVK}

    for told, kind in ((rsin, SubjectKind.RSIN), (number, SubjectKind.KVK)):
        found = asserted(Purpose.COMPANY, told, SIGNICAT)
        assert found.acting == Subject(SubjectKind.PSEUDONYM, "mw-1", ISSUER)
        assert found.representation is not None
        assert found.representation.represented == Subject(kind, told[LEGAL])
        assert found.representation.basis is Basis.EMPLOYMENT


@pytest.mark.covers("I-202")
@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({LEGAL: COMPANY}, "kind"),
        ({LEGAL: COMPANY, "namequalifier": "urn:onbekend"}, "kind"),
        ({LEGAL: ME, "namequalifier": "S00000000"}, "kind"),
        ({LEGAL: RSINS[5], "namequalifier": KVK}, "number"),
        ({LEGAL: COMPANY, "namequalifier": "urn:etoegang:1.9:EntityConcernedID:RSIN"}, "number"),
        ({"namequalifier": KVK}, "number"),
    ],
)
def test_a_company_of_which_the_kind_of_number_is_not_sure_is_not_let_in(
    told: dict[str, Any], code: str
) -> None:
    assert refused(Purpose.COMPANY, told, SIGNICAT) == code


@pytest.mark.covers("P-015")
def test_a_branch_is_a_limit_and_one_that_cannot_be_read_is_not_the_whole_company() -> None:
    told = {LEGAL: COMPANY, "namequalifier": KVK}

    representation = asserted(Purpose.COMPANY, {**told, BRANCH: "009900000011"}, SIGNICAT).representation
    assert representation is not None
    assert representation.branch == "009900000011"
    for branch in ("11", 9900000011, ["009900000011"], {}, False):
        assert refused(Purpose.COMPANY, {**told, BRANCH: branch}, SIGNICAT) == "branch"


def mandate(**changes: Any) -> dict[str, Any]:
    """Say that one person acts for another."""
    told = {"bsn": ME, "representee_bsn": OTHER, "mandate_services": ["zaken"], **changes}
    return {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize(
    ("said", "basis"),
    [
        (None, Basis.AUTHORISATION),
        ("machtiging", Basis.AUTHORISATION),
        ("curatele", Basis.CURATELE),
        ("bewind", Basis.BEWIND),
    ],
)
def test_a_person_with_a_mandate_acts_for_another_on_that_ground(said: str | None, basis: Basis) -> None:
    told = asserted(Purpose.PERSON, mandate(mandate_basis=said, mandate_until="2026-12-01T00:00:00+01:00"))

    assert told.acting.value == ME
    found = told.representation
    assert found is not None
    assert (found.represented, found.basis) == (Subject(SubjectKind.BSN, OTHER), basis)
    assert (found.services, found.ends_at) == (("zaken",), datetime(2026, 11, 30, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mandate_services": None}, "mandate_for_nothing"),
        ({"mandate_services": []}, "mandate_for_nothing"),
        ({"mandate_services": [7]}, "mandate_for_nothing"),
        ({"mandate_basis": "vriendschap"}, "basis"),
        ({"mandate_until": "2026-11-02T11:59:59+00:00"}, "mandate_ended"),
        ({"mandate_until": 1}, "mandate_ended"),
        ({"mandate_until": "ooit"}, "mandate_end"),
        ({"mandate_until": "2026-12-01"}, "mandate_end"),
        ({"mandate_until": {}}, "mandate_end"),
        ({"representee_bsn": "123"}, "number"),
        ({"representee_bsn": {}}, "number"),
        ({"representee_bsn": ME}, "same"),
        ({"representee_kvk": COMPANY}, "two_represented"),
    ],
)
def test_a_mandate_that_is_not_surely_one_lets_nobody_in(changes: dict[str, Any], code: str) -> None:
    assert refused(Purpose.PERSON, mandate(**changes)) == code


def test_who_acts_may_stand_elsewhere_than_whom_it_is_for() -> None:
    claims = replace(
        KEYCLOAK, bsn=("bsn",), acting_subject=("gemachtigde", "bsn"), representee_bsn=("aanvrager", "bsn")
    )
    told = {
        "bsn": OTHER,
        "gemachtigde": {"bsn": ME},
        "aanvrager": {"bsn": OTHER},
        "mandate_services": "zaken",
    }

    found = asserted(Purpose.PERSON, told, claims)

    assert found.acting.value == ME
    assert found.representation is not None
    assert found.representation.represented.value == OTHER


def test_an_intermediary_stands_between_who_signs_in_and_who_is_represented() -> None:
    told = {
        "kvk": OTHER_COMPANY,
        "intermediary_kvk": COMPANY,
        "acting_subject": "mw-1",
        "mandate_services": "zaken",
    }

    found = asserted(Purpose.COMPANY, told).representation

    assert found is not None
    assert (found.represented.value, found.basis) == (OTHER_COMPANY, Basis.CHAIN)
    assert found.through == (Subject(SubjectKind.KVK, COMPANY),)


def test_a_company_acts_for_another_or_for_a_person_through_itself() -> None:
    told = {"kvk": COMPANY, "acting_subject": "mw-1", "mandate_services": "zaken"}

    chain = asserted(Purpose.COMPANY, {**told, "representee_kvk": OTHER_COMPANY}).representation
    person = asserted(
        Purpose.COMPANY, {**told, "representee_bsn": OTHER, "mandate_basis": "bewind"}
    ).representation

    assert chain is not None
    assert (chain.represented.value, chain.basis, chain.through[0].value) == (
        OTHER_COMPANY,
        Basis.CHAIN,
        COMPANY,
    )
    assert person is not None
    assert (person.represented.value, person.basis, person.through[0].value) == (OTHER, Basis.BEWIND, COMPANY)


def test_a_foreigner_is_a_pseudonym_of_this_provider_or_their_bsn() -> None:
    without = asserted(Purpose.EIDAS, {"eidas_id": "BE/NL/1"})
    with_bsn = asserted(Purpose.EIDAS, {"eidas_id": "BE/NL/1", "bsn": ME})

    assert without.acting == Subject(SubjectKind.PSEUDONYM, "BE/NL/1", ISSUER)
    assert with_bsn.acting == Subject(SubjectKind.BSN, ME)
    assert refused(Purpose.EIDAS, {}) == "number"
    assert refused(Purpose.EIDAS, {"bsn": "123", "eidas_id": "BE/NL/1"}) == "number"
    assert asserted(Purpose.EIDAS, {}, Claims()).acting.value == "wie-1"


def test_a_foreign_company_has_a_number_of_its_own_or_a_dutch_one() -> None:
    told = {"eidas": {"person_identifier": "BE/NL/1"}, LEGAL: "BE/NL/9"}

    foreign = asserted(Purpose.EIDAS, told, SIGNICAT).representation
    dutch = asserted(Purpose.EIDAS, {**told, LEGAL: COMPANY, "namequalifier": KVK}, SIGNICAT).representation

    assert foreign is not None
    assert foreign.represented == Subject(SubjectKind.PSEUDONYM, "BE/NL/9", ISSUER)
    assert dutch is not None
    assert dutch.represented == Subject(SubjectKind.KVK, COMPANY)
    assert refused(Purpose.EIDAS, {**told, "namequalifier": "urn:onbekend"}, SIGNICAT) == "kind"


@pytest.mark.covers("I-205", "P-017", "P-035")
def test_a_colleague_is_a_pseudonym_with_groups_and_never_more() -> None:
    told = asserted(Purpose.COLLEAGUE, {"bsn": ME, "groups": ["redactie", 7, "", "redactie", "beheer"]})

    assert told.acting == Subject(SubjectKind.PSEUDONYM, "wie-1", ISSUER)
    assert told.profile.groups == ("redactie", "beheer")
    assert told.representation is None


def test_what_is_told_of_somebody_shows_in_no_error_report() -> None:
    told = subjects.Told(ISSUER, "wie-1", {"bsn": ME}, {"bsn": ME}, NOW, "a.b.c")

    assert ME not in repr(told)
    assert "a.b.c" not in repr(told)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([ME, COMPANY, "mfa"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["bsn", "kvk", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = sorted({path[0] for path in vars(type(KEYCLOAK)).values() if isinstance(path, tuple) and path} | {
    "bsn", "kvk", "representee_bsn", "representee_kvk", "mandate_services", "mandate_basis", "mandate_until", "loa",
    "branch", "acting_subject", "intermediary_kvk", "eidas_id", "groups", "amr", "acr", "birthdate", "email", "sid",
})  # fmt: skip
PATH = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)


@given(
    st.sampled_from(Purpose),
    st.dictionaries(st.sampled_from(NAMES), JSON),
    st.fixed_dictionaries(
        dict.fromkeys(("bsn", "legal_subject", "identifier_type", "level", "groups", "born_on"), PATH)
    ),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_whatever_a_provider_says_it_lets_somebody_in_or_is_refused(
    purpose: Purpose, told: dict[str, Any], paths: dict[str, Any], is_own: bool
) -> None:
    claims = replace(KEYCLOAK, **paths) if is_own else KEYCLOAK
    try:
        found = asserted(purpose, told, claims)
    except SignInRefusedError:
        return
    assert found.acting.value
    assert purpose is not Purpose.PERSON or found.acting.kind is SubjectKind.BSN
