"""How long others wait for a page behind the proxy, with and without thousands of silent and slow visitors.

make bench-slow [ARGS="--pages=300 --pairs=5"]
"""

import argparse
import http.client
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests import stack as stacks
from tests.faults import crowd, front

PAGES = ("/", "/onderwerpen/burgerzaken/", "/onderwerpen/producten/paspoort/", "/zoeken/?q=paspoort")
CROWD = {"silent": 5000, "heads": 300, "stalled": 300, "dripping": 300, "greedy": 100}
WARM = 40


class Arm:
    """Pages that were asked for under one of the two conditions."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.taken: list[float] = []
        self.statuses: Counter[int] = Counter()

    def ask(self, port: int, pages: int) -> None:
        """Ask for so many pages, one after the other, each from another address: the proxy counts per address."""
        for number in range(pages):
            began = time.perf_counter()
            visitor = http.client.HTTPConnection("127.0.0.1", port, 60, (f"127.8.0.{number % 200 + 1}", 0))
            visitor.request("GET", PAGES[number % len(PAGES)], headers={"Host": f"zonnedam.localhost:{port}"})
            answer = visitor.getresponse()
            answer.read()
            visitor.close()
            self.taken.append(time.perf_counter() - began)
            self.statuses[answer.status] += 1

    def cut(self, percent: int) -> float:
        """Answer how long this share of the pages took at most, in milliseconds."""
        return statistics.quantiles(self.taken, n=100, method="inclusive")[percent - 1] * 1000

    def show(self) -> None:
        """Print a line."""
        cuts = "".join(f"{self.cut(percent):>9.1f}" for percent in (50, 95, 99))
        print(f"{self.title:<10}{len(self.taken):>7}{cuts}  {dict(self.statuses)}")


def main() -> None:
    """Start everything, ask in turns without and with the crowd, print."""
    parser = argparse.ArgumentParser(prog="make bench-slow")
    parser.add_argument("--pages", type=int, default=100, help="per turn")
    parser.add_argument("--pairs", type=int, default=2, help="turns of each arm")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    with stacks.started(folder) as stack, front.standing(folder, stack.portal_port) as port:
        calm, crowded = Arm("calm"), Arm("crowded")
        Arm("warm").ask(port, WARM)
        for _pair in range(options.pairs):
            calm.ask(port, options.pages)
            with crowd.gathered(port, **CROWD) as people:
                crowded.ask(port, options.pages)
                told = people.tell()
    print(f"Zonnedam behind nginx; the crowd: {CROWD}")
    print(f"its last turn: {told}\n")
    print(f"{'':<10}{'pages':>7}{'p50':>9}{'p95':>9}{'p99':>9}  statuses; times in ms")
    calm.show()
    crowded.show()
    print(
        "ratio" + " " * 12 + "".join(f"{crowded.cut(each) / calm.cut(each):>9.2f}" for each in (50, 95, 99))
    )


if __name__ == "__main__":
    main()
