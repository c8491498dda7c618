"""Extractive drafts of labelled stories, beside lead sentences, TextRank and centroid summaries.

    python benchmarks/drafting.py [--shared DIR] [--show N] [--json FILE]

Every event of the labelled sets that two reports or more tell in one language is drafted in that
language, from exactly its labelled reports. The other ways take whole sentences of the same material
until they are as long as ours. Key figures are those that two reports or more give, key names and
words those that half of the reports or more hold. Nothing of the data is written anywhere.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import msgspec
import numpy as np

from wenzhai.beats import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import chinese_words, english_words, normalise
from wenzhai.model import Article, Highlight, HouseStyle, RankedStory, Rights, SourceText, Story
from wenzhai.stages.extract.passages import split_passages
from wenzhai.stages.highlight import DraftContext, draft_highlight
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.candidates import measure, trim_sentence
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.evidence import find_figure_keys

SETS = ("bilingual_dev", "ecob_zh_dev", "ecob_en_dev")
# A sentence whose first words ask who is meant; longer lists are the writer's own affair.
PRONOUNS = {
    "en": (
        "he ",
        "she ",
        "it ",
        "they ",
        "his ",
        "her ",
        "its ",
        "their ",
        "this ",
        "that ",
        "these ",
    ),
    "zh": ("他", "她", "它", "其", "该", "这", "那", "对此", "此"),
}
Words = Callable[[str], Sequence[str]]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event's reports in one language."""

    event: str
    language: str
    articles: tuple[Article, ...]


def read_events(shared: Path) -> Iterator[Told]:
    for name in SETS:
        found: dict[tuple[str, str], list[Article]] = defaultdict(list)
        with gzip.open(shared / "data" / "stories" / f"{name}.jsonl.gz", "rt") as lines:
            for row in map(json.loads, lines):
                if row["event_id"]:
                    article = to_article(row)
                    if len(article.text) > 40:
                        found[f"{name}:{row['event_id']}", row["lang"]].append(article)
        for (event, language), articles in sorted(found.items()):
            if len({a.text for a in articles}) > 1:
                yield Told(event=event, language=language, articles=tuple(articles))


def to_article(row: dict) -> Article:
    key = str(row.get("id", row.get("doc_id")))
    text = "\n\n".join(row["sentences"]) if "sentences" in row else row["text"]
    text = text.removesuffix("...").removesuffix("…")
    at = (
        datetime.fromisoformat(row["published"])
        if row.get("published")
        else datetime(2023, 4, 1, tzinfo=UTC)
    )
    source = row.get("source", key)
    return Article(
        id=key,
        source_id=source,
        url=row.get("url", ""),
        title=row["title"],
        text=text,
        language="zh-Hans" if row["lang"] == "zh" else "en",
        published_at=at if at.tzinfo else at.replace(tzinfo=UTC),
        published_from="archive",
        publisher=source,
        family=source,
        text_from="summary" if "text" in row else "page",
        passages=split_passages(key, text, row["lang"]),
    )


def draft(told: Told, names: NameFinder, rights: Rights) -> Highlight | None:
    ids = tuple(a.id for a in told.articles)
    times = sorted(a.published_at for a in told.articles)
    story = Story(
        id=told.event,
        thread_id=told.event,
        title=told.articles[0].title,
        article_ids=ids,
        languages=(told.language,),
        publishers=tuple(dict.fromkeys(a.family for a in told.articles)),
        first_at=times[0],
        last_at=times[-1],
    )
    context = DraftContext(
        language=told.language, style=HouseStyle(), names=names, rights=rights, rights_of={}
    )
    ranked = RankedStory(rank=1, score=1.0, story=story)
    return draft_highlight(ranked, told.articles, context).highlight


class Sentences(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of a story that any way may choose from, with their TF-IDF rows."""

    texts: tuple[str, ...]
    article: tuple[int, ...]
    rows: np.ndarray


def list_sentences(told: Told, words: Words) -> Sentences:
    texts, owner = [], []
    for number, article in enumerate(told.articles):
        for passage in article.passages:
            if measure(passage.text, told.language) >= (5 if told.language == "en" else 8):
                texts.append(trim_sentence(passage.text))
                owner.append(number)
    bags = [Counter(words(text)) for text in texts]
    held = Counter(word for bag in bags for word in bag)
    column = {word: n for n, word in enumerate(sorted(held))}
    rows = np.zeros((len(texts), max(1, len(column))))
    for n, bag in enumerate(bags):
        for word, count in bag.items():
            rows[n, column[word]] = count * (math.log((len(bags) + 1) / (held[word] + 0.5)) + 0.3)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return Sentences(texts=tuple(texts), article=tuple(owner), rows=rows / np.maximum(norms, 1e-9))


def lead(sentences: Sentences) -> list[int]:
    """The opening of the report that is nearest to all."""
    count = max(sentences.article) + 1
    centres = np.stack(
        [
            sentences.rows[[a == n for a in sentences.article]].sum(0)
            if n in sentences.article
            else np.zeros(sentences.rows.shape[1])
            for n in range(count)
        ]
    )
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    best = int(np.argmax((centres @ centres.T).sum(1)))
    return [n for n, article in enumerate(sentences.article) if article == best]


def text_rank(sentences: Sentences) -> list[int]:
    """Mihalcea and Tarau 2004, over cosines; what is said already (cosine over .5) is passed over."""
    weights = sentences.rows @ sentences.rows.T
    np.fill_diagonal(weights, 0)
    step = weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)
    rank = np.full(len(step), 1 / len(step))
    for _ in range(50):
        rank = 0.15 / len(step) + 0.85 * rank @ step
    return _without_repeats(sentences, rank)


def centroid(sentences: Sentences) -> list[int]:
    """Radev et al. 2004: nearest to the mean of all; repeats are passed over."""
    return _without_repeats(sentences, sentences.rows @ sentences.rows.mean(0))


def _without_repeats(sentences: Sentences, score: np.ndarray) -> list[int]:
    chosen: list[int] = []
    for n in np.argsort(-score, kind="stable"):
        if all(sentences.rows[n] @ sentences.rows[c] <= 0.5 for c in chosen):
            chosen.append(int(n))
    return chosen


WAYS = {"lead": lead, "TextRank": text_rank, "centroid": centroid}


def cut(sentences: Sentences, order: Sequence[int], size: int, language: str) -> list[str]:
    """The first sentences of an order, as many as come nearest to `size`, at least one."""
    texts: list[str] = []
    length = 0
    for n in order:
        longer = length + measure(sentences.texts[n], language)
        if texts and longer - size > size - length:
            break
        texts.append(sentences.texts[n])
        length = longer
    return texts


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """What a story's reports agree on."""

    figures: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]


def find_keys(told: Told, finder: NameFinder, words: Words) -> Keys:
    def shared(sets: Sequence[frozenset[str]], least: float) -> frozenset[str]:
        counts = Counter(key for found in sets for key in found)
        return frozenset(key for key, n in counts.items() if n >= least)

    texts = [a.text for a in told.articles]
    half = max(2.0, len(texts) / 2)
    return Keys(
        figures=shared([find_figure_keys(a.text, a) for a in told.articles], 2),
        names=shared([find_names(t, finder) for t in texts], half),
        words=shared([frozenset(words(t)) for t in texts], half),
    )


def find_names(text: str, finder: NameFinder) -> frozenset[str]:
    """Names of the glossary, and words with a capital inside a sentence."""
    found = set(finder.names_in(text))
    tokens = text.split()
    for before, token in pairwise(tokens):
        core = token.strip("“”\"'‘’(),:;.").removesuffix("’s").removesuffix("'s")
        if (
            core[:1].isupper()
            and core[:1].isascii()
            and before[-1:] not in '.!?:”"'
            and len(core) > 1
        ):
            found.add(core.lower())
    return frozenset(found)


class Tally(msgspec.Struct, kw_only=True):
    """Sums over stories of one way."""

    figures: list[float] = []
    names: list[float] = []
    words: list[float] = []
    redundancy: list[float] = []
    sizes: list[int] = []
    pronouns: list[float] = []
    sentences: int = 0

    def add(
        self, texts: Sequence[str], told: Told, keys: Keys, finder: NameFinder, words: Words
    ) -> None:
        text = ("" if told.language == "zh" else " ").join(texts)
        as_article = msgspec.structs.replace(told.articles[0], text=text)
        for into, wanted, found in (
            (self.figures, keys.figures, find_figure_keys(text, as_article)),
            (self.names, keys.names, find_names(f"x {text}", finder)),
            (self.words, keys.words, frozenset(words(text))),
        ):
            if wanted:
                into.append(len(wanted & found) / len(wanted))
        bags = [frozenset(words(t)) for t in texts]
        pairs = [
            len(a & b) / max(1, min(len(a), len(b)))
            for n, a in enumerate(bags)
            for b in bags[n + 1 :]
        ]
        if pairs:
            self.redundancy.append(max(pairs))
        self.sizes.append(measure(text, told.language))
        starts = PRONOUNS[told.language]
        self.pronouns.append(fmean(t.lower().startswith(starts) for t in texts) if texts else 0.0)
        self.sentences += len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--show", type=int, default=0, help="print the first N drafts")
    parser.add_argument(
        "--careful", action="store_true", help="with the quotation limits that ship"
    )
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    finder = NameFinder(load_beat("china-digital").glossary)
    free = Rights(quote_words=100_000, quote_share=1.0)
    rights = Rights() if options.careful else free
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    stories: Counter[str] = Counter()
    none: Counter[str] = Counter()
    claims = unsupported = within = paragraphs = 0
    style = HouseStyle()
    for told in read_events(options.shared):
        words: Words = (
            (lambda t: english_words(normalise(t)))
            if told.language == "en"
            else (lambda t: chinese_words(normalise(t)))
        )
        stories[told.language] += 1
        highlight = draft(told, finder, rights)
        if highlight is None:
            none[told.language] += 1
            continue
        texts = [s.text for p in highlight.paragraphs for s in p]
        if options.show and sum(stories.values()) <= options.show:
            print(f"\n## {highlight.headline.text}")
            for paragraph in highlight.paragraphs:
                print("  ", " ".join(s.text for s in paragraph))
        for sentence in (s for p in highlight.paragraphs for s in p):
            sources = [
                SourceText(
                    id=c.passage_id,
                    lang=c.language,
                    # Who published it, when, and under which title is part of a citation.
                    text="\n".join(
                        (c.text, c.title, c.publisher, word_date(c.published_at, c.language[:2]))
                    ),
                    published=str(c.published_at),
                )
                for c in sentence.citations
            ]
            check = check_text(sentence.text, told.language, sources, names=finder)
            found = [*check.figures, *check.claims]
            claims += len(found)
            unsupported += sum(c.verdict in ("contradicted", "unsupported") for c in found)
        least, most = style.paragraph_words if told.language == "en" else style.paragraph_chars
        for paragraph in highlight.paragraphs:
            size = sum(measure(s.text, told.language) for s in paragraph)
            paragraphs += 1
            within += least <= size <= most
        keys = find_keys(told, finder, words)
        tallies["ours", told.language].add(texts, told, keys, finder, words)
        size = sum(measure(t, told.language) for t in texts)
        sentences = list_sentences(told, words)
        for way, order in WAYS.items():
            chosen = cut(sentences, order(sentences), size, told.language)
            tallies[way, told.language].add(chosen, told, keys, finder, words)
    report = {}
    print(f"stories: {dict(stories)}; without a draft: {dict(none)}")
    print(f"claims in ours: {claims}, unsupported by what they cite: {unsupported}")
    print(f"paragraphs within house length: {within} of {paragraphs}")
    print("way        lang  figures  names  words  repeats  pronouns  size  sentences")
    for (way, language), t in sorted(
        tallies.items(), key=lambda item: (item[0][1], item[0][0] != "ours")
    ):
        row = [
            fmean(v) if v else 0.0 for v in (t.figures, t.names, t.words, t.redundancy, t.pronouns)
        ]
        report[f"{way} {language}"] = [*row, fmean(t.sizes), t.sentences]
        f, n, w, r, p = row
        print(
            f"{way:10} {language:4} {f:8.3f} {n:6.3f} {w:6.3f} {r:8.3f} {p:9.3f} {fmean(t.sizes):5.0f} {t.sentences:6}"
        )
    if options.json:
        options.json.write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    sys.exit(main())
