"""Two servers in one process: web pages by threads, mail by asyncio; they stop together."""

import asyncio
import signal
import socketserver
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from aiosmtpd.smtp import SMTP

from . import pages, web
from .knobs import Knobs
from .knobs import views as knob_views
from .mailbox import views as mailbox_views
from .mailbox.receiver import Receiver
from .mailbox.store import Mailbox
from .settings import Settings
from .zgw import views as zgw_views

LARGEST_MAIL = 10_000_000


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name for it
        """Say nothing: addresses of pages hold the addresses of people."""


def application(settings: Settings, mailbox: Mailbox) -> web.Application:
    """Put the parts of the web side together."""
    knobs = Knobs()
    routes = [
        *pages.routes(settings, knobs),
        *knob_views.routes(knobs),
        *mailbox_views.routes(mailbox),
        *zgw_views.routes(settings, knobs),
    ]
    return web.Application(routes, host=settings.host)


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C, and say on standard output where."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    mailbox = Mailbox(settings.folder)
    with _Server((settings.host, settings.port), _Handler) as pages_server:
        pages_server.set_app(application(settings, mailbox))
        mail_server = await loop.create_server(
            lambda: SMTP(Receiver(mailbox), enable_SMTPUTF8=True, data_size_limit=LARGEST_MAIL, loop=loop),
            host=settings.host,
            port=settings.smtp_port,
        )
        # This process has no tenants to lose.
        thread = threading.Thread(target=pages_server.serve_forever, args=(0.1,), daemon=True)  # noqa: TID251
        thread.start()
        print(f"pages http://{settings.host}:{pages_server.server_port}/")
        print(f"mail {settings.host}:{mail_server.sockets[0].getsockname()[1]}")
        sys.stdout.flush()
        await asked.wait()
        mail_server.close()
        pages_server.shutdown()
        thread.join()
