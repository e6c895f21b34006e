"""Ask for the texts at a name."""

from collections.abc import Iterator, Sequence

import dns.exception
import dns.nameserver
import dns.rdatatype
import dns.resolver
import structlog
from django.conf import settings

from integrations.errors import Reason, UnavailableError

MOST_TEXTS = 50
LONGEST_TEXT = 255
PORT = 53
log = structlog.get_logger(__name__)


def texts(name: str, *, timeout: float) -> Sequence[str]:
    """Answer the TXT records at a name, each in one piece; none when there are none, or no such name.

    :param timeout: seconds for everything together.
    :raises UnavailableError: when nobody gave a usable answer in time.
    """
    outcome = "found"
    try:
        found = _resolver().resolve(f"{name}.", dns.rdatatype.TXT, lifetime=timeout, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        outcome = "nothing"
        return []
    except dns.resolver.LifetimeTimeout:
        outcome = Reason.TOO_SLOW.value
        raise UnavailableError(Reason.TOO_SLOW) from None
    except (dns.exception.DNSException, OSError):
        outcome = Reason.BROKEN_OFF.value
        raise UnavailableError(Reason.BROKEN_OFF) from None
    finally:
        log.info("dns.asked", name=name, outcome=outcome)
    return list(_read(found))


def _read(found: dns.resolver.Answer) -> Iterator[str]:
    for record in list(found)[:MOST_TEXTS]:
        text = b"".join(record.strings)
        if len(text) <= LONGEST_TEXT and text.isascii():
            yield text.decode("ascii")


def _resolver() -> dns.resolver.Resolver:
    """Make a resolver without a memory: what was not there a minute ago may be there now."""
    if not settings.DNS_SERVERS:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [_server(words) for words in settings.DNS_SERVERS]
    return resolver


def _server(words: str) -> dns.nameserver.Do53Nameserver:
    address, _colon, port = words.rpartition(":") if words.count(":") == 1 else (words, "", "")
    return dns.nameserver.Do53Nameserver(address, int(port) if port else PORT)
