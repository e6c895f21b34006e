"""A municipality's own names for claims: JSON that becomes claims, or says for each field what is wrong."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import RefusedError
from integrations.identities import Basis, Level, SubjectKind
from integrations.oidc import claims
from integrations.oidc.types import KINDS, Claims


@pytest.mark.covers("I-201", "I-202")
def test_names_are_data_as_lists_of_keys_or_one_key() -> None:
    told = claims.read(
        {
            "bsn": "sel_uid",
            "legal_subject": ["urn:etoegang:core:LegalSubjectID"],
            "representee_bsn": ["aanvrager", "bsn"],
            "levels": {"2": "midden", "urn:x": "hoog"},
            "default_level": "basis",
            "identifier_types": {"kvknr": "kvk"},
            "mandate_bases": {"B": "bewind"},
            "default_basis": "curatele",
            "second_factors": ["mfa"],
            "branch": [],
        },
        base=claims.SIGNICAT,
    )

    assert told.bsn == ("sel_uid",)
    assert told.legal_subject == ("urn:etoegang:core:LegalSubjectID",)
    assert told.representee_bsn == ("aanvrager", "bsn")
    assert told.levels == {"2": Level.MIDDEN, "urn:x": Level.HOOG}
    assert (told.default_level, told.default_basis) == (Level.BASIS, Basis.CURATELE)
    assert told.identifier_types == {"kvknr": SubjectKind.KVK}
    assert told.mandate_bases == {"B": Basis.BEWIND}
    assert told.second_factors == frozenset({"mfa"})
    assert told.branch == ()
    assert told.acting_subject == claims.SIGNICAT.acting_subject


@pytest.mark.parametrize("name", claims.SETS)
def test_what_is_written_is_read_again(name: str) -> None:
    ready = claims.SETS[name]

    kept = json.loads(json.dumps(claims.written(ready)))

    assert claims.read(kept) == ready
    assert claims.written(ready, base=ready) == {}
    assert claims.read({}, base=ready) == ready


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("bsn", 7, "lijst met namen"),
        ("bsn", ["a"] * 9, "lijst met namen"),
        ("bsn", [7], "Een naam"),
        ("bsn", "", "Een naam"),
        ("bsn", ["x" * 201], "Een naam"),
        ("bsn", "a\nb", "Een naam"),
        ("levels", [], "per waarde"),
        ("levels", {"2": "torenhoog"}, "Kies uit: none, basis"),
        ("levels", {"2": ["hoog"]}, "Kies uit"),
        ("default_level", "", "Kies uit"),
        ("identifier_types", {"x": "paspoort"}, "Kies uit: bsn, kvk"),
        ("default_basis", "zin", "Kies uit"),
        ("second_factors", "mfa", "lijst met waarden"),
        ("wachtwoord", "x", "kennen wij niet"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(field: str, value: Any, words: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        claims.read({field: value, "email": ["email"]})

    assert list(refusal.value.reasons) == [field]
    assert words in refusal.value.reasons[field]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
    | st.dictionaries(st.sampled_from(["bsn", "levels", "default_level", "second_factors"]), st.text())
)
def test_any_json_becomes_claims_or_is_refused(told: Any) -> None:
    with contextlib.suppress(RefusedError):
        assert isinstance(claims.read(told), Claims)


@pytest.mark.covers("I-202")
def test_a_sofi_number_is_of_no_known_kind() -> None:
    assert "S00000001" not in KINDS
