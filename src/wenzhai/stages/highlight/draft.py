"""Before: a ranked story and its articles. After: its Highlight, every sentence cited and checked.

Extractive: each printed sentence is one of a source's own, trimmed, never cut in the middle. A story
whose sources are all in the other language becomes a brief of what is certain (`brief.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.model import (
    Article,
    Highlight,
    HouseStyle,
    Picture,
    RankedStory,
    Rights,
    Sentence,
)
from wenzhai.stages.highlight.brief import write_brief, write_certain, write_titles
from wenzhai.stages.highlight.candidates import Candidate, find_candidates, find_words
from wenzhai.stages.highlight.evidence import (
    Evidence,
    cite,
    find_figure_keys,
    passage_at,
    to_disagreements,
)
from wenzhai.stages.highlight.gate import may_print
from wenzhai.stages.highlight.headline import choose_headline, print_title
from wenzhai.stages.highlight.listing import list_sources
from wenzhai.stages.highlight.selecting import (
    Allowance,
    Lengths,
    choose_sentences,
    score_candidates,
)

# The names that a story is about; places and terms are in every other sentence.
_ACTORS = frozenset({"company", "app", "product", "person", "regulator"})


class DraftContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft needs besides the story: `language` is `en` or `zh`, `rights_of` is by source id and
    `rights` holds for the others."""

    language: str
    style: HouseStyle
    names: NameFinder
    rights: Rights
    rights_of: Mapping[str, Rights]


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A highlight (None when nothing may print), and how many sentences the gate withheld."""

    highlight: Highlight | None
    withheld: int


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


class _Writer:
    """One story's draft in the making: keeps what the gate withheld and what the sources dispute."""

    def __init__(
        self, ranked: RankedStory, articles: Sequence[Article], context: DraftContext
    ) -> None:
        self.ranked = ranked
        self.context = context
        self.articles = sorted(articles, key=lambda a: (a.published_at, a.id))
        self.evidence = Evidence(self.articles, context.names)
        self.withheld: set[str] = set()

    def write(self) -> Drafted:
        language, style = self.context.language, self.context.style
        if not any(a.is_chinese == (language == "zh") for a in self.articles if not a.copy_of):
            return self._write_brief()
        candidates = find_candidates(self.articles, language, style)
        headline = self.write_headline()
        if headline is None:
            return Drafted(highlight=None, withheld=len(self.withheld))
        paragraphs = choose_sentences(
            score_candidates(
                candidates,
                self._names_of,
                lambda c: find_figure_keys(c.text, c.article),
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
            find_words(headline.text, language),
        )
        printed = tuple(tuple(self._to_sentence(c) for c in p) for p in paragraphs)
        if not printed:
            # The sources' own sentences are cut short or may not print: say what is certain.
            own = [a for a in self.articles if a.is_chinese == (language == "zh")]
            shown = headline.citations[0].article_id
            printed = (
                (
                    *write_certain(own, language, self.context.names),
                    *write_titles(own, shown, language, self.context.names),
                ),
            )
        if not printed[0]:
            return Drafted(highlight=None, withheld=len(self.withheld))
        sides = [
            (dispute, cite(c.article, c.passage))
            for p in paragraphs
            for c in p
            for dispute in self.evidence.find_disputes(c.text, language, c.article)
        ]
        highlight = Highlight(
            story_id=self.ranked.story.id,
            thread_id=self.ranked.story.thread_id,
            language=language,
            headline=headline,
            paragraphs=printed,
            sources=list_sources(self.articles),
            kind=self.ranked.kind,
            picture=self._choose_picture(),
            disagreements=to_disagreements(sides),
            reasons=tuple(
                r.say(self.context.language) for r in self.ranked.reasons if r.points > 0
            ),
            first_at=self.ranked.story.first_at,
        )
        return Drafted(highlight=highlight, withheld=len(self.withheld))

    def _write_brief(self) -> Drafted:
        highlight = write_brief(
            self.ranked, self.articles, self.context.language, self.context.names
        )
        return Drafted(highlight=highlight, withheld=len(self.withheld))

    def write_headline(self) -> Sentence | None:
        chosen = choose_headline(
            self.articles,
            self.context.language,
            self.context.style,
            self._names_of,
            self._headline_may_print,
        )
        if chosen is None:
            return None
        article, title = chosen
        passages = article.passages[:3]
        check = self.evidence.check_title(title, self.context.language, article)
        if check.figures:
            # Cite the passages that hold the title's figures, not just the first ones.
            spans = [f.evidence.span[0] for f in check.figures if f.evidence]
            holding = [passage_at(article, start) for start in spans]
            passages = tuple(dict.fromkeys(holding)) or passages[:1]
        return Sentence(
            text=print_title(title, self.context.language, self.context.style),
            citations=tuple(cite(article, p) for p in passages[:3]),
            check=check,
        )

    def _headline_may_print(self, article: Article, title: str) -> bool:
        if not article.passages:
            return False
        check = self.evidence.check_title(title, self.context.language, article)
        if not may_print(check) or self.evidence.is_outvoted(title, self.context.language, article):
            self.withheld.add(title)
            return False
        return True

    def _may_print(self, candidate: Candidate) -> bool:
        language = self.context.language
        check = self.evidence.check(candidate.text, language, candidate.article, candidate.passages)
        if not may_print(check) or self.evidence.is_outvoted(
            candidate.text, language, candidate.article
        ):
            self.withheld.add(candidate.passage.id)
            return False
        return True

    def _to_sentence(self, candidate: Candidate) -> Sentence:
        language = self.context.language
        return Sentence(
            text=candidate.text,
            citations=(
                *(cite(candidate.article, passage) for passage in candidate.passages),
                *self.evidence.find_backing(candidate.text, language, candidate.article),
            ),
            check=self.evidence.check(
                candidate.text, language, candidate.article, candidate.passages
            ),
        )

    def _names_of(self, text: str) -> frozenset[str]:
        found = {m.name.id for m in self.context.names.find(text) if m.name.kind in _ACTORS}
        return frozenset(found)

    def _choose_picture(self) -> Picture | None:
        """The first picture that its source lets us show."""
        for article in self.articles:
            rights = self.context.rights_of.get(article.source_id, self.context.rights)
            if (
                article.picture
                and not article.copy_of
                and rights.pictures
                in (
                    "credit",
                    "licensed",
                    "own",
                )
            ):
                return article.picture
        return None
