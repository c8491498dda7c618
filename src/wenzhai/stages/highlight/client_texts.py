"""Before: an Edition. After: a text for a client, of the edition's cited sentences only.

Four kinds: an e-mail, a brief of one page, the outline of a business proposal, a promotion plan. Every
sentence goes through the gate again, against the passages that it cites in the edition; one that does
not print is left out and counted. Stories that name the client come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from wenzhai.language.names import NameFinder
from wenzhai.model import (
    Citation,
    ClientItem,
    ClientSection,
    ClientText,
    ClientTextKind,
    Edition,
    Highlight,
    Sentence,
    SourceText,
)
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.client_words import close_text, words_of, write_day
from wenzhai.stages.highlight.gate import DraftSentence, hold_sentence

LONGEST_CLIENT = 80
"""Characters of a client's name; more is cut."""
_BEFORE, _AFTER = timedelta(7), timedelta(7)
_NONE: Mapping[str, Citation] = MappingProxyType({})


def write_client_text(
    edition: Edition,
    kind: ClientTextKind,
    client: str,
    days: str,
    names: NameFinder,
    whole: Mapping[str, Citation] = _NONE,
) -> ClientText:
    """The text of this kind for `client`; `days` is the edition's span in words of its language.

    `whole` are passages by id that the edition shows shortened, as its rights have it: sentences are held
    against the whole. A section of which nothing may print is left out."""
    plain = " ".join(client.split())[:LONGEST_CLIENT]
    return _Writer(edition, kind, plain, days, names, whole).write()


class _Writer:
    """One text: holds sentences as they are asked for, and counts what the gate kept out."""

    def __init__(
        self,
        edition: Edition,
        kind: ClientTextKind,
        client: str,
        days: str,
        names: NameFinder,
        whole: Mapping[str, Citation],
    ) -> None:
        self.whole = whole
        self.edition = edition
        self.kind = kind
        self.client = client
        self.days = days
        self.names = names
        self.words = words_of(edition.language)
        self.withheld = 0

    def write(self) -> ClientText:
        sections = {
            "email": self._email,
            "brief": self._brief,
            "proposal": self._proposal,
            "plan": self._plan,
        }[self.kind]()
        opening = [f"{self.kind} why"]
        if self.kind == "email":
            opening.insert(0, "email opening")
        return ClientText(
            kind=self.kind,
            edition=self.edition.id,
            client=self.client,
            language=self.edition.language,
            title=self._say(f"{self.kind} title"),
            opening=tuple(self._say(key) for key in opening),
            sections=tuple(section for section in sections if section.items),
            closing=close_text(self.kind, self.edition.language),
            withheld=self.withheld,
        )

    def _email(self) -> list[ClientSection]:
        return [
            self._section("happened", self._tell(4, 1)),
            self._section("ahead", self._list_days(3)),
        ]

    def _brief(self) -> list[ClientSection]:
        return [
            self._section("happened", self._tell(5, 2)),
            self._section("figures", self._list_numbers(4)),
            self._section("ahead", self._list_days(5)),
        ]

    def _proposal(self) -> list[ClientSection]:
        return [
            self._section("why now", self._tell(3, 1)),
            self._section("figures", self._list_numbers(3)),
            self._section("offer", self._leave_open("offer aim", "offer work", "offer cost")),
            self._section("timing", self._list_days(4) or self._leave_open("no dates")),
            self._section("next", self._leave_open("next words")),
        ]

    def _plan(self) -> list[ClientSection]:
        days = [self._plan_day(item, when) for item, when in self._find_days(6)]
        return [
            self._section("occasion", self._tell(3, 1)),
            self._section("calendar", days or self._leave_open("no dates")),
            self._section("measure", self._leave_open("measure reach", "measure act")),
        ]

    def _tell(self, most: int, sentences: int) -> list[ClientItem]:
        items = []
        for highlight in self._order(self.edition.highlights):
            title = self._hold(highlight.headline)
            kept = self._hold_all(s for p in highlight.paragraphs for s in p)[:sentences]
            if title is not None or kept:
                items.append(ClientItem(title=title, sentences=tuple(kept)))
            if len(items) == most:
                break
        return items

    def _order(self, highlights: Sequence[Highlight]) -> list[Highlight]:
        """Those that name the client first, those that still wait for a translation last."""
        wanted = self._name_with_owners(self.client)

        def concerns(highlight: Highlight) -> bool:
            said = "\n".join(
                s.text for s in (highlight.headline, *(s for p in highlight.paragraphs for s in p))
            )
            return self.client.lower() in said.lower() or bool(
                wanted & self._name_with_owners(said)
            )

        return sorted(highlights, key=lambda h: (not concerns(h), h.awaiting_translation))

    def _name_with_owners(self, text: str) -> frozenset[str]:
        """The names in a text and who owns them: what is told of Temu concerns Pinduoduo."""
        found = [name for i in self.names.names_in(text) if (name := self.names.get(i))]
        owners = [owner.id for name in found for owner in self.names.parents(name)]
        return frozenset((*(name.id for name in found), *owners))

    def _list_numbers(self, most: int) -> list[ClientItem]:
        kept = self._hold_all(number.sentence for number in self.edition.numbers)
        return [ClientItem(sentences=(sentence,)) for sentence in kept[:most]]

    def _list_days(self, most: int) -> list[ClientItem]:
        return [item for item, _ in self._find_days(most)]

    def _find_days(self, most: int) -> list[tuple[ClientItem, str]]:
        found = []
        for event in self.edition.coming_up:
            citations = (event.citation,)
            sources = self._to_sources(citations)
            check = check_text(event.words, self.edition.language, sources, names=self.names)
            held = self._hold(Sentence(text=event.words, citations=citations, check=check))
            if held is not None:
                lead = write_day(event.when, self.edition.language)
                found.append((ClientItem(lead=lead, sentences=(held,)), event.when))
        return found[:most]

    def _plan_day(self, item: ClientItem, when: str) -> ClientItem:
        """An occasion with the days of work around it; of a month alone none can be counted."""
        if len(when) < 10:
            words = self._say("ready month")
        else:
            live, language = date.fromisoformat(when), self.edition.language
            ready = max(live - _BEFORE, min(self.edition.ends_on + timedelta(1), live))
            words = self.words["ready"].format(
                client=self.client,
                ready=write_day(ready.isoformat(), language),
                live=write_day(when, language),
                after=write_day((live + _AFTER).isoformat(), language),
            )
        return ClientItem(lead=item.lead, sentences=item.sentences, open_words=words)

    def _leave_open(self, *keys: str) -> list[ClientItem]:
        return [ClientItem(open_words=self._say(key)) for key in keys]

    def _section(self, heading: str, items: Sequence[ClientItem]) -> ClientSection:
        return ClientSection(heading=self.words[heading], items=tuple(items))

    def _say(self, key: str) -> str:
        return self.words[key].format(client=self.client, days=self.days)

    def _hold_all(self, sentences: Iterable[Sentence]) -> list[Sentence]:
        return [held for s in sentences if (held := self._hold(s)) is not None]

    def _hold(self, sentence: Sentence) -> Sentence | None:
        """The sentence where the gate lets it print as it stands; what an editor printed on their word
        stays so."""
        sources = self._to_sources(sentence.citations)
        overruled = {sentence.text: sentence.on_word} if sentence.on_word else {}
        held = hold_sentence(
            DraftSentence(sentence.text, self.edition.language, sources),
            self.names,
            overruled=overruled,
        )
        if not held.prints or held.repaired:
            self.withheld += 1
            return None
        return Sentence(
            text=sentence.text,
            citations=sentence.citations,
            check=held.check,
            on_word=held.on_word,
        )

    def _to_sources(self, citations: Sequence[Citation]) -> tuple[SourceText, ...]:
        return _to_sources([self.whole.get(cited.passage_id, cited) for cited in citations])


def _to_sources(citations: Sequence[Citation]) -> tuple[SourceText, ...]:
    """What a sentence cites, as texts to hold it against: the passage, and what is certain of its
    article (title, publisher, day)."""
    return tuple(
        SourceText(
            id=cited.passage_id,
            lang=cited.language,
            text="\n".join(
                (
                    cited.text,
                    cited.title,
                    cited.publisher,
                    word_date(cited.published_at, "zh" if cited.language[:2] == "zh" else "en"),
                )
            ),
            published=cited.published_at.isoformat(),
        )
        for cited in citations
    )
