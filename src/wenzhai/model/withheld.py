"""WithheldSentence: what the gate kept from printing, so that an editor can see why and overrule it."""

from __future__ import annotations

import msgspec

from wenzhai.model.entry import content_key


class WithheldSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a draft in `language` (`en`, `zh`) that does not print, and the `reasons`, each in
    words of that language. `text` is as drafted, `article_id` and `publisher` whose words it is.
    `on_word` is the reason for which an editor had it printed after all."""

    language: str
    story_id: str
    text: str
    reasons: tuple[str, ...]
    article_id: str = ""
    publisher: str = ""
    on_word: str = ""

    @property
    def id(self) -> str:
        """The same for the same words, however often the edition is made: a commands' handle."""
        return content_key("withheld", self.language, self.text)[:12]
