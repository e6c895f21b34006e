"""Ask this installation's own portal processes for a page, under a municipality's host name."""

from collections.abc import Mapping

from integrations import http


def fetch(*, url: str, host: str, headers: Mapping[str, str], timeout: float) -> int:
    """Answer the status of a page; a redirect is not followed but answered.

    :param url: below `settings.PORTAL_INTERNAL_URL`; nothing else is within reach.
    :raises UnavailableError: when there is no answer in time.
    """
    request = http.Call(url=url, reach=http.of_portal(), headers={**headers, "Host": host}, timeout=timeout)
    return http.call(request).status
