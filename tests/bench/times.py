"""Time pages at one and at four clients, each with a connection of its own that stays open."""

import http.client
import statistics
import threading
import time

type Address = tuple[int, str, str]

CLIENTS = (1, 4)


def show(pages: dict[str, Address], requests: int) -> None:
    """Print a line per page and number of clients."""
    print(f"{'page':<10}{'clients':>8}{'p50':>9}{'p95':>9}{'requests/s':>12}{'failed':>8}")
    for title, address in pages.items():
        for clients in CLIENTS:
            measure(address, clients, 20 * clients)  # warms every process and thread
            taken, failed, wall = measure(address, clients, requests)
            cuts = statistics.quantiles(taken, n=100)
            rate = len(taken) / wall
            print(
                f"{title:<10}{clients:>8}{cuts[49] * 1000:>9.1f}{cuts[94] * 1000:>9.1f}{rate:>12.0f}{failed:>8}"
            )


def measure(address: Address, clients: int, requests: int) -> tuple[list[float], int, float]:
    """Make so many requests in all; answer seconds each, how many failed, and seconds in all."""
    taken: list[float] = []
    failures: list[int] = []
    threads = [
        threading.Thread(target=_client, args=(address, requests // clients, taken, failures))  # noqa: TID251
        for _ in range(clients)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, len(failures), time.perf_counter() - began


def _client(address: Address, requests: int, taken: list[float], failures: list[int]) -> None:
    port, host, path = address
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(requests):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Host": host})
        response = connection.getresponse()
        response.read()
        taken.append(time.perf_counter() - began)
        if response.status != 200:
            failures.append(response.status)
    connection.close()
