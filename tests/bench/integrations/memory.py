"""How much memory an answer of 200 MB takes: read as a stream, refused where a small one was expected, and the control.

Of each the growth of memory of its own (RssAnon) is looked at before and afterwards, and the most that the kernel saw
meanwhile.
"""

import argparse
from typing import Any

from tests.bench.integrations import places

MOST = 12.0
"""MB that may be held meanwhile: as much as the largest answer that is read whole, and a little."""
FLAT = 2.0
"""MB that may be left after the first time."""
MEGABYTE = 1024


def run(words: list[str]) -> bool:
    """Measure and print; answers whether memory stayed flat."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=memory")
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args(words)
    with places.setting(1) as setting:
        worker = setting.workers[0]
        worker.ask("memory_work.small", number=1)
        setting.sandbox.fault("zgw/zaken", "gemeente1", large=options.megabytes)
        streamed = [worker.ask("memory_work.streamed", number=1) for _ in range(options.times)]
        refused = [worker.ask("memory_work.refused", number=1) for _ in range(options.times)]
        setting.sandbox.fault("voorbeeldregister", "gemeente1", large=options.megabytes)
        url = f"{setting.sandbox.url}/t/gemeente1/voorbeeldregister/subsidies"
        plain = [worker.ask("memory_work.plain", url=url)]
    kept = [show("streamed", streamed), show("refused at the limit", refused)]
    show("control: requests alone, read whole", plain)
    if any(each["outcome"] != "read to its end" for each in streamed) or any(
        each["outcome"] != "too large" for each in refused
    ):
        raise RuntimeError("Something else happened than was to be measured.")
    print(f"Promised: flat, which here means at most {MOST:.0f} MB meanwhile and {FLAT:.0f} MB left.")
    return all(kept)


def show(title: str, found: list[dict[str, Any]]) -> bool:
    """Print a line; answers whether memory stayed flat."""
    most, left = ([each[name] / MEGABYTE for each in found] for name in ("most", "after"))
    meanwhile, after = (", ".join(f"{each:+.1f}" for each in one) for one in (most, left))
    print(
        f"{title}, {len(found)} times: {found[0]['outcome']}; before {found[0]['before'] / MEGABYTE:.0f} MB, "
        f"meanwhile {meanwhile} MB, left {after} MB"
    )
    return max(most) <= MOST and max(left[1:] or left) <= FLAT
