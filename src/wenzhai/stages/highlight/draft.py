"""Before: a ranked story and its articles. After: its Highlight, every sentence cited and checked.

Extractive: each printed sentence is one of a source's own, trimmed, never cut in the middle. A story
whose sources are all in the other language becomes a brief of what is certain (`brief.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.model import (
    Article,
    Highlight,
    HouseStyle,
    Passage,
    Picture,
    PictureTerms,
    RankedStory,
    Rights,
    Sentence,
    SourceText,
    WithheldSentence,
    find_picture_terms,
)
from wenzhai.stages.highlight.bearing_out import tells
from wenzhai.stages.highlight.brief import write_brief, write_certain, write_report, write_titles
from wenzhai.stages.highlight.candidates import (
    Candidate,
    find_candidates,
    find_words,
    is_comment,
)
from wenzhai.stages.highlight.check_words import say
from wenzhai.stages.highlight.evidence import (
    Evidence,
    cite,
    find_day_keys,
    find_figure_keys,
    passage_at,
    to_source,
)
from wenzhai.stages.highlight.gate import DraftSentence, Held, hold_sentence
from wenzhai.stages.highlight.headline import (
    choose_headline,
    cut_appended,
    has_label,
    is_bait,
    order_by_titles,
    print_title,
    write_from_sentence,
)
from wenzhai.stages.highlight.listing import list_sources
from wenzhai.stages.highlight.selecting import (
    Allowance,
    Lengths,
    choose_sentences,
    score_candidates,
)

_PASSAGES_OF_EACH = 14  # that may repair a headline: news says first what it says
# The names that a story is about; places and terms are in every other sentence.
_ACTORS = frozenset({"company", "app", "product", "person", "regulator"})


class DraftContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft needs besides the story: `language` is `en` or `zh`, `rights_of` is by source id and
    `rights` holds for the others. `overruled` are the sentences that an editor has printed on their word,
    as drafted, with the reason; `pictures` the terms of single pictures, which go before their source's."""

    language: str
    style: HouseStyle
    names: NameFinder
    rights: Rights
    rights_of: Mapping[str, Rights]
    overruled: Mapping[str, str] = MappingProxyType({})
    pictures: tuple[PictureTerms, ...] = ()


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A highlight (None when nothing may print), and the sentences that the gate withheld, those among
    them that an editor has printed all the same."""

    highlight: Highlight | None
    withheld: tuple[WithheldSentence, ...]


def draft_highlight(
    ranked: RankedStory, articles: Sequence[Article], context: DraftContext
) -> Drafted:
    """Draft one story in one language; `articles` are all of the story's, copies included."""
    writer = _Writer(ranked, articles, context)
    return writer.write()


def write_headline(
    ranked: RankedStory, articles: Sequence[Article], context: DraftContext
) -> Sentence | None:
    """A story in one cited line: its headline, if one may print."""
    return _Writer(ranked, articles, context).write_headline()


def _leave_out(candidates: Sequence[Candidate], said: Sequence[str]) -> list[Candidate]:
    """Without what the headline says word for word, and without comment; what the headline says comes back
    where there is nothing else."""
    new = [c for c in candidates if c.words != tuple(said)]
    return [c for c in new or candidates if not is_comment(c.text)]


class _Writer:
    """One story's draft in the making: keeps what the gate withheld and what the sources dispute."""

    def __init__(
        self, ranked: RankedStory, articles: Sequence[Article], context: DraftContext
    ) -> None:
        self.ranked = ranked
        self.context = context
        self.articles = sorted(articles, key=lambda a: (a.published_at, a.id))
        self.evidence = Evidence(self.articles, context.names)
        self.withheld: dict[str, WithheldSentence] = {}
        self.held: dict[tuple[str, str], Held] = {}

    def write(self) -> Drafted:
        language, style = self.context.language, self.context.style
        if not any(a.is_chinese == (language == "zh") for a in self.articles if not a.copy_of):
            return self._write_brief()
        candidates = find_candidates(self.articles, language, style, self.context.names)
        headline = self.write_headline()
        if headline is None:
            # What its own language may not say, the other one's reports may: a brief of those.
            return self._write_brief()
        said = find_words(headline.text, language)
        paragraphs = choose_sentences(
            score_candidates(
                # What the headline says word for word is not said again, unless there is nothing else.
                _leave_out(candidates, said),
                self._names_of,
                lambda c: find_figure_keys(c.text, c.article) | find_day_keys(c.text, c.article),
                self.evidence.told_by,
            ),
            Lengths(
                least=(style.paragraph_words if language == "en" else style.paragraph_chars)[0],
                most=(style.paragraph_words if language == "en" else style.paragraph_chars)[1],
                paragraphs=style.paragraphs,
            ),
            language,
            Allowance(self.context.rights_of, self.context.rights),
            self._may_print,
            said,
            self._contradicts,
            lambda c: tells(headline.text, c.text, language),
        )
        printed = tuple(tuple(self._to_sentence(c) for c in p) for p in paragraphs)
        printed = self._tell_the_event(headline, printed)
        if not printed:
            return Drafted(highlight=None, withheld=tuple(self.withheld.values()))
        highlight = Highlight(
            story_id=self.ranked.story.id,
            thread_id=self.ranked.story.thread_id,
            language=language,
            headline=headline,
            paragraphs=printed,
            sources=list_sources(self.articles),
            kind=self.ranked.kind,
            picture=self._choose_picture(),
            reasons=tuple(
                r.say(self.context.language) for r in self.ranked.reasons if r.points > 0
            ),
            first_at=self.ranked.story.first_at,
        )
        return Drafted(highlight=highlight, withheld=tuple(self.withheld.values()))

    def _tell_the_event(
        self, headline: Sentence, printed: tuple[tuple[Sentence, ...], ...]
    ) -> tuple[tuple[Sentence, ...], ...]:
        """Where no sentence tells the headline's event (only its title does, as in a list of news), the
        text begins with who reported it and when; where nothing prints, that and what else is certain."""
        language, names = self.context.language, self.context.names
        opening = " ".join(s.text for paragraph in printed[:1] for s in paragraph)
        if printed and tells(headline.text, opening, language):
            return printed
        by_id = {a.id: a for a in self.articles}
        report = write_report(
            by_id[headline.citations[0].article_id], headline.text, language, names
        )
        if printed:
            return ((report, *printed[0]), *printed[1:]) if report else printed
        own = [a for a in self.articles if a.is_chinese == (language == "zh")]
        shown = headline.citations[0].article_id
        certain = (report,) if report else write_certain(own, language, names)
        found = (*certain, *write_titles(own, shown, language, names))
        return (found,) if found else ()

    def _write_brief(self) -> Drafted:
        others = [a for a in self.articles if a.is_chinese != (self.context.language == "zh")]
        highlight = (
            write_brief(self.ranked, others, self.context.language, self.context.names)
            if others
            else None
        )
        return Drafted(highlight=highlight, withheld=tuple(self.withheld.values()))

    def write_headline(self) -> Sentence | None:
        def choose(gate: Callable[[Article, str], bool]) -> tuple[Article, str] | None:
            return choose_headline(
                self.articles,
                self.context.language,
                self.context.style,
                self._names_of,
                gate,
                self._count_lone_figures,
            )

        # A title that needs repair is taken only where no other may print.
        chosen = choose(self._title_may_print) or choose(self._title_can_be_repaired)
        if chosen is not None and self.context.language == "en" and has_label(chosen[1]):
            clause = self._write_headline_from_clause()
            if clause is not None:
                return clause
        if chosen is None or is_bait(chosen[1]):
            sentence = self._write_headline_from_sentence()
            if sentence is not None or chosen is None:
                return sentence
        article, title = chosen
        held = self.held[title, article.id]
        passages = article.passages[:3]
        if held.check.figures:
            # Cite the passages that hold the title's figures, not just the first ones.
            own = [f.evidence for f in held.check.figures if f.evidence]
            holding = [passage_at(article, e.span[0]) for e in own if e.source == article.id]
            passages = tuple(dict.fromkeys(holding)) or passages[:1]
        added = [self._by_passage[s.id] for s in held.sentence.cited if s.id in self._by_passage]
        return Sentence(
            text=print_title(held.sentence.text, self.context.language, self.context.style),
            citations=(*(cite(article, p) for p in passages[:3]), *(cite(a, p) for a, p in added)),
            check=held.check,
            on_word=held.on_word,
        )

    def _write_headline_from_clause(self) -> Sentence | None:
        """The main clause of what a report opens with, where that makes a headline that names somebody."""
        style = self.context.style
        for candidate in find_candidates(self.articles, "en", style, self.context.names):
            title = cut_appended(candidate.text, style)
            if not title or candidate.leans_on or candidate.position or not self._names_of(title):
                continue
            source = to_source(candidate.article, candidate.passages)
            held = self._hold(title, candidate.article, source)
            if held.prints:
                return Sentence(
                    text=print_title(held.sentence.text, "en", style),
                    citations=tuple(cite(candidate.article, p) for p in candidate.passages),
                    check=held.check,
                    on_word=held.on_word,
                )
        return None

    def _write_headline_from_sentence(self) -> Sentence | None:
        """Where no title may print: of the short sentences that stand alone, tell of somebody and pass the
        gate, the one most like the titles."""
        language, style = self.context.language, self.context.style
        candidates = find_candidates(self.articles, language, style, self.context.names)
        for candidate in order_by_titles(candidates, self.articles, language):
            title = write_from_sentence(candidate.text, language, style)
            stands = title and not candidate.leans_on and self._names_of(title)
            if stands and self._may_print(candidate):
                held = self.held[candidate.text, candidate.article.id]
                return Sentence(
                    text=print_title(held.sentence.text.strip(" .。"), language, style),
                    citations=tuple(cite(candidate.article, p) for p in candidate.passages),
                    check=held.check,
                    on_word=held.on_word,
                )
        return None

    def _title_may_print(self, article: Article, title: str) -> bool:
        if not article.passages:
            return False
        return self._hold(title, article, self.evidence.title_source(article)).prints

    def _title_can_be_repaired(self, article: Article, title: str) -> bool:
        if not article.passages:
            return False
        others = tuple(
            msgspec.structs.replace(to_source(a, [p]), id=p.id)
            for a, p in self._by_passage.values()
            if a.family != article.family
        )
        return self._hold(title, article, self.evidence.title_source(article), others).prints

    def _may_print(self, candidate: Candidate) -> bool:
        source = to_source(candidate.article, candidate.passages)
        return self._hold(candidate.text, candidate.article, source).prints

    def _contradicts(self, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
        printed = {c.passage.id for c in chosen}
        language = self.context.language
        return self.evidence.contradicts(candidate.text, language, candidate.article, printed)

    def _hold(
        self, text: str, article: Article, source: SourceText, others: tuple[SourceText, ...] = ()
    ) -> Held:
        """Bring a sentence through the gate; one that prints is outvoted where more publishers that do
        not depend on each other say otherwise."""
        language = self.context.language
        held = hold_sentence(
            DraftSentence(text, language, (source,), others),
            self.context.names,
            overruled=self.context.overruled,
        )
        if held.prints and not held.on_word:
            disputes = self.evidence.find_outvoting(held.sentence.text, language, article)
            if disputes:
                values = ", ".join(dict.fromkeys(d.other for d in disputes))
                word = self.context.overruled.get(text, "")
                held = held._replace(
                    prints=bool(word), reasons=(say("outvoted", language, b=values),), on_word=word
                )
        if held.reasons:
            self.withheld[text] = WithheldSentence(
                language=language,
                story_id=self.ranked.story.id,
                text=text,
                reasons=held.reasons,
                article_id=article.id,
                publisher=article.publisher,
                on_word=held.on_word,
            )
        elif text in self.withheld:
            del self.withheld[text]  # repaired
        self.held[text, article.id] = held
        return held

    def _to_sentence(self, candidate: Candidate) -> Sentence:
        held = self.held[candidate.text, candidate.article.id]
        return Sentence(
            text=held.sentence.text,
            citations=(
                *(cite(candidate.article, passage) for passage in candidate.passages),
                *self.evidence.find_backing(
                    candidate.text, self.context.language, candidate.article
                ),
            ),
            check=held.check,
            on_word=held.on_word,
        )

    @cached_property
    def _by_passage(self) -> dict[str, tuple[Article, Passage]]:
        """The passages that may repair a headline, by id: the first ones of each article that is no
        copy."""
        return {
            passage.id: (article, passage)
            for article in self.articles
            if not article.copy_of
            for passage in article.passages[:_PASSAGES_OF_EACH]
        }

    def _count_lone_figures(self, article: Article, title: str) -> int:
        if len(self.ranked.story.publishers) < 3:
            return 0
        keys = find_figure_keys(title, article)
        return sum(self.evidence.told_by.get(key, 0) < 2 for key in keys)

    def _names_of(self, text: str) -> frozenset[str]:
        found = {m.name.id for m in self.context.names.find(text) if m.name.kind in _ACTORS}
        return frozenset(found)

    def _choose_picture(self) -> Picture | None:
        """The first picture that its own terms or else its source's let us show."""
        for article in self.articles:
            if article.picture is None or article.copy_of:
                continue
            own = find_picture_terms(article.picture.url, self.context.pictures)
            rights = self.context.rights_of.get(article.source_id, self.context.rights)
            if (own.use if own else rights.pictures) in ("credit", "licensed", "own"):
                return article.picture
        return None
