"""Before: the sentences that may print. After: those that do, in two paragraphs of house length.

A sentence counts by how much of what the story's sources say it says itself (centrality), by where it
stands, by its figures and names, and by who says it; and by what it adds to the sentences already
chosen (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import msgspec

from wenzhai.model import Rights
from wenzhai.stages.highlight.candidates import Candidate, is_vague, measure

Weights = dict[str, float]
# What may be quoted of even the shortest article: one sentence, in words or characters.
_ONE_SENTENCE = {"en": 30, "zh": 60}


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with its standing score, before what the choice of others takes from it; the worth of
    each of its figures, which counts once in a highlight; and whether it names what the story is about."""

    candidate: Candidate
    score: float
    figures: dict[str, float] = {}
    names_main: bool = True


class Lengths(msgspec.Struct, frozen=True, kw_only=True):
    """House lengths of a paragraph (least, most) and how many there are."""

    least: int
    most: int
    paragraphs: int


def weigh_words(texts: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], Weights]:
    """A function from words to their weights (TF-IDF, unit length), learned from these texts."""
    seen: Counter[str] = Counter(word for words in texts for word in set(words))
    total = len(texts) + 1

    def weigh(words: Sequence[str]) -> Weights:
        counts = Counter(words)
        raw = {w: n * (math.log(total / (seen[w] + 0.5)) + 0.3) for w, n in counts.items()}
        norm = math.sqrt(sum(v * v for v in raw.values())) or 1.0
        return {w: v / norm for w, v in raw.items()}

    return weigh


def compare(a: Weights, b: Weights) -> float:
    """The cosine of two weighted bags of words."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def score_candidates(
    candidates: Sequence[Candidate],
    names_of: Callable[[str], frozenset[str]],
    figures_of: Callable[[Candidate], frozenset[str]],
    told_by: Mapping[str, int],
) -> list[Scored]:
    """Standing scores, best first. `names_of` and `figures_of` read the names and figures of a sentence
    (figures as keys that are equal across languages); `told_by` counts the independent publishers that
    give each figure."""
    # Plain frequencies find what the sources agree on: a word's weight is in how many articles it is.
    articles = {c.article.id for c in candidates}
    spread: Counter[str] = Counter()
    for article_id in sorted(articles):
        spread.update({w for c in candidates if c.article.id == article_id for w in c.words})
    name_counts = Counter(n for c in candidates for n in names_of(c.text))
    main = {n for n, _ in sorted(name_counts.items(), key=lambda x: (-x[1], x[0]))[:4]}
    scored = []
    for c in candidates:
        distinct = set(c.words)
        central = sum(spread[w] for w in distinct) / (len(articles) * math.sqrt(len(distinct) + 4))
        score = central * 2.0
        score += 1.0 / (1 + c.position)
        score += 0.3 * min(2, len(names_of(c.text) & main))
        score += 0.5 * c.article.quality + (0.25 if c.article.role == "official" else 0.0)
        score -= 1.2 if is_vague(c.text) else 0.0
        score -= 0.5 if c.leans_on else 0.0
        score -= 0.4 if c.article.kind == "stub" else 0.0
        score -= 0.4 if c.article.language == "zh-Hant" else 0.0
        score -= 0.3 * (c.text.count("“") + c.text.count("「"))
        worth = {key: 0.3 + 0.25 * math.log2(max(1, told_by.get(key, 1))) for key in figures_of(c)}
        about = not main or bool(names_of(c.text) & main)
        scored.append(Scored(candidate=c, score=score, figures=worth, names_main=about))
    return sorted(scored, key=lambda s: (-s.score, s.candidate.passage.id))


class Allowance:
    """How much of each article may still be quoted, by the rights of its source."""

    def __init__(self, rights_of: Mapping[str, Rights], careful: Rights) -> None:
        self._rights_of = rights_of
        self._careful = careful
        self._used: Counter[str] = Counter()

    def admits(self, candidate: Candidate, language: str) -> bool:
        article = candidate.article
        rights = self._rights_of.get(article.source_id, self._careful)
        used = self._used[article.id] + candidate.size
        if not rights.derivatives or used > rights.quote_words * (1 if language == "en" else 2):
            return False
        # A feed's summary is what its publisher offers for quoting: a share of it would be no words.
        whole = measure(article.text, language)
        if article.text_from == "summary":
            return True
        one_sentence = _ONE_SENTENCE[language]
        return used <= max(rights.quote_share * whole, one_sentence)

    def take(self, candidate: Candidate) -> None:
        self._used[candidate.article.id] += candidate.size


def choose_sentences(
    scored: Sequence[Scored],
    lengths: Lengths,
    language: str,
    allowance: Allowance,
    may_print: Callable[[Candidate], bool],
    headline: Sequence[str] = (),
) -> tuple[tuple[Candidate, ...], ...]:
    """Sentences by paragraph, within the house lengths where the material reaches; each once, none
    that says again what is there. `may_print` is the gate; it is asked only for what would print.
    The first sentence is one that bears out the `headline` (its comparable words)."""
    weigh = weigh_words([s.candidate.words for s in scored])
    vectors = {s.candidate.passage.id: weigh(s.candidate.words) for s in scored}
    focus = weigh(headline)
    chosen: list[Candidate] = []
    refused: set[str] = set()
    paragraphs: list[tuple[Candidate, ...]] = []
    for _ in range(lengths.paragraphs):
        paragraph: list[Candidate] = []
        size = 0
        while size < lengths.least:
            pick = _pick_next(
                scored,
                vectors,
                focus,
                chosen,
                refused,
                # What a leaning sentence may lean on: this paragraph, or the very last sentence.
                frozenset(c.passage.id for c in (*paragraph, *chosen[-1:])),
                lengths.most - size,
                language,
                allowance,
                may_print,
            )
            if pick is None:
                break
            paragraph.append(pick)
            chosen.append(pick)
            allowance.take(pick)
            size += pick.size
        if paragraph:
            paragraphs.append(_in_order(paragraph))
    return tuple(paragraphs)


def _pick_next(
    scored: Sequence[Scored],
    vectors: Mapping[str, Weights],
    focus: Weights,
    chosen: Sequence[Candidate],
    refused: set[str],
    near: frozenset[str],
    room: int,
    language: str,
    allowance: Allowance,
    may_print: Callable[[Candidate], bool],
) -> Candidate | None:
    taken = {c.passage.id for c in chosen}
    said = {key for s in scored if s.candidate.passage.id in taken for key in s.figures}

    def gain(s: Scored) -> float:
        mine = vectors[s.candidate.passage.id]
        overlap = max((compare(mine, vectors[c.passage.id]) for c in chosen), default=0.0)
        if overlap > 0.5:
            return -math.inf
        follows = 0.4 if s.candidate.leans_on in near else 0.0
        fresh = sorted((v for key, v in s.figures.items() if key not in said), reverse=True)[:2]
        repeats = 0.8 if s.figures and not fresh else 0.0
        leads = 0.0 if chosen else 3.0 * compare(mine, focus) - (0.0 if s.names_main else 1.5)
        return s.score - 3.5 * overlap + follows + leads + sum(fresh) - repeats

    # The first sentence of a highlight must carry it: it leans on nothing and stands near the top.
    open_ones = [
        s
        for s in scored
        if s.candidate.passage.id not in taken | refused
        and (not s.candidate.leans_on or s.candidate.leans_on in near)
        and (chosen or s.candidate.position <= 2)
    ]
    for s in sorted(open_ones, key=lambda s: (-gain(s), s.candidate.passage.id)):
        if gain(s) == -math.inf:
            break
        if s.candidate.size > room and chosen:
            continue
        if not allowance.admits(s.candidate, language):
            continue
        if may_print(s.candidate):
            return s.candidate
        refused.add(s.candidate.passage.id)
    return None


def _in_order(paragraph: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """A sentence that leans on another comes right after it; the others stay as chosen."""
    ordered = [c for c in paragraph if c.leans_on not in {p.passage.id for p in paragraph}]
    for candidate in paragraph:
        if candidate in ordered:
            continue
        place = next(i for i, c in enumerate(ordered) if c.passage.id == candidate.leans_on)
        ordered.insert(place + 1, candidate)
    return tuple(ordered)
