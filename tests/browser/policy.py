"""Whether a page breaks its content security policy, logs an error, loses a file, or holds a style or script inline."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request, Response

LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"""
INLINE = """() => [...document.querySelectorAll("*")].flatMap((e) => [
    ...(e.matches("style, script:not([src])") ? [`<${e.localName}>`] : []),
    ...e.getAttributeNames().filter((name) => /^(style|on.+|hx-on.*)$/.test(name))
        .map((name) => `<${e.localName} ${name}>`)])"""


@dataclass
class Listener:
    """Listens to all that happens on a page from now on, wherever it goes."""

    page: Page
    findings: list[str] = field(default_factory=list)
    here: str = "start"

    def __post_init__(self) -> None:
        self.page.add_init_script(LISTEN)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.findings.append(f"{self.here}: {error}"))
        self.page.on("requestfailed", self._lost)
        self.page.on("response", self._broken)

    def stop_at(self, name: str) -> None:
        """Look for what stands in the HTML of the page; what happens from here on is told with its name."""
        self.here = name
        self.findings += [f"{name}: {found}" for found in self.page.evaluate(INLINE)]

    def _said(self, message: ConsoleMessage) -> None:
        """A page that says 404 or 422 is no error of its own; Chromium logs it as one."""
        of_the_page = message.location["url"] == self.page.url
        if message.text.startswith("Failed to load resource") and of_the_page:
            return
        if message.type in {"error", "warning"}:
            self.findings.append(f"after {self.here}: {message.text}")

    def _broken(self, response: Response) -> None:
        if response.request.resource_type != "document" and response.status >= 400:
            self.findings.append(f"after {self.here}: {response.status} {response.url}")

    def _lost(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left behind by going on to the next page
            self.findings.append(f"after {self.here}: {request.failure} {request.url}")
