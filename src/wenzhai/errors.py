"""Every error that Wenzhai raises on purpose.

WenzhaiError                 the root: catch this to catch them all
├── SettingsError            newsroom.toml, a beat file, a mapping or a glossary is wrong
├── InputError               a file or line handed to a command cannot be read
├── FetchError               a URL could not be fetched
│   ├── AddressRefused       it leads to a private address, or is no http(s) URL
│   ├── TooLarge             the body (or what it unpacks to) passes the bound
│   ├── TooSlow              a time-out, or the whole took longer than the bound
│   ├── RobotsRefused        robots.txt of the host says no
│   └── StatusError          the host answered with an error status
├── ParseError               a feed, list, sitemap or page is not what it should be
├── StoreError               the database cannot be opened, or is of a later version
├── NotFound                 a story, edition or source that is asked for is not there
└── ServiceError             an outside model failed

Each carries the three things a reader needs: what is wrong, where, and the remedy.
"""

from __future__ import annotations


class WenzhaiError(Exception):
    """Says `what` is wrong, `where` (file and line, URL, source id; may be empty) and the `remedy`."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """One line for a terminal or a log: `where: what. remedy`."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text.rstrip('.')}. {self.remedy}" if self.remedy else text


class SettingsError(WenzhaiError):
    """A settings file is wrong; `where` is `file:line`."""


class InputError(WenzhaiError):
    """A file or a line handed to a command cannot be read."""


class FetchError(WenzhaiError):
    """A URL could not be fetched; `retry_after` is in seconds when the host asked for a pause."""

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.retry_after = retry_after


class AddressRefused(FetchError):
    """The URL is not http(s), or a hop of it leads to a private address."""


class TooLarge(FetchError):
    """The body, or what it unpacks to, passes the bound."""


class TooSlow(FetchError):
    """The host did not answer in time, or the whole answer took too long."""


class RobotsRefused(FetchError):
    """The host's robots.txt asks us not to fetch this."""


class StatusError(FetchError):
    """The host answered with an error status, held in `status`."""

    def __init__(
        self,
        what: str,
        *,
        status: int,
        where: str = "",
        remedy: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what, where=where, remedy=remedy, retry_after=retry_after)
        self.status = status


class ParseError(WenzhaiError):
    """A feed, list, sitemap or page is not what it should be."""


class StoreError(WenzhaiError):
    """The database cannot be opened, is locked for too long, or is of a later version."""


class NotFound(WenzhaiError):
    """A story, edition, source or week that was asked for is not there."""


class ServiceError(WenzhaiError):
    """An outside model (embeddings, chat, translation) failed."""
