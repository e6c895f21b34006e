"""Pages: asked for by the right host, a wrong one, with another's cookie, address, key or words."""

from tests.attacks.storm.asking import Answer, ask
from tests.attacks.storm.drawing import PORTAL
from tests.attacks.storm.kinds import Kind
from tests.attacks.storm.scene import Town, Try

STAFF = (
    "/beheer/",
    "/beheer/products/product/",
    "/beheer/products/category/",
    "/beheer/accounts/user/",
    "/beheer/uitgaand/",
    "/beheer/logboek/",
    "/beheer/products/product/1/change/",
)
HOSTILE = (
    "*:*",
    "' OR 1=1 --",
    '"; SET ROLE',
    "_exists_:title",
    "%",
    "a" * 300,
    "<script>",
    "\\",
    "!:*",
    "a & b | !c",
)
HEADERS = ("X-Forwarded-Host", "X-Host", "X-Tenant", "Forwarded", "X-Original-URL", "X-Forwarded-Server")


def paths_of(town: Town) -> list[str]:
    """List the addresses at which a town's own canary stands."""
    slug, page = town.marks.slug, f"canary-{town.marks.word.lower()}"
    below = (
        "",
        f"{slug}/",
        f"producten/{town.product}/",
        f"{slug}/producten/{town.product}/",
        "veelgestelde-vragen/",
        f"locaties/{town.location}/",
    )
    return [
        "/",
        "/en/",
        f"/{page}/",
        f"/en/{page}/",
        *(f"/onderwerpen/{path}" for path in below),
        *(f"/en/topics/{path}" for path in below),
        "/sitemap.xml",
    ]


def note(attempt: Try, answer: Answer) -> Answer:
    """Have all of an answer searched: nobody's number belongs in a header."""
    attempt.see("header", repr(answer.headers), is_open=False)
    attempt.see("page", answer.body)
    return answer


def visit(attempt: Try) -> None:
    """Visit a page of one's own."""
    own, _ = attempt.two()
    path = attempt.chance.choice(paths_of(own))
    agent = {
        "User-Agent": f"visitor {own.marks.bsn}",
        "Accept-Language": attempt.chance.choice(("nl", "en", "*;q=")),
    }
    answer = note(attempt, ask(own.host, path, query={"bsn": own.marks.bsn}, headers=agent))
    attempt.expect(answer.status == 200, f"{answer.status} for {path}")
    attempt.shown(answer.body)


def anothers_address(attempt: Try) -> None:
    """Follow an address of another at one's own host."""
    own, other = attempt.two()
    attempt.given = other.marks.digits
    chosen = [path for path in paths_of(other) if other.marks.word.lower() in path or other.location in path]
    answer = note(attempt, ask(own.host, attempt.chance.choice(chosen)))
    attempt.expect(answer.status == 404, f"{answer.status} for another's address")
    attempt.shown(answer.body)


def host_variant(attempt: Try) -> None:
    """Write one's own host in another way, or another's host in a header that must not count."""
    own, other = attempt.two()
    attempt.given = other.marks.digits
    host = attempt.chance.choice(
        (own.host, own.host.upper(), f"{own.host}.", f"{own.host}:8000", f"{own.host}.:80")
    )
    headers = {attempt.chance.choice(HEADERS): other.host}
    answer = note(attempt, ask(host, "/", headers=headers))
    attempt.expect(answer.status == 200, f"{answer.status} for {host}")
    attempt.shown(answer.body)


def unknown_host(attempt: Try) -> None:
    """Ask for a host that is nobody's."""
    _, other = attempt.two()
    attempt.own, attempt.given = None, other.marks.digits
    host = attempt.chance.choice(
        (
            f"www.{other.host}",
            f"{other.host}.evil.example",
            f"evil.{other.host}",
            "127.0.0.2",
            "[::1]",
            "localhost",
            f"{other.host},{other.host}",
            f"{other.host}@evil.example",
            "xn--e1afmkfd.localhost",
            f"{other.host}\t",
            "console.localhost",
            "",
        )
    )
    path = attempt.chance.choice(("/", "/beheer/", "/zoeken/", "/sitemap.xml", "/aanmelden/"))
    refused(attempt, note(attempt, ask(host, path, cookie=f"session={other.cookie}")), 400, 404)


def closed(attempt: Try) -> None:
    """Ask for a town that is suspended, in maintenance or deleted, with a session of its own."""
    town = attempt.chance.choice(attempt.scene.closed)
    path = attempt.chance.choice([*paths_of(town), *STAFF])
    attempt.given = town.marks.digits
    in_maintenance = town.state == "maintenance"
    attempt.own = town if in_maintenance else None  # that page says whose it is, and no more
    answer = note(attempt, ask(town.host, path, cookie=f"session={town.cookie}"))
    attempt.expect(town.marks.word not in answer.body, "a word from inside a closed town")
    refused(attempt, answer, 503 if in_maintenance else 404)


def refused(attempt: Try, answer: Answer, *statuses: int) -> None:
    """Expect an answer that tells nothing."""
    attempt.expect(answer.status in statuses, f"{answer.status} instead of a refusal")
    attempt.expect(
        "set-cookie" not in {name.lower() for name, _ in answer.headers}, "a refusal with a cookie"
    )
    attempt.outcome = "refused"


def anothers_session(attempt: Try) -> None:
    """Bring the session of another's staff, or of another's citizen."""
    own, other = attempt.two()
    key = attempt.chance.choice((other.cookie, other.citizen))
    answer = note(attempt, ask(own.host, attempt.chance.choice(STAFF), cookie=f"session={key}"))
    attempt.expect(answer.status == 302, f"{answer.status} with another's session")
    attempt.expect("/beheer/login/" in answer.header("location"), "not sent to sign in")
    attempt.outcome = "refused"


def own_session(attempt: Try) -> None:
    """Work as staff of one's own, with another's session beside it."""
    own, other = attempt.two()
    path = attempt.chance.choice(STAFF)
    cookie = f"session={own.cookie}; csrf={other.marks.digits}; sessionid={other.cookie}"
    answer = note(attempt, ask(own.host, path, cookie=cookie))
    attempt.expect(answer.status == 200, f"{answer.status} for {path}")
    if path == "/beheer/":
        attempt.expect(own.marks.digits in answer.body, "not its own start page")
        attempt.outcome = "own canary"
    else:
        attempt.shown(answer.body)


def search(attempt: Try) -> None:
    """Search for one's own words, for the first letters of another's, and for what is no word."""
    own, other = attempt.two()
    start = attempt.chance.randint(3, 12)
    query = attempt.chance.choice((own.marks.word, other.marks.word[:start], attempt.chance.choice(HOSTILE)))
    path = attempt.chance.choice(("/zoeken/", "/en/zoeken/"))
    answer = note(attempt, ask(own.host, path, query={"q": query}))
    attempt.expect(answer.status == 200, f"{answer.status} for {query!r}")
    attempt.shown(answer.body)


def forged_form(attempt: Try) -> None:
    """Send a form without a token, with another's cookie."""
    own, other = attempt.two()
    path = attempt.chance.choice(("/beheer/login/", "/beheer/logout/", "/beheer/products/product/add/"))
    form = {"auth-username": f"beheer@{own.host}", "csrfmiddlewaretoken": "x" * 64, "bsn": own.marks.bsn}
    cookie = f"session={other.cookie}; csrf={'x' * 32}"
    answer = note(attempt, ask(own.host, path, method="POST", form=form, cookie=cookie))
    attempt.expect(answer.status == 403, f"{answer.status} for a forged form")
    attempt.outcome = "refused"


KINDS = [
    Kind("page of one's own", visit, 26, ("T31", "T52", "T64")),
    Kind("another's address", anothers_address, 8, ("T38", "O17")),
    Kind("host variant", host_variant, 6, ("T08",)),
    Kind("unknown host", unknown_host, 16, ("T09",)),
    Kind("closed town", closed, 16, ("T11", "T25")),
    Kind("another's session", anothers_session, 8, ("T01",)),
    Kind("staff page of one's own", own_session, 3, ("T07",), login=PORTAL),
    Kind("search", search, 8, ("T40",)),
    Kind("forged form", forged_form, 6, ("W14",)),
]
