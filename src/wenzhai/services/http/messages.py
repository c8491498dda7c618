"""The errors of a fetch in plain words, each with its URL and a remedy."""

from __future__ import annotations

import ssl

import httpcore

from wenzhai.errors import FetchError, StatusError, TooSlow


def name_status(status: int, url: str, retry_after: float | None) -> StatusError:
    """Say what an error status means and what to do about it."""
    remedies = {
        401: "The page wants a login; take the source out, or use its public feed.",
        403: "The host turns programs away; use its feed, or ask the outlet.",
        404: "The page is not there; look whether the outlet has moved it.",
        410: "The page is gone for good; take the source out.",
        429: "We asked too often; raise collect.pause or ask less often.",
    }
    default = "The host is in trouble; it is asked again at the next run."
    if status < 500:
        default = "Open the address in a browser to see what the host wants."
    words = {429: "too many requests", 404: "not found", 403: "forbidden", 410: "gone"}
    named = f" ({words[status]})" if status in words else ""
    return StatusError(
        f"the host answered with status {status}{named}",
        status=status,
        where=url,
        remedy=remedies.get(status, default),
        retry_after=retry_after,
    )


def name_timeout(error: httpcore.TimeoutException, url: str) -> TooSlow:
    """Tell a connection that was not made from an answer that stopped."""
    if isinstance(error, httpcore.ConnectTimeout):
        return TooSlow(
            "no connection was made in time",
            where=url,
            remedy="Look whether the host is up; collect.connect_timeout bounds the wait.",
        )
    return TooSlow(
        "the host stopped answering",
        where=url,
        remedy="It is asked again at the next run; collect.read_timeout bounds the wait.",
    )


def is_certificate(error: BaseException) -> bool:
    """Say whether a failure comes from a certificate that is not valid."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def name_failure(error: Exception, url: str) -> FetchError:
    """Say how a connection failed."""
    if is_certificate(error):
        return FetchError(
            "the host's certificate is not valid",
            where=url,
            remedy="Look at it in a browser; a host without a valid certificate is not fetched.",
        )
    if isinstance(error, httpcore.ConnectError):
        return FetchError(
            f"no connection could be made ({error})",
            where=url,
            remedy="Look whether the name is right and the host is up.",
        )
    if isinstance(error, httpcore.RemoteProtocolError):
        return FetchError(
            f"the answer was cut off or is no HTTP ({str(error)[:120]})",
            where=url,
            remedy="It is asked again at the next run.",
        )
    return FetchError(
        "the connection broke",
        where=url,
        remedy="It is asked again at the next run.",
    )
