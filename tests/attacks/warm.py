"""Python with the libraries loaded, from which processes are forked: `python -m tests.attacks.warm`.

A process of the product takes seconds to load what others made, and none to load what is ours. Nothing of the product
is loaded before the fork, and no settings: each child begins with an environment, a folder and words of its own.

It reads orders as lines of JSON, and answers each with the exit code of its child.
"""

import importlib
import json
import os
import runpy
import sys
import traceback
from typing import Any

LIBRARIES = (
    "celery.app.amqp", "celery.app.task", "celery.concurrency.prefork", "celery.worker", "celery.bin.celery",
    "coloraide", "cryptography.x509", "django.core.management.commands.check", "django.core.servers.basehttp",
    "django.db.models.sql.compiler", "django.db.migrations.executor", "django.template.defaulttags", "django.test",
    "kombu.transport.redis", "lxml.etree", "OpenSSL.SSL", "psycopg", "redis.asyncio", "redis.cluster", "requests",
    "rich.console", "sentry_sdk", "sqlparse", "structlog", "whitenoise.storage", "yaml",
)  # fmt: skip


def main() -> None:
    """Carry out orders until there are no more."""
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
        except Exception as error:  # it only costs time
            print(f"{name}: {error}", file=sys.stderr)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(words: list[str], values: dict[str, str], folder: str, output: str) -> None:
    """Be the process that was asked for, and end."""
    os.setsid()
    os.environ.clear()
    os.environ.update(values)
    os.chdir(folder)
    with open(output, "wb", buffering=0) as file, open(os.devnull, "rb", buffering=0) as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    code = 1
    try:
        _run(words)
        code = 0
    except SystemExit as end:
        code = _code_of(end.code)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _run(words: list[str]) -> None:
    match words:
        case ["-c", program, *rest]:
            sys.argv, sys.path[0] = ["-c", *rest], ""
            exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102 - as `python -c` does
        case ["-m", module, *rest]:
            sys.argv, sys.path[0] = [module, *rest], os.getcwd()
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case [script, *rest]:
            sys.argv, sys.path[0] = [script, *rest], os.path.dirname(os.path.abspath(script))
            runpy.run_path(script, run_name="__main__")


def _code_of(said: Any) -> int:
    if isinstance(said, int | None):
        return said or 0
    print(said, file=sys.stderr)
    return 1


if __name__ == "__main__":
    main()
