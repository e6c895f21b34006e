"""Servers in one process: web pages and a scanner by threads, mail by asyncio; they stop together."""

import asyncio
import signal
import sys
import threading
from contextlib import ExitStack

from aiosmtpd.smtp import SMTP

from . import access, pages, stand_ins, web
from .doorways.sms import pages as sms_pages
from .faults import api as fault_api
from .faults import views as fault_views
from .faults.board import Board
from .handler import Server
from .mailbox import views as mailbox_views
from .mailbox.receiver import Receiver
from .mailbox.store import Mailbox
from .register import STAND_INS
from .scanner import server as scanner
from .settings import Settings
from .world.remembering import NOWHERE, Memory
from .world.worlds import Worlds
from .zgw import handling, moving, publishing, sender

LARGEST_MAIL = 10_000_000


def application(settings: Settings, mailbox: Mailbox, memory: Memory = NOWHERE) -> web.Application:
    """Put the parts of the web side together."""
    board = Board()
    places = stand_ins.places(STAND_INS)
    worlds = Worlds(seed=settings.seed, count=settings.cases, today=settings.today, memory=memory)
    routes = [
        *pages.routes(),
        *access.routes(settings, board, worlds),
        *fault_views.routes(board, places),
        *fault_api.routes(board, places),
        *mailbox_views.routes(mailbox),
        *sms_pages.routes(worlds),
        *sender.routes(settings, worlds),
        *publishing.routes(settings, worlds),
        *moving.routes(settings, worlds),
        *handling.routes(settings, worlds),
        *stand_ins.routes(STAND_INS, settings, board, worlds),
    ]
    return web.Application(routes, host=settings.host)


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C, and say on standard output where."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    mailbox, memory = Mailbox(settings.folder), Memory(settings.folder / "subscriptions")
    with ExitStack() as running:
        place = (settings.host, settings.port)
        pages_server = running.enter_context(Server(place, application(settings, mailbox, memory)))
        if settings.scanner is not None:
            running.enter_context(scanner.running(settings.scanner))
        mail_server = await loop.create_server(
            lambda: SMTP(Receiver(mailbox), enable_SMTPUTF8=True, data_size_limit=LARGEST_MAIL, loop=loop),
            host=settings.host,
            port=settings.smtp_port,
        )
        # This process has no tenants to lose.
        thread = threading.Thread(target=pages_server.serve_forever, args=(0.1,), daemon=True)  # noqa: TID251
        thread.start()
        print(f"pages http://{settings.host}:{pages_server.port}/")
        print(f"mail {settings.host}:{mail_server.sockets[0].getsockname()[1]}")
        sys.stdout.flush()
        await asked.wait()
        mail_server.close()
        pages_server.shutdown()
        thread.join()
