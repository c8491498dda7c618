"""Before: an Edition as it was laid out. After: what of it may be printed, and the record of it.

Every format sees an edition only after this: what a source's rights do not allow is cut or left out
here, with the reason, and nowhere else. A quotation is a printed sentence that a passage says, or a
passage shown as evidence; what is said in both counts once. Sentences come first, in the order of
the page; passages are shown while room is left, the last one cut short, the others as “[…]” beside
their link.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import msgspec

from wenzhai.model import (
    ArticleTerms,
    Chart,
    Check,
    Citation,
    Disagreement,
    Edition,
    Highlight,
    LeftOut,
    Picture,
    PictureRecord,
    PictureTerms,
    Policies,
    Quotation,
    Rights,
    RightsRecord,
    Sentence,
    SourceRef,
    find_picture_terms,
)
from wenzhai.stages.publish.quotations import (
    WORD,
    count_words,
    cut_at,
    find_limit,
    is_within,
    judge_sentence,
)
from wenzhai.stages.publish.rights_words import ELLIPSIS, join_names, say_rights


def apply_rights(
    edition: Edition, policies: Policies, on: date | None = None
) -> tuple[Edition, RightsRecord]:
    """The edition that may be published, and what it takes from whom.

    `on` is the day that decides which licences hold, by default the edition's last.
    """
    day = on or edition.ends_on
    work = _Work("zh" if edition.language.startswith("zh") else "en", policies, day)
    printed = work.edition(edition)
    record = RightsRecord(
        edition_id=edition.id,
        on=day,
        quotations=work.list_quotations(),
        pictures=tuple(work.pictures),
        left_out=tuple(work.left_out),
    )
    return printed, record


class _Taken(NamedTuple):
    text: str
    spared: int  # characters of the passage that are still as they were


class _Account:
    """What is taken of one article."""

    def __init__(self, citation: Citation, terms: ArticleTerms) -> None:
        self.citation, self.terms = citation, terms
        self.limit = find_limit(terms, citation.language)
        self.taken = 0
        self.sentences: dict[tuple[str, str], int] = {}
        self.passages: dict[str, _Taken] = {}
        self.withheld: set[str] = set()


class _Work:
    """One edition at work: accounts by article, and what was left out so far."""

    def __init__(self, language: str, policies: Policies, day: date) -> None:
        self.language, self.policies, self.day = language, policies, day
        self.accounts: dict[str, _Account] = {}
        self.left_out: list[LeftOut] = []
        self.pictures: list[PictureRecord] = []

    def edition(self, edition: Edition) -> Edition:
        highlights = [self.choose(f"h{i}", h) for i, h in enumerate(edition.highlights, 1)]
        numbers = [
            n
            for i, n in enumerate(edition.numbers, 1)
            if self.admits(f"n{i}-1", n.sentence, facts=False)
        ]
        coming = [
            c
            for i, c in enumerate(edition.coming_up, 1)
            if self.admits(f"c{i}-1", _as_sentence(c.words, c.citation), facts=True)
        ]
        briefs = [
            b
            for i, b in enumerate(edition.briefs, 1)
            if self.admits(f"b{i}-1", b.sentence, facts=False)
        ]
        # Sentences are chosen; what room is left goes to the passages behind them.
        printed = msgspec.structs.replace(
            edition,
            highlights=tuple(self.highlight(f"h{i}", h) for i, h in enumerate(highlights, 1)),
            numbers=tuple(
                msgspec.structs.replace(
                    n,
                    sentence=self.sentence(n.sentence),
                    earlier=n.earlier
                    and msgspec.structs.replace(n.earlier, citation=self.cite(n.earlier.citation)),
                )
                for n in numbers
            ),
            follow_ups=tuple(
                msgspec.structs.replace(f, now=self.cite(f.now), earlier=self.cite(f.earlier))
                for f in edition.follow_ups
            ),
            coming_up=tuple(
                msgspec.structs.replace(c, citation=self.cite(c.citation)) for c in coming
            ),
            briefs=tuple(
                msgspec.structs.replace(b, sentence=self.sentence(b.sentence)) for b in briefs
            ),
            story_pages=tuple(
                msgspec.structs.replace(
                    page, disagreements=tuple(self.disagreement(d) for d in page.disagreements)
                )
                for page in edition.story_pages
            ),
        )
        said = [item.why for item in self.left_out]
        cut = self.note_withheld()
        if cut:
            said.append(
                say_rights("passages", self.language, publisher=join_names(cut, self.language))
            )
        return msgspec.structs.replace(
            printed, left_out=tuple(dict.fromkeys((*edition.left_out, *said)))
        )

    # Sentences

    def choose(self, place: str, highlight: Highlight) -> Highlight:
        """The highlight with the sentences that may print, and the reasons for those that may not."""
        facts = highlight.awaiting_translation
        before = len(self.left_out)
        # A headline names the story, as its source's title does; without it nothing can be told.
        number = 0
        paragraphs = []
        for paragraph in highlight.paragraphs:
            kept = []
            for sentence in paragraph:
                number += 1
                if self.admits(f"{place}-{number}", sentence, facts=facts):
                    kept.append(sentence)
            if kept:
                paragraphs.append(tuple(kept))
        on_cards = highlight.on_cards and self.allows_cards(place, highlight)
        why = dict.fromkeys(item.why for item in self.left_out[before:] if item.what == "sentence")
        return msgspec.structs.replace(
            highlight,
            paragraphs=tuple(paragraphs),
            notes=tuple(dict.fromkeys((*highlight.notes, *why))),
            on_cards=on_cards,
        )

    def admits(self, place: str, sentence: Sentence, *, facts: bool) -> bool:
        """Whether a sentence may print; where not, it is noted why."""
        why = ""
        kind = judge_sentence(sentence, self.language, facts=facts)
        publisher = sentence.citations[0].publisher if sentence.citations else ""
        if kind in ("translated", "reworded"):
            for citation in sentence.citations:
                rights = self.account(citation).terms.rights
                may = rights.translate if kind == "translated" else rights.summarise
                if not (rights.derivatives and may):
                    publisher = citation.publisher
                    why = say_rights(kind, self.language, publisher=publisher)
                    break
        elif not self.charge(sentence):
            limit = self.account(sentence.citations[0]).limit
            why = say_rights("sentence", self.language, publisher=publisher, limit=limit)
        if not why:
            return True
        self.left_out.append(
            LeftOut(place=place, what="sentence", publisher=publisher, why=why, text=sentence.text)
        )
        return False

    def charge(self, sentence: Sentence) -> bool:
        """Put a quoted sentence on the account of the article that says it; False where that is full."""
        words = WORD.findall(sentence.text.lower())
        for citation in sentence.citations:
            if not is_within(words, citation.text):
                continue
            account = self.account(citation)
            key = (citation.passage_id, sentence.text)
            if key in account.sentences:
                return True
            size = count_words(sentence.text, citation.language)
            if account.taken + size > account.limit:
                return False
            account.sentences[key] = size
            account.taken += size
            return True
        return True

    def allows_cards(self, place: str, highlight: Highlight) -> bool:
        for citation in _citations_of(highlight):
            rights = self.account(citation).terms.rights
            if not (rights.derivatives and rights.cards):
                why = say_rights("card", self.language, publisher=citation.publisher)
                self.left_out.append(
                    LeftOut(place=place, what="card", publisher=citation.publisher, why=why)
                )
                return False
        return True

    # Passages, sources, pictures

    def highlight(self, place: str, highlight: Highlight) -> Highlight:
        return msgspec.structs.replace(
            highlight,
            headline=self.sentence(highlight.headline),
            paragraphs=tuple(tuple(self.sentence(s) for s in p) for p in highlight.paragraphs),
            sources=tuple(self.source(source) for source in highlight.sources),
            picture=self.picture(place, highlight),
            disagreements=tuple(self.disagreement(d) for d in highlight.disagreements),
            charts=tuple(self.chart(chart) for chart in highlight.charts),
        )

    def chart(self, chart: Chart) -> Chart:
        """The chart with as much of its passages as may be shown; its values are facts, which nobody owns."""
        points = tuple(
            msgspec.structs.replace(p, citations=tuple(self.cite(c) for c in p.citations))
            for p in chart.points
        )
        return msgspec.structs.replace(chart, points=points)

    def sentence(self, sentence: Sentence) -> Sentence:
        cited = [self.cite(citation) for citation in sentence.citations]
        kept = {c.passage_id: len(c.text) for c in cited}
        cut = {
            old.passage_id: self.account(old).passages[old.passage_id].spared
            for old, new in zip(sentence.citations, cited, strict=True)
            if old.text != new.text
        }
        check = _forget_evidence(sentence.check, {**kept, **cut}) if cut else sentence.check
        return msgspec.structs.replace(sentence, citations=tuple(cited), check=check)

    def disagreement(self, disagreement: Disagreement) -> Disagreement:
        sides = tuple((value, self.cite(citation)) for value, citation in disagreement.sides)
        return msgspec.structs.replace(disagreement, sides=sides)

    def cite(self, citation: Citation) -> Citation:
        """The citation with as much of its passage as may be shown."""
        account = self.account(citation)
        known = account.passages.get(citation.passage_id)
        if known is None:
            known = self.take(account, citation)
            account.passages[citation.passage_id] = known
        return msgspec.structs.replace(citation, text=known.text)

    def take(self, account: _Account, citation: Citation) -> _Taken:
        if citation.text in ("", ELLIPSIS):
            account.withheld.add(citation.passage_id)
            return _Taken(ELLIPSIS, 0)
        # What its printed sentence says of the passage is on the account already.
        printed = max(
            (n for (key, _), n in account.sentences.items() if key == citation.passage_id),
            default=0,
        )
        room = account.limit - account.taken + printed
        size = count_words(citation.text, citation.language)
        if size <= room:
            account.taken += max(0, size - printed)
            if citation.text.endswith(ELLIPSIS):
                account.withheld.add(citation.passage_id)
            return _Taken(citation.text, len(citation.text))
        account.withheld.add(citation.passage_id)
        chinese = citation.language.startswith("zh")
        # The mark is counted too, so that what was cut fits when it is counted again.
        end = cut_at(citation.text, room - (3 if chinese else 1), chinese)
        if end == 0:
            return _Taken(ELLIPSIS, 0)
        text = f"{citation.text[:end]}{'' if chinese else ' '}{ELLIPSIS}"
        account.taken += max(0, count_words(text, citation.language) - printed)
        return _Taken(text, end)

    def source(self, source: SourceRef) -> SourceRef:
        terms = self.policies.articles.get(source.article_id)
        words = terms.rights.attribution if terms else ""
        return msgspec.structs.replace(source, attribution=words or source.attribution)

    def picture(self, place: str, highlight: Highlight) -> Picture | None:
        picture = highlight.picture
        if picture is None:
            return None
        owner = next((s for s in highlight.sources if self.owns(s, picture.url)), None)
        rights = self.rights_of(owner.article_id) if owner else self.policies.careful
        own = find_picture_terms(picture.url, self.policies.pictures)
        terms = own or PictureTerms(
            url=picture.url,
            use=rights.pictures,
            until=rights.licensed_until,
            licence=rights.licence,
            cards=rights.pictures in ("own", "licensed") and rights.derivatives and rights.cards,
        )
        publisher = owner.publisher if owner else ""
        why = ""
        if terms.use == "none":
            why = say_rights("picture none", self.language, publisher=publisher)
        elif terms.use == "link":
            why = say_rights("picture link", self.language, publisher=publisher)
        elif terms.until and self.day > terms.until:
            why = say_rights(
                "picture ended", self.language, publisher=publisher, until=terms.until.isoformat()
            )
        credit = terms.credit or picture.credit or rights.attribution or publisher
        record = PictureRecord(
            story_id=highlight.story_id,
            url=picture.url,
            use=terms.use,
            shown=not why,
            cards=not why and terms.cards,
            credit=credit,
            licence=terms.licence,
            until=terms.until,
            why=why,
        )
        self.pictures.append(record)
        if why:
            self.left_out.append(
                LeftOut(place=place, what="picture", publisher=publisher, why=why, text=picture.url)
            )
        if terms.use == "none":
            return None
        return msgspec.structs.replace(
            picture, credit=credit, link_only=bool(why), on_cards=record.cards
        )

    def owns(self, source: SourceRef, url: str) -> bool:
        terms = self.policies.articles.get(source.article_id)
        return bool(terms and terms.picture == url)

    # Accounts

    def rights_of(self, article_id: str) -> Rights:
        terms = self.policies.articles.get(article_id)
        return terms.rights if terms else self.policies.careful

    def account(self, citation: Citation) -> _Account:
        if citation.article_id not in self.accounts:
            terms = self.policies.articles.get(citation.article_id) or ArticleTerms(
                source_id="", rights=self.policies.careful
            )
            self.accounts[citation.article_id] = _Account(citation, terms)
        return self.accounts[citation.article_id]

    def note_withheld(self) -> list[str]:
        """Note the passages that are not shown in full; returns whose they are, each name once."""
        cut = [account for account in self.accounts.values() if account.withheld]
        for account in cut:
            publisher = account.citation.publisher
            why = say_rights("passage", self.language, publisher=publisher, limit=account.limit)
            self.left_out.append(
                LeftOut(
                    place=account.citation.article_id, what="passage", publisher=publisher, why=why
                )
            )
        return list(dict.fromkeys(account.citation.publisher for account in cut))

    def list_quotations(self) -> tuple[Quotation, ...]:
        return tuple(
            Quotation(
                article_id=account.citation.article_id,
                source_id=account.terms.source_id,
                publisher=account.citation.publisher,
                title=account.citation.title,
                url=account.citation.url,
                unit="characters" if account.citation.language.startswith("zh") else "words",
                taken=account.taken,
                limit=account.limit,
                length=account.terms.length,
                passages=len(account.passages),
                withheld=len(account.withheld),
                attribution=account.terms.rights.attribution,
                licence=account.terms.rights.licence,
            )
            for account in self.accounts.values()
        )


def _citations_of(highlight: Highlight) -> list[Citation]:
    sentences = (highlight.headline, *(s for p in highlight.paragraphs for s in p))
    return [citation for sentence in sentences for citation in sentence.citations]


def _as_sentence(words: str, citation: Citation) -> Sentence:
    return Sentence(text=words, citations=(citation,), check=Check(verdict="not checkable"))


def _forget_evidence(check: Check, kept: dict[str, int]) -> Check:
    """The check without pointers to what is not shown."""

    def visible(evidence: msgspec.Struct | None) -> bool:
        source, span = getattr(evidence, "source", ""), getattr(evidence, "span", (0, 0))
        return evidence is None or span[1] <= kept.get(source, span[1])

    return msgspec.structs.replace(
        check,
        figures=tuple(
            f if visible(f.evidence) else msgspec.structs.replace(f, evidence=None)
            for f in check.figures
        ),
        claims=tuple(
            c if visible(c.evidence) else msgspec.structs.replace(c, evidence=None)
            for c in check.claims
        ),
    )
