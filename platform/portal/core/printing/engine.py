"""The process that draws: reads a page with its files as JSON, writes a PDF. It imports nothing of the product.

Started by path, in isolated mode: `python -I engine.py < page.json > page.pdf`.
"""

import base64
import json
import resource
import sys
from collections.abc import Mapping
from typing import Any, Final

CPU_SECONDS: Final = 20
MEMORY: Final = 2 * 1024**3
FORBIDDEN: Final = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
)  # fmt: skip


def main() -> None:
    """Draw one page."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(sys.stdin)
    base = asked["base"]
    files = {
        base + name.lstrip("/"): (base64.b64decode(body), kind)
        for name, (body, kind) in asked["files"].items()
    }
    sys.stdout.buffer.write(draw(asked["html"], base, files))


def draw(html: str, base: str, files: Mapping[str, tuple[bytes, str]]) -> bytes:
    """Make the PDF; what the page refers to and did not come with it is left out.

    :param base: what stands before paths: links lead there, and files have come under it; nothing is asked of it.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Given(URLFetcher):
        """Answers with what came with the page."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in files:
                raise ValueError("not given")
            body, kind = files[url]
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    sys.addaudithook(_refuse)
    made: bytes = HTML(string=html, base_url=base, url_fetcher=Given()).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _refuse(event: str, arguments: Any) -> None:
    """Stand behind the fetcher: whatever asks the network or starts a program fails."""
    if event in FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
