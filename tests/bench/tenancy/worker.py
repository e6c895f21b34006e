"""A process that serves one arm: WSGI without a server in between, asked over a pipe.

Reads one JSON object per line: `{"path": …, "numbers": […], "role": …}`; answers seconds per request, and the
processor time of this process and of its PostgreSQL back end.
"""

import cProfile
import gc
import io
import json
import os
import pstats
import resource
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

from config import staying
from config.frames import roomy
from tests.bench.tenancy import places

LOOKS = 3
"""How often something is counted: one page in two seconds also looks at the directory's revision, and is not meant."""
ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_ACCEPT_LANGUAGE": "nl",
    "wsgi.url_scheme": "http",
    "wsgi.version": (1, 0),
    "wsgi.multithread": False,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.errors": sys.stderr,
}


def main() -> None:
    """Serve until the pipe is closed."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints does not print into our answers
    serving = _application()
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(getattr(_Orders(serving), order.pop("do"))(**order)), file=answers, flush=True)


def _application() -> Any:
    if _is_single():
        from django.core.wsgi import get_wsgi_application

        application = roomy(get_wsgi_application())
        staying.settle()  # as `config.wsgi` does for the other arm, whose checks at the start this one would not pass
        return application
    from config.wsgi import application

    return application


def _is_single() -> bool:
    return os.environ["DJANGO_SETTINGS_MODULE"].endswith("bench_single")


class _Orders:
    def __init__(self, serving: Any) -> None:
        self.serving = serving

    def block(
        self,
        path: str,
        numbers: Iterable[int],
        role: bool | None = None,
        share: int | None = None,
        lead: int = 0,
    ) -> dict[str, Any]:
        """Serve one page to each of these municipalities' visitors, one after the other.

        :param role: whether the role wall is up.
        :param share: `TENANT_SHARE`, a municipality's share of what all have, in per cent; 0 asks nobody.
        :param lead: how many of the first are not measured: whoever had the processor before filled its caches.
        """
        self._switch(role, share)
        asked = [_environ(path, number) for number in numbers]
        gc.collect()
        for environ in asked[:lead]:
            self._serve(environ)
        own, backend = time.process_time_ns(), self._backend()
        taken = [self._serve(environ) for environ in asked[lead:]]
        return {
            "taken": taken,
            "cpu": (time.process_time_ns() - own) / 1e9,
            "backend": (self._backend() - backend) / 1e9,
        }

    def queries(self, path: str, number: int) -> dict[str, Any]:
        """Count what one page asks the database."""
        from django.db import connection

        def count() -> int:
            asked: list[str] = []

            def listen(execute: Any, statement: Any, *rest: Any) -> Any:
                asked.append(str(statement))
                return execute(statement, *rest)

            with connection.execute_wrapper(listen):
                self._serve(_environ(path, number))
            return len(asked)

        return {"queries": min(count() for _ in range(LOOKS))}

    def calls(self, path: str, number: int) -> dict[str, Any]:
        """Count the calls of functions that one page makes: no luck, and no others on the machine, change that.

        Just before another municipality was served, where there are others.
        """

        def count() -> int:
            self._serve(_environ(path, number if _is_single() else number + 1))
            profile = cProfile.Profile()
            profile.runcall(self._serve, _environ(path, number))
            calls: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
            return calls

        return {"calls": min(count() for _ in range(LOOKS))}

    def faults(self, path: str, number: int) -> dict[str, Any]:
        """Count how often one page touches memory that is not mapped: the kernel then has to be asked, each time."""

        def count() -> int:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            self._serve(_environ(path, number))
            return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

        return {"faults": min(count() for _ in range(LOOKS))}

    def mix(self, views: Iterable[tuple[str, int]]) -> dict[str, Any]:
        """Serve pages, and tell how much memory of its own the back end holds then, in kB."""
        for path, number in views:
            self._serve(_environ(path, number))
        text = Path(f"/proc/{_backend_pid()}/status").read_text()
        return {"rss": int(next(line for line in text.splitlines() if line.startswith("RssAnon")).split()[1])}

    def keep(self) -> dict[str, Any]:
        """Keep the connection from now on, however old it gets."""
        from django.db import connection

        connection.settings_dict["CONN_MAX_AGE"] = None
        connection.close()
        return {}

    def _serve(self, environ: dict[str, Any]) -> float:
        statuses: list[str] = []
        began = time.perf_counter()
        response = self.serving(environ, lambda status, headers, *_: statuses.append(status))
        size = sum(map(len, response))
        response.close()
        taken = time.perf_counter() - began
        if not (statuses[0].startswith("200") and size):
            raise RuntimeError(f"{environ['HTTP_HOST']}{environ['PATH_INFO']} answers {statuses[0]}.")
        return taken

    def _switch(self, role: bool | None, share: int | None) -> None:
        from django.conf import settings
        from django.db import connection

        if share is not None:
            settings.TENANT_SHARE = share
        if role is not None:
            connection.switch(role)  # type: ignore[attr-defined]

    def _backend(self) -> int:
        pid = _backend_pid()
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) if pid else 0


def _backend_pid() -> int:
    from django.db import connection

    return connection.connection.info.backend_pid if connection.connection is not None else 0


def _environ(path: str, number: int) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        **ENVIRON,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": places.host(number),
        "wsgi.input": io.BytesIO(),
    }


if __name__ == "__main__":
    assert django.VERSION
    main()
