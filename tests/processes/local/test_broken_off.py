"""A run of the tests that is broken off: what it runs is asked to end, and nothing of it lives on."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

WAITS = "import signal, sys; print('up', flush=True); signal.sigwait([signal.SIGINT]); sys.exit(2)"
RUNS = """
import os, signal, sys
from config.local import processes, testing
try:
    with processes.stoppable():
        sys.exit(testing.in_foreground(sys.argv[1:], os.environ))
except processes.Stopped:
    sys.exit(99)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_pytest_is_asked_to_end_when_the_run_is(number: signal.Signals) -> None:
    words = [sys.executable, "-c", RUNS, sys.executable, "-c", WAITS]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        assert run.stdout.readline() == "up\n"
        run.send_signal(number)

        assert run.wait(20) == 128 + number


TREE = """
import os, signal, sys
from pathlib import Path
from tests.integrations.conftest import running_sandbox
if sys.argv[1] == "deaf":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
with running_sandbox(Path(sys.argv[2])) as sandbox:
    print(os.getpid(), sandbox.process.pid, flush=True)
    signal.pause()
"""


@pytest.mark.parametrize(
    ("number", "how", "code"),
    [
        (signal.SIGINT, "heeds it", 128 + signal.SIGINT),
        (signal.SIGINT, "deaf", 128 + signal.SIGINT),
        (signal.SIGKILL, "cannot heed it", -signal.SIGKILL),
    ],
)
def test_of_a_run_that_is_broken_off_nothing_lives_on_no_stand_in_either(
    number: signal.Signals, how: str, code: int, tmp_path: Path
) -> None:
    hasty = RUNS.replace("try:", f"testing.PATIENCE = {0 if how == 'deaf' else 20}\ntry:", 1)
    words = [sys.executable, "-c", hasty, sys.executable, "-c", TREE, how, str(tmp_path)]
    nowhere = subprocess.DEVNULL  # without a terminal
    with subprocess.Popen(words, stdin=nowhere, stdout=subprocess.PIPE, stderr=nowhere) as run:
        assert run.stdout
        ends = [os.pidfd_open(int(pid)) for pid in run.stdout.readline().split()]
        assert len(ends) == 2
        run.send_signal(number)

        assert run.wait(30) == code
        for end in ends:
            assert select.select([end], [], [], 20)[0], "it lives on"
            os.close(end)
