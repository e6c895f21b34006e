"""Signing in at the stand-in, there and back, over real sockets (I-192, I-196)."""

from dataclasses import replace

import pytest

from integrations.identities import Basis, Level, RefusalReason, SubjectKind
from integrations.sandbox.identity_saml import keys, xml
from integrations.sandbox.web import Request, Response
from integrations.sandbox.world.people import companies, people
from tests.integrations.digid_eherkenning.dance import Door, refused

FATIMA, BRAM = people()[0], people()[1]
BAKERY = companies()[0]


@pytest.mark.covers("I-192")
def test_somebody_signs_in_with_digid(digid: Door) -> None:
    told = digid.sign_in(person=0, level="substantieel")

    assert (told.acting.kind, told.acting.value) == (SubjectKind.BSN, FATIMA.bsn)
    assert told.level is Level.SUBSTANTIEEL
    assert told.representation is None
    assert told.logout.name_id.endswith(FATIMA.bsn)
    assert FATIMA.bsn not in repr(told)


@pytest.mark.covers("I-191")
@pytest.mark.parametrize("level", ["basis", "midden", "substantieel", "hoog"])
def test_each_level_is_known(digid: Door, level: str) -> None:
    departure, number = digid.begin(minimum=Level.BASIS)

    told = digid.complete(digid.choose(departure, level=level), number, minimum=Level.BASIS)

    assert told.level is Level[level.upper()]


def test_somebody_signs_in_for_another_with_digid_machtigen(digid: Door) -> None:
    told = digid.sign_in(person=0, represented=1)

    assert told.acting.value == FATIMA.bsn
    assert told.representation
    assert told.representation.represented.value == BRAM.bsn
    assert told.representation.basis is Basis.AUTHORISATION
    assert told.representation.services == digid.service.service_uuids


@pytest.mark.parametrize(
    ("outcome", "reason", "code"),
    [
        ("cancel", RefusalReason.CANCELLED, "cancelled"),
        ("failed", RefusalReason.FAILED, "authn_failed"),
        ("level", RefusalReason.LEVEL, "no_authn_context"),
        ("denied", RefusalReason.FAILED, "request_denied"),
        ("unsupported", RefusalReason.FAILED, "request_unsupported"),
        ("no-provider", RefusalReason.UNAVAILABLE, "no_provider"),
        ("trouble", RefusalReason.FAILED, "responder"),
        ("unknown", RefusalReason.FAILED, "status_unknown"),
    ],
)
@pytest.mark.fault("F21")
def test_what_goes_wrong_at_the_provider_is_told_apart(
    digid: Door, outcome: str, reason: RefusalReason, code: str
) -> None:
    error = digid.refused(outcome=outcome)

    assert (error.reason, error.code) == (reason, code)


@pytest.mark.covers("I-196")
def test_an_employee_signs_in_for_a_company(eherkenning: Door) -> None:
    told = eherkenning.sign_in(company=0, employee="1")

    assert told.acting.kind is SubjectKind.PSEUDONYM
    assert told.representation
    assert told.representation.represented.kind is SubjectKind.KVK
    assert told.representation.represented.value == BAKERY.kvk
    assert told.representation.basis is Basis.EMPLOYMENT
    assert told.representation.name == BAKERY.name
    assert told.level is Level.SUBSTANTIEEL


@pytest.mark.covers("I-196")
def test_two_employees_of_a_company_are_told_apart(eherkenning: Door) -> None:
    first, again, other = (eherkenning.sign_in(company=0, employee=one).acting for one in "112")

    assert first == again != other


@pytest.mark.parametrize(
    ("numbers", "kind", "number"),
    [
        ("kvk", SubjectKind.KVK, BAKERY.kvk),
        ("rsin", SubjectKind.RSIN, BAKERY.rsin),
        ("both", SubjectKind.KVK, BAKERY.kvk),
    ],
)
def test_a_company_is_known_by_the_number_that_there_is(
    eherkenning: Door, numbers: str, kind: SubjectKind, number: str
) -> None:
    told = eherkenning.sign_in(company=0, numbers=numbers)

    assert told.representation
    assert (told.representation.represented.kind, told.representation.represented.value) == (kind, number)


def test_somebody_who_may_act_for_one_branch_acts_for_no_other(eherkenning: Door) -> None:
    told = eherkenning.sign_in(company=0, branch=BAKERY.branches[1].number)

    assert told.representation
    assert told.representation.branch == BAKERY.branches[1].number


def test_an_intermediary_is_part_of_the_chain(eherkenning: Door) -> None:
    told = eherkenning.sign_in(company=0, intermediary=1)

    assert told.representation
    assert told.representation.basis is Basis.CHAIN
    assert [each.value for each in told.representation.through] == [companies()[1].kvk]


def test_somebody_from_another_country_signs_in_without_a_number(eidas: Door) -> None:
    told = eidas.sign_in(company="eidas", person=2)

    assert told.acting.kind is SubjectKind.PSEUDONYM
    assert told.profile.given_name == people()[2].first_name
    assert told.profile.born_on == people()[2].born
    assert told.representation is None


def test_a_company_from_another_country_signs_in(eidas: Door) -> None:
    told = eidas.sign_in(company="eidas", person=2, european_company="on")

    assert told.representation
    assert told.representation.represented.kind is SubjectKind.PSEUDONYM
    assert told.representation.name.endswith("& Fils")


def test_a_form_is_posted_where_the_provider_takes_no_addresses(digid: Door) -> None:
    digid.stage.alter = only_by_form

    departure, number = digid.begin()

    assert dict(departure.fields).keys() == {"SAMLRequest", "RelayState"}
    assert dict(departure.fields)["RelayState"] == number
    assert "?" not in departure.url
    assert digid.complete(digid.choose(departure), number).acting.value == FATIMA.bsn


def only_by_form(request: Request, response: Response) -> Response:
    """Take the redirect out of the provider's metadata, and sign it anew."""
    if not request.path.endswith("/metadata"):
        return response
    root = xml.parse(response.content)
    for each in xml.find(root, "ds:Signature | //md:SingleSignOnService[contains(@Binding, 'Redirect')]"):
        each.getparent().remove(each)
    return replace(response, body=xml.write(xml.sign(root, keys.own())))


def test_an_answer_to_one_request_answers_no_other(digid: Door) -> None:
    departure, _number = digid.begin()
    artifact = digid.choose(departure)
    _other, number = digid.begin()

    assert refused(lambda: digid.complete(artifact, number)).code == "response_to_other"
