"""Checking an edition again: every sentence that printed, against the passages that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenzhai.model import (
    Article,
    CheckedSentence,
    CheckedSource,
    CheckedText,
    Edition,
    Sentence,
    SourceText,
)
from wenzhai.newsroom.checking import form_checked, tell_sentence
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.highlight import check_text, word_date


def check_edition(room: Newsroom, edition_id: str, language: str) -> CheckedText:
    """The verdicts on every sentence of the edition of this id, explained in `language` (`en`, `zh`).

    A sentence is held against the passages that it cites with what is certain of their articles (title,
    publisher, day); a headline against the whole of the article whose title it is. Raises NotFound."""
    edition = room.store.load_edition(edition_id)
    ids = {c.article_id for group in _list_groups(edition) for s, _ in group for c in s.citations}
    articles = room.store.load_articles(sorted(ids))
    paragraphs = [
        tuple(
            _check_sentence(room, edition, sentence, articles, language, whole=whole)
            for sentence, whole in group
        )
        for group in _list_groups(edition)
    ]
    sources = [
        CheckedSource(
            id=key,
            title=f"{articles[key].publisher}: {articles[key].title}",
            language=articles[key].language,
            url=articles[key].url,
        )
        for key in sorted(articles)
    ]
    return form_checked(f"{edition.title} {edition.week}", language, paragraphs, sources)


def _list_groups(edition: Edition) -> Iterator[list[tuple[Sentence, bool]]]:
    """Sentences by the paragraph that they print in; a headline is one, and is marked."""
    for highlight in edition.highlights:
        yield [(highlight.headline, True)]
        for paragraph in highlight.paragraphs:
            yield [(sentence, False) for sentence in paragraph]
    for brief in edition.briefs:
        yield [(brief.sentence, True)]


def _check_sentence(
    room: Newsroom,
    edition: Edition,
    sentence: Sentence,
    articles: dict[str, Article],
    language: str,
    *,
    whole: bool,
) -> CheckedSentence:
    sources = _list_sources(sentence, articles, whole=whole)
    check = check_text(sentence.text, edition.language, sources, names=room.names)
    return tell_sentence(
        sentence.text,
        check,
        sources,
        language,
        named=[source.id for source in sources],
        on_word=sentence.on_word,
    )


def _list_sources(
    sentence: Sentence, articles: dict[str, Article], *, whole: bool
) -> Sequence[SourceText]:
    cited: dict[str, list[str]] = {}
    for citation in sentence.citations:
        cited.setdefault(citation.article_id, []).append(citation.text)
    found = []
    for key, passages in cited.items():
        article = articles.get(key)
        if article is None:
            continue
        texts = [p.text for p in article.passages] if whole else passages
        day = word_date(article.published_at, "zh" if article.is_chinese else "en")
        # The title was given by the publisher; where it is the headline itself, it proves nothing.
        title = [] if whole and article.text_from != "summary" else [article.title]
        found.append(
            SourceText(
                id=key,
                lang=article.language,
                text="\n".join([*texts, *title, article.publisher, day]),
                published=article.published_at.isoformat(),
            )
        )
    return found
