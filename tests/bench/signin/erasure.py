"""How long erasing somebody takes of whom very much is kept, by the page on which they ask for it themselves."""

from typing import Final

from tests.bench.integrations.figures import percentile
from tests.bench.signin import doors
from tests.bench.signin.browsing import UnexpectedAnswerError
from tests.bench.signin.places import Place
from tests.bench.signin.report import Row
from tests.bench.signin.sizes import Sizes

MOST: Final = 5.0
ROWS: Final = 10_000
ASK: Final = "/mijn/bewaard/verwijderen/"
GONE: Final = "/mijn/bewaard/verwijderd/"


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Erase one after the other."""
    pages, taken = [], []
    browser = doors.SAML.browser(place.stack.portal_port)
    with place.inside() as worker:
        for number in range(sizes.erasures):
            doors.sign_in(browser, doors.SAML, number)
            user = worker.ask("fill", rows=ROWS)
            page = browser.get(ASK)
            form = {"csrfmiddlewaretoken": page.token, "zeker": "on"}
            answer = browser.post(ASK, form, expected=302)
            if answer.location != GONE or worker.ask("left", user=user):
                raise UnexpectedAnswerError(f"Not erased: {answer.location}.")
            pages.append(page.seconds)
            taken.append(answer.seconds)
    browser.close()
    longest = percentile(taken, 100)
    return [
        Row("the page that says what would go", f"{percentile(pages, 50):.2f} s (median)"),
        Row(
            f"erasing somebody of whom {ROWS:,} rows are kept",
            f"{percentile(taken, 50):.2f} s (median), {longest:.2f} s (longest of {len(taken)})",
            f"< {MOST:.0f} s",
            longest < MOST,
        ),
    ]
