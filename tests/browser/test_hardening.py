"""What somebody tries who got words of theirs into a page, has a page elsewhere, or writes requests by hand."""

import re
import socket
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import journeys, people
from tests.stack import Stack

PROBES = """async ([other, blocked, runs]) => {
    const seen = new Set(), ran = [];
    window.ran = (what) => ran.push(what);
    document.addEventListener("securitypolicyviolation", (event) => seen.add(event.effectiveDirective));
    const add = (name, properties) => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
        document.body.append(element);
        return element;
    };
    const script = document.createElement("script");
    script.textContent = "ran('inline')";
    document.body.append(script);
    add("script", {src: "data:text/javascript,ran('data')"});
    add("script", {src: URL.createObjectURL(new Blob(["ran('blob')"], {type: "text/javascript"}))});
    add("script", {src: other + "/static/file.js"});
    add("script", {src: "//" + new URL(other).host + "/x.js"});
    add("b", {onclick: "ran('attribute')"}).click();
    add("a", {href: "javascript:ran('link')"}).click();
    add("img", {src: "data:,x", onerror: "ran('onerror')"});
    add("object", {data: "/favicon.ico"});
    add("embed", {src: "/favicon.ico"});
    add("iframe", {src: other + "/"});
    add("iframe", {src: "javascript:parent.ran('frame')"});
    add("iframe", {srcdoc: "<script>parent.ran('srcdoc')</script>"});
    add("link", {rel: "stylesheet", href: other + "/x.css"});
    const style = document.createElement("style");
    style.textContent = "body { outline: 7px solid red }";
    document.head.append(style);
    const base = document.createElement("base");
    base.href = other + "/";
    document.head.prepend(base);
    const form = add("form", {action: other + "/", method: "post", target: "nowhere"});
    form.submit();
    await fetch(other + "/").catch(() => {});
    await new Promise((resolve) => setTimeout(resolve));
    try { (0, eval)("ran('eval')"); } catch {}
    try { new Function("ran('function')")(); } catch {}
    try { setTimeout("ran('timer')"); } catch {}
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isDone = () => blocked.every((name) => seen.has(name)) || runs.every((name) => ran.includes(name));
    for (let step = 0; step < 40 && !isDone(); step++) await frame();
    for (let step = 0; step < 3; step++) await frame();  // for what comes late
    return {
        ran, seen: [...seen], baseMoved: document.baseURI.startsWith(other),
        outline: getComputedStyle(document.body).outlineWidth,
    };
}"""
BLOCKED = {
    "base-uri", "connect-src", "form-action", "frame-src", "object-src", "script-src", "script-src-attr",
    "script-src-elem", "style-src-elem",
}  # fmt: skip
RUNS = {"inline", "data", "attribute", "eval", "function", "srcdoc"}
"""What runs where nothing is blocked, and is waited for."""


def probe(page: Page, other: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(PROBES, [other, sorted(BLOCKED), sorted(RUNS)])
    return found


@pytest.mark.attack("W16")
@pytest.mark.parametrize(
    "slug",
    [
        journeys.MUNICIPALITIES[0],
        *(pytest.param(slug, marks=pytest.mark.long) for slug in journeys.MUNICIPALITIES[1:]),
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/zoeken/?q=%3Cscript%3Eran(1)%3C/script%3E", "/nergens/", "/beheer/login/"]
)
def test_nothing_that_is_put_into_a_page_runs_loads_or_leaves(
    slug: str, path: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    page.goto(stack.portal_url(slug) + path)

    found = probe(page, stack.console_url)

    assert found["ran"] == []
    assert found["baseMoved"] is False
    assert found["outline"] != "7px"
    assert set(found["seen"]) >= BLOCKED


@pytest.mark.attack("W16", "P02")
@pytest.mark.parametrize("path", ["/", "/aanmelden/"])
def test_nor_into_a_page_of_the_console(path: str, visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.OPERATOR if path == "/" else "")
    page.goto(stack.console_url + path)

    found = probe(page, stack.portal_url("zonnedam"))

    assert (found["ran"], found["baseMoved"]) == ([], False)
    assert set(found["seen"]) >= BLOCKED


@pytest.mark.attack("W16")
@pytest.mark.parametrize("path", ["/beheer/", "/beheer/cms/pagecontent/", "/beheer/products/product/"])
def test_nor_into_a_page_of_staff_that_a_library_made(
    path: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.ADMINISTRATORS["zonnedam"])
    page.goto(stack.portal_url("zonnedam") + path)

    found = probe(page, stack.console_url)

    assert (found["ran"], found["baseMoved"]) == ([], False)
    assert set(found["seen"]) >= BLOCKED


@pytest.mark.attack("W16")
def test_without_the_policy_all_of_it_runs(visitor: Callable[..., Page], stack: Stack) -> None:
    """The negative control: a browser that does not heed the policy."""
    page = visitor(bypass_csp=True)
    page.goto(stack.portal_url("zonnedam"))

    found = probe(page, stack.console_url)

    assert set(found["ran"]) >= RUNS
    assert (found["outline"], found["seen"]) == ("7px", [])


@pytest.mark.attack("W15")
def test_a_page_elsewhere_can_neither_frame_nor_hold_nor_read_ours(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, ours = visitor(), stack.portal_url("zonnedam")
    page.goto(stack.mailbox_url)

    read = page.evaluate(
        """async (ours) => {
            const image = await new Promise((resolve) => {
                const element = new Image();
                element.onload = () => resolve("read");
                element.onerror = () => resolve("refused");
                element.src = ours + "/favicon.ico";
            });
            const asked = {mode: "no-cors", credentials: "include"};
            const page = await fetch(ours + "/", asked).then(() => "read", () => "refused");
            return [image, page];
        }""",
        ours,
    )
    with page.expect_popup() as opened:
        page.evaluate("(ours) => { window.held = window.open(ours); }", ours)
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate(
        """(ours) => new Promise((resolve) => {
            const frame = document.createElement("iframe");
            frame.onload = resolve;
            frame.src = ours;
            document.body.append(frame);
        })""",
        ours,
    )

    assert read == ["refused", "refused"]
    assert page.evaluate("held.closed") is True
    assert opened.value.evaluate("window.opener") is None
    assert page.frames[-1].url.startswith("chrome-error:")


@pytest.mark.attack("O20", "I11")
def test_after_signing_out_the_way_back_shows_nothing(visitor: Callable[..., Page], stack: Stack) -> None:
    page, url = visitor(), stack.portal_url("waterrijk")
    for _ in journeys.staff(page, stack, "waterrijk", visitor, "terug"):
        pass
    page.goto(f"{url}/beheer/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wat wilt u doen?")
    page.goto(f"{url}/beheer/password_change/")

    page.locator("#logout-form button").click()
    expect(page).to_have_url(re.compile("/beheer/login/"))
    for _ in range(2):
        page.go_back()
        expect(page).to_have_url(re.compile("/beheer/login/"))

    assert "Wat wilt u doen?" not in page.content()


def say(port: int, *lines: str) -> str:
    """Write a request by hand; answers all that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(("\r\n".join([*lines, "Connection: close", "", ""])).encode("latin-1"))
        said = b""
        while chunk := line.recv(65_536):
            said += chunk
    return said.decode(errors="replace")


@pytest.mark.attack("T08", "W17")
@pytest.mark.parametrize(
    "lines",
    [
        ("GET / HTTP/1.1", "Host: zonnedam.localhost", "Host: waterrijk.localhost"),
        ("GET / HTTP/1.1", "Host: zonnedam.localhost, waterrijk.localhost"),
        ("GET / HTTP/1.1", "Host: zonnedam.localhost", " waterrijk.localhost"),
        ("GET / HTTP/1.1", "Host : waterrijk.localhost"),
        ("GET / HTTP/1.1", "Host: waterrijk.localhost\x00.zonnedam.localhost"),
        ("GET / HTTP/1.1", "Host: zonnedam.localhost@waterrijk.localhost"),
        ("GET / HTTP/1.1",),
        ("GET / HTTP/1.0",),
        ("GET http://waterrijk.localhost/ HTTP/1.1", "Host: nobody.example"),
    ],
)
def test_a_request_that_names_two_hosts_or_none_is_nobodys(lines: tuple[str, ...], stack: Stack) -> None:
    answer = say(stack.portal_port, *lines)

    assert re.match(r"HTTP/1\.[01] 40[04] ", answer), answer[:200]
    assert "Gemeente Waterrijk" not in answer
    assert "Gemeente Zonnedam" not in answer


@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    "extra",
    [
        "X-Forwarded-Host: waterrijk.localhost",
        "X_Forwarded_Host: waterrijk.localhost",
        "HTTP_HOST: waterrijk.localhost",
        "Forwarded: host=waterrijk.localhost",
        "X-Original-URL: http://waterrijk.localhost/",
        "X-Host: waterrijk.localhost",
    ],
)
@pytest.mark.parametrize("target", ["/", "http://waterrijk.localhost/"])
def test_the_header_host_alone_says_whose_page_it_is(extra: str, target: str, stack: Stack) -> None:
    answer = say(stack.portal_port, f"GET {target} HTTP/1.1", "Host: zonnedam.localhost", extra)

    assert answer.startswith("HTTP/1.1 200 ")
    assert "Gemeente Zonnedam" in answer
    assert "waterrijk" not in answer.lower()
