"""The report tells of every attack what there is about it, and of the storm what came of it."""

from tests.attacks.report import gathering, pages
from tests.attacks.report.gathering import Attack, Report
from tests.attacks.storm.state import State

REPORT = Report(
    [
        Attack(
            "T08", "Host: <b>upper case</b>", ("tests/a.py::one", "tests/b.py", "tests/c.py", "tests/d.py")
        ),
        Attack("I01", "replay", waits_for="sign-in with DigiD"),
        Attack("P01", "console elsewhere"),
    ],
    State(
        "seed",
        10,
        towns=3,
        attempts={"page": 10},
        held={"page": 9},
        leaks=["attempt 4 (page): word of x in page"],
    ),
    {"killed": 24, "seeded": 25, "mechanisms": 15},
)


def test_an_attack_is_tried_or_waits_or_was_forgotten() -> None:
    assert [attack.state for attack in REPORT.attacks] == ["tried", "waits", "NEITHER"]
    assert pages.summary(REPORT) == "3 attacks: 1 tried, 1 wait, 1 NEITHER"


def test_the_page_names_tests_and_reasons_and_results() -> None:
    page = pages.markdown(REPORT)

    assert "| T08 | Host: <b>upper case</b> | tried | `a.py::one`, `b.py`, `c.py` and 1 more |" in page
    assert "| I01 | replay | waits | sign-in with DigiD |" in page
    assert "24 of 25 leaks" in page
    assert "leaks 1" in page
    assert "- **I01** replay: sign-in with DigiD" in page


def test_what_was_not_run_here_stays_as_who_ran_it_wrote_it() -> None:
    elsewhere = Report(REPORT.attacks)

    page = pages.markdown(elsewhere, former=pages.markdown(REPORT))

    assert page == pages.markdown(elsewhere, former=page)
    assert "24 of 25 leaks" in page
    assert "leaks 1" in page
    assert "Not run here yet" in pages.markdown(elsewhere)


def test_the_page_for_browsers_is_escaped() -> None:
    page = pages.html(REPORT)

    assert "Host: &lt;b&gt;upper case" in page
    assert '<tr class="NEITHER"><td>P01' in page


def test_marks_of_tests_are_found() -> None:
    found = gathering.tests_by_attack()

    assert "tests/tenants/test_cache.py::test_what_one_tenant_keeps_another_does_not_find" in found["V2"]
    assert len(found) > 30
