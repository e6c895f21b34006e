"""Names that look alike have one skeleton; the municipalities of the Netherlands all have their own."""

import pytest

from provisioning.lifecycle import lookalikes, municipalities, reserved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zonnedam", "z0nnedam"),
        ("zonnedam", "zonne-dam"),
        ("heidebeek", "he1debeek"),
        ("heidebeek", "heldebeek"),
        ("hoorn", "hoom"),
        ("waterrijk", "vvaterrijk"),
        ("nijkerk", "nykerk"),
        ("dam", "clam"),
        ("Súdwest-Fryslân", "Sudwest Fryslan"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert lookalikes.skeleton(one) == lookalikes.skeleton(other)


def test_no_two_municipalities_look_alike() -> None:
    names = [each.name for each in municipalities.municipalities()]
    assert len({lookalikes.skeleton(name) for name in names}) == len(names)


def test_no_municipality_has_a_reserved_name() -> None:
    assert [each.name for each in municipalities.municipalities() if reserved.is_reserved(each.name)] == []


def test_a_dot_is_never_overlooked() -> None:
    assert lookalikes.host_skeleton("a.bc") != lookalikes.host_skeleton("ab.c")


@pytest.mark.parametrize("name", ["Zоnnedam", "Ζonnedam", "Ｚonnedam", "Zonnedaｍ", "Zønnedam", "Zonnedaı"])
def test_letters_of_another_alphabet_are_not_plain(name: str) -> None:
    assert not lookalikes.is_plain(name)


@pytest.mark.parametrize("name", ["'s-Gravenhage", "Súdwest-Fryslân", "Bergen (NH.)", "Noardeast-Fryslân"])
def test_dutch_and_frisian_names_are_plain(name: str) -> None:
    assert lookalikes.is_plain(name)
