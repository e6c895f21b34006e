"""People who go on with their work while something breaks, and what is left of that work afterwards.

A visitor reads; an administrator of Heidebeek changes a product and invites colleagues; an operator switches a
feature and tests a connection. Each writes down what they asked for and what they were told.
"""

import http.client
import itertools
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from integrations.connections.types import row_of
from tests.browser import web
from tests.faults.client import Client
from tests.faults.history import NO_ANSWER, History, Told
from tests.faults.remains import Remains
from tests.stack import until

PAGES = ("/", "/onderwerpen/producten/paspoort/", "/zoeken/?q=paspoort")
COLLEAGUES, PRODUCTS = "/beheer/accounts/user/add/", "/beheer/products/product/{}/change/"
MOST = 400
"""Acts of one traveller: a journey ends, whatever happens."""
BUSY, COME_BACK = b"Er loopt al een opdracht", 409
"""What an operator reads while a worker takes up what another left behind, and the status that this means."""
BREATH = 0.05
"""Seconds that a traveller rests after an act."""
_numbers = itertools.count(1)


class Journey:
    """The travellers, each on a thread of their own."""

    def __init__(self, remains: Remains, port: int, administrator: Client, operator: Client) -> None:
        self.remains, self.history, self._port = remains, History(), port
        self.rest = BREATH
        self._administrator, self._operator = administrator, operator
        self._stopped = threading.Event()
        self._rounds: dict[str, int] = {}
        self._threads: list[threading.Thread] = []  # noqa: TID251 - nothing of the product runs in them

    def start(self) -> None:
        """Let everybody set out."""
        travellers = (self.visit, self.change_product, self.invite, self.switch, self.test_connection)
        for travel in travellers:
            self._rounds[travel.__name__] = 0
            thread = threading.Thread(target=self._travel, args=[travel], daemon=True)  # noqa: TID251
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they are at, and stop."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def everybody_goes_on(self) -> None:
        """Wait until each traveller has done something that they began after this moment."""
        wanted = {name: done + 2 for name, done in self._rounds.items()}
        until(
            lambda: all(self._rounds[name] >= number for name, number in wanted.items()),
            "everybody goes on",
        )

    def is_under_way(self) -> bool:
        """Tell whether each traveller has done something."""
        return all(self._rounds.values())

    def visit(self) -> None:
        """Read a page."""
        path = PAGES[self._rounds["visit"] % len(PAGES)]
        visitor = Client(self._port, "zonnedam.localhost")
        self._note("visit", path, lambda: visitor.get(path), lambda page: page.status == 200)

    def change_product(self) -> None:
        """Change a product's summary to words that occur nowhere else."""
        words = f"Uitleg nummer {next(_numbers)}"
        editor, path = self._administrator.again(), PRODUCTS.format(self.remains.product)
        self._note(
            "product", words,
            lambda: self._fill_in(editor, path, summary=words),
            lambda page: page.status == 200 and editor.path != path,  # a form with mistakes stays where it is
        )  # fmt: skip

    def invite(self) -> None:
        """Invite a colleague."""
        self.invite_by_name(f"collega-{next(_numbers)}@heidebeek.example")

    def invite_by_name(self, address: str) -> None:
        """Invite this colleague, once more if need be."""
        person = {"email": address, "first_name": "Col", "last_name": "Lega", "role": "1"}
        inviter = self._administrator.again()
        self._note(
            "invitation", address,
            lambda: self._fill_in(inviter, COLLEAGUES, **person),
            lambda page: page.status == 200 and inviter.path != COLLEAGUES,
        )  # fmt: skip

    def switch(self) -> None:
        """Switch search at Waterrijk to the other side."""
        operator, path = self._operator.again(), f"/gemeenten/{self.remains.waterrijk}/onderdelen/search/"
        page = self._note("look", path, lambda: operator.get(path), lambda page: page.status == 200)
        if page is None or page.status != 200:
            return
        side = "aan" if b'name="stand" value="aan"' in page.body else "uit"
        # What the answer says may be read in the operator's other window: the messages of a session are shown once.
        done = f"/gemeenten/{self.remains.waterrijk}/"
        self._note("switch", side, operator.submit, lambda page: page.status == 200 and operator.path == done)

    def test_connection(self) -> None:
        """Ask for a test of Zonnedam's connection."""
        key = row_of(uuid.UUID(str(self.remains.zonnedam)), "case_system")
        operator, path = self._operator.again(), f"/gemeenten/{self.remains.zonnedam}/koppelingen/{key}/"
        page = self._note("look", path, lambda: operator.get(path), lambda page: page.status == 200)
        if page is not None and page.status == 200:
            ask = f"{path}testen/"
            self._note("test", path, lambda: operator.submit(ask), lambda page: page.status == 200)

    def _fill_in(self, client: Client, path: str, **fields: str) -> web.Answer:
        page = client.get(path)
        return client.fill_in(**fields) if page.status == 200 else page

    def _note(
        self, kind: str, what: str, ask: Callable[[], web.Answer], worked: Callable[[web.Answer], bool]
    ) -> web.Answer | None:
        began = time.monotonic()
        try:
            page = ask()
        except (OSError, http.client.HTTPException) as error:
            self.history.write(kind, what, began, NO_ANSWER, Told.UNSURE, type(error).__name__)
            return None
        sure = Told.REFUSED if page.status < 500 else Told.UNSURE
        status = COME_BACK if BUSY in page.body else page.status
        self.history.write(kind, what, began, status, Told.DONE if worked(page) else sure)
        return page

    def _travel(self, travel: Callable[[], None]) -> None:
        while not self._stopped.is_set() and self._rounds[travel.__name__] < MOST:
            travel()
            self._rounds[travel.__name__] += 1
            self._stopped.wait(self.rest)


@contextmanager
def under_way(journey: Journey) -> Iterator[History]:
    """Have people at work for the length of a block, from before it until after it."""
    journey.start()
    try:
        until(journey.is_under_way, "everybody sets out")
        yield journey.history
        journey.everybody_goes_on()
    finally:
        journey.stop()
