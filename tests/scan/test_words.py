"""The words of the scan are those that tests use, and no others."""

from integrations.sandbox.world.people import people
from tests.scan import words


def test_every_person_of_the_stand_ins_and_every_bsn_in_a_test_is_looked_for() -> None:
    assert {person.bsn for person in people()} | {"111222333", "999993653"} <= words.bsns()


def test_a_number_that_is_nobodys_is_not() -> None:
    assert {"123456789", "999999999"} & words.bsns() == set()


def test_what_tests_give_as_a_secret_is_looked_for() -> None:
    known = words.secrets({"DJANGO_SECRET_KEY": "k" * 40, "REDIS_URL": "redis://:wacht-op-redis@127.0.0.1/0"})

    assert {"heel-geheim-woord", "zeer-geheim-4711", "k" * 40, "wacht-op-redis"} <= known


def test_a_word_that_stands_anywhere_is_not() -> None:
    assert [word for word in words.secrets({}) if len(word) < words.SHORTEST] == []
