"""How an address is taken apart."""

import pytest

from integrations.http import places


def test_a_plain_address_comes_apart() -> None:
    place = places.parse("https://zaken.voorbeeld.nl:8443/zgw/api?page=2")

    assert place.origin == ("https", "zaken.voorbeeld.nl", 8443)
    assert place.target == "/zgw/api?page=2"
    assert place.netloc == "zaken.voorbeeld.nl:8443"


def test_the_usual_port_and_path_need_not_be_named() -> None:
    place = places.parse("https://zaken.voorbeeld.nl")

    assert (place.port, place.target, place.netloc) == (443, "/", "zaken.voorbeeld.nl")


def test_an_ipv6_address_keeps_its_brackets_in_the_host_header() -> None:
    assert places.parse("http://[::1]:8002/").netloc == "[::1]:8002"


def test_letters_of_the_host_are_made_small() -> None:
    assert places.parse("https://Zaken.Voorbeeld.NL/Pad").origin == ("https", "zaken.voorbeeld.nl", 443)


@pytest.mark.attack("W01")
@pytest.mark.parametrize(
    "url",
    [
        "",
        "zaken.voorbeeld.nl",
        "//zaken.voorbeeld.nl/",
        "ftp://zaken.voorbeeld.nl/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_",
        "redis://127.0.0.1/",
        "https://",
        "https:///pad",
        "https://zaken.voorbeeld.nl@127.0.0.1/",
        "https://naam:wachtwoord@zaken.voorbeeld.nl/",
        "https://zaken.voorbeeld.nl\\@127.0.0.1/",
        "https://zaken.voorbeeld.nl/\r\nX-Extra: 1",
        "https://zaken.voorbeeld.nl/a b",
        "https://zaken.voorbeeld.nl/#deel",
        "https://zaken.voorbeeld.nl:0/",
        "https://zaken.voorbeeld.nl:99999/",
        "https://zaken.voorbeeld.nl:acht/",
        "https://zàken.voorbeeld.nl/",
        "https://zaken_voorbeeld.nl/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://2130706433/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.1.0/",
    ],
)
def test_what_is_not_a_plain_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        places.parse(url)


@pytest.mark.covers("I-015")
@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/zaken/api/v1/zaken", "/zaken/api/v1/zaken"),
        ("/zaken/9f0d1c7e-6f4e-4b1a-8f0e-2b1f0c9d8e7a", "/zaken/{}"),
        ("/personen/999990019/partners/", "/personen/{}/partners/"),
        ("/klanten/fatima@voorbeeld.nl", "/klanten/{}"),
        ("/haal-centraal/brp/v2.1/_zoek", "/haal-centraal/brp/v2.1/{}"),
        ("/zaken/Fatima%20Jansen", "/zaken/{}"),
        ("/", "/"),
    ],
)
def test_logs_see_words_of_a_path_and_no_numbers_or_names(path: str, template: str) -> None:
    assert places.parse(f"https://zaken.example{path}").template == template


@pytest.mark.attack("T32")
def test_of_an_address_nothing_but_its_origin_is_kept() -> None:
    places._origin.cache_clear()

    found = [
        places.parse(f"https://zaken.voorbeeld.nl/burgers/{number}?bsn=999990{number}") for number in range(3)
    ]

    assert places._origin.cache_info().currsize == 1
    assert [place.target for place in found] == [f"/burgers/{n}?bsn=999990{n}" for n in range(3)]
