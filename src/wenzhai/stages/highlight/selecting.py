"""Before: the sentences that may print. After: those that do, in two paragraphs of house length.

A sentence counts by how much of what the story's sources agree on it says and the sentences chosen
before it do not (a weighted coverage with diminishing returns, after Lin and Bilmes 2011, “A Class of
Submodular Functions for Document Summarization”), by its figures and names, by where it stands, and by
who says it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from wenzhai.model import Rights
from wenzhai.stages.highlight.candidates import (
    Candidate,
    find_proper_words,
    is_comment,
    is_reported,
    is_vague,
    measure,
)

Weights = dict[str, float]
# What may be quoted of even the shortest article: one sentence, in words or characters.
_ONE_SENTENCE = {"en": 30, "zh": 60}
# Of the worth of a sentence's words, the least that must be new: with a figure that is new, and without.
_NAME_WORTH = 0.4
_LEAST_FRESH, _LEAST_FRESH_WORDS = 0.35, 0.5
_NOT_REPORTED = 0.5
_FIGURE_WORTH, _FIGURE_AGREED = 0.35, 0.45
_OF_OTHERS, _OPENS_AGAIN = 0.9, 1.3
_MANY_PASSAGES = 4  # a summary has nothing but its opening
_SAME_SENTENCE = 0.8  # of the words of the shorter one
# What a sentence after the first must add, with a figure that is new and without: a paragraph that is short
# reads better than one that was filled.
_LEAST_GAIN, _LEAST_GAIN_WORDS = 1.8, 2.2
# What a first sentence that tells the headline's event goes before another by, and where it may stand.
_TELLS, _TELLS_WITHIN = 1.0, 8


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with its standing score, whatever else is chosen; the worth of each of its words and
    figures, which counts once in a highlight; and whether it names what the story is about."""

    candidate: Candidate
    score: float
    words: dict[str, float] = {}
    figures: dict[str, float] = {}
    names: dict[str, float] = {}
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
    # Plain frequencies find what the sources agree on: a word's worth is in how many articles it is.
    articles = {c.article.id for c in candidates}
    spread = _count_articles(candidates, lambda c: c.words)
    named = {c.passage.id: names_of(c.text) | find_proper_words(c.text) for c in candidates}
    held = _count_articles(candidates, lambda c: named[c.passage.id])
    shared = {word for word, n in held.items() if n > 1 and 2 * n >= len(articles)}
    name_counts = Counter(n for c in candidates for n in names_of(c.text))
    main = {n for n, _ in sorted(name_counts.items(), key=lambda x: (-x[1], x[0]))[:4]}
    scored = []
    for c in candidates:
        distinct = sorted(set(c.words))
        share = len(articles) * math.sqrt(len(distinct) + 4)
        score = 1.0 / (1 + c.position)
        score += 0.3 * min(2, len(names_of(c.text) & main))
        # Of others alone, it tells of another matter (a rival's model).
        score -= _OF_OTHERS if main and names_of(c.text) and not names_of(c.text) & main else 0.0
        score += 0.7 * c.article.quality + (0.3 if c.article.role == "official" else 0.0)
        score -= 1.2 if is_vague(c.text) else 0.0
        score -= 1.4 if is_comment(c.text) else 0.0
        score -= 0.0 if is_reported(c.text) else _NOT_REPORTED
        # What names nobody and counts nothing is seldom what happened.
        score -= 0.0 if named[c.passage.id] or figures_of(c) else 0.6
        score -= 0.5 if c.leans_on else 0.0
        score -= 0.4 if c.article.kind == "stub" else 0.0
        score -= 0.5 if c.article.language == "zh-Hant" else 0.0
        score -= 0.3 * (c.text.count("“") + c.text.count("「"))
        scored.append(
            Scored(
                candidate=c,
                score=score,
                words={word: 2.0 * spread[word] / share for word in distinct},
                figures={
                    key: _FIGURE_WORTH + _FIGURE_AGREED * math.log2(max(1, told_by.get(key, 1)))
                    for key in figures_of(c)
                },
                names=dict.fromkeys(sorted(named[c.passage.id] & shared), _NAME_WORTH),
                names_main=not main or bool(names_of(c.text) & main),
            )
        )
    return sorted(scored, key=lambda s: (-s.score - sum(s.words.values()), s.candidate.passage.id))


def _count_articles(
    candidates: Sequence[Candidate], keys_of: Callable[[Candidate], Iterable[str]]
) -> Counter[str]:
    """In how many articles each key of a sentence is."""
    found: dict[str, set[str]] = {}
    for candidate in candidates:
        found.setdefault(candidate.article.id, set()).update(keys_of(candidate))
    return Counter(key for keys in found.values() for key in keys)


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
    contradicts: Callable[[Candidate, Sequence[Candidate]], bool] | None = None,
    tells: Callable[[Candidate], bool] | None = None,
) -> tuple[tuple[Candidate, ...], ...]:
    """Sentences by paragraph, within the house lengths where the material reaches; each once, none
    that says again what is there. `may_print` is the gate; it is asked only for what would print,
    and `contradicts` before it, with the sentences chosen so far.
    The first sentence is one that bears out the `headline` (its comparable words), if it can be one that
    tells its event (`tells`)."""
    weigh = weigh_words([s.candidate.words for s in scored])
    bears_out = {
        s.candidate.passage.id: compare(weigh(s.candidate.words), weigh(headline)) for s in scored
    }
    for s in scored:
        if tells is not None and tells(s.candidate):
            bears_out[s.candidate.passage.id] += _TELLS
    chosen: list[Candidate] = []
    refused: set[str] = set()
    paragraphs: list[tuple[Candidate, ...]] = []
    for _ in range(lengths.paragraphs):
        paragraph: list[Candidate] = []
        size = 0
        while size < lengths.least:
            pick = _pick_next(
                scored,
                bears_out,
                chosen,
                refused,
                # What a leaning sentence may lean on: this paragraph, or the last sentence before it.
                _find_near(
                    [*paragraph, *(paragraphs[-1][-1:] if paragraphs else ())],
                    scored,
                ),
                lengths.most - size,
                language,
                allowance,
                may_print,
                contradicts,
            )
            if pick is None:
                break
            paragraph.append(pick)
            chosen.append(pick)
            allowance.take(pick)
            size += pick.size
        if paragraph:
            paragraphs.append(_in_order(paragraph))
    return _tell_in_order(_join_short(paragraphs, lengths), lengths)


def _join_short(
    paragraphs: list[tuple[Candidate, ...]], lengths: Lengths
) -> list[tuple[Candidate, ...]]:
    """A last paragraph of one sentence that is less than half of a short one ends the paragraph before it,
    where that has room."""
    if len(paragraphs) < 2 or len(paragraphs[-1]) > 1:
        return paragraphs
    *others, before, last = paragraphs
    sizes = sum(c.size for c in before), last[0].size
    if sizes[1] * 2 >= lengths.least or sum(sizes) > lengths.most:
        return paragraphs
    return [*others, (*before, *last)]


def _find_near(printed: Sequence[Candidate], scored: Sequence[Scored]) -> dict[str, str]:
    """The passages that these sentences are, and those of other reports that say one of them in the same
    words; each with the passage that is printed."""
    leaned_on = {c.leans_on for c in printed}
    free = [c for c in printed if c.passage.id not in leaned_on]  # one may follow, not two
    near = {c.passage.id: c.passage.id for c in free}
    for s in scored:
        own = set(s.candidate.words)
        for c in free:
            said = set(c.words)
            if len(own & said) >= _SAME_SENTENCE * max(1, min(len(own), len(said))):
                near.setdefault(s.candidate.passage.id, c.passage.id)
    return near


def _pick_next(
    scored: Sequence[Scored],
    bears_out: Mapping[str, float],
    chosen: Sequence[Candidate],
    refused: set[str],
    near: Mapping[str, str],
    room: int,
    language: str,
    allowance: Allowance,
    may_print: Callable[[Candidate], bool],
    contradicts: Callable[[Candidate, Sequence[Candidate]], bool] | None,
) -> Candidate | None:
    taken = {c.passage.id for c in chosen}
    before = [s for s in scored if s.candidate.passage.id in taken]
    told_words = {word for s in before for word in s.words}
    told_figures = {key for s in before for key in s.figures}
    told_names = {name for s in before for name in s.names}

    def gain(s: Scored) -> float:
        whole = sum(s.words.values())
        fresh = sum(worth for word, worth in s.words.items() if word not in told_words)
        figures = sorted(
            (v for key, v in s.figures.items() if key not in told_figures), reverse=True
        )
        if before and fresh < (_LEAST_FRESH if figures else _LEAST_FRESH_WORDS) * whole:
            return -math.inf
        follows = 0.4 if s.candidate.leans_on in near else 0.0
        repeats = 0.8 if s.figures and not figures else 0.0
        leads = (
            0.0
            if chosen
            else 3.0 * bears_out[s.candidate.passage.id] - (0.0 if s.names_main else 1.5)
        )
        names = sum(worth for name, worth in s.names.items() if name not in told_names)
        # What another report opens with tells the same event once more.
        long = len(s.candidate.article.passages) >= _MANY_PASSAGES
        again = _OPENS_AGAIN if before and long and s.candidate.position == 0 else 0.0
        if again and not figures:
            return -math.inf
        total = s.score - again + fresh + sum(figures[:2]) + names + follows + leads - repeats
        enough = not before or total >= (_LEAST_GAIN if figures else _LEAST_GAIN_WORDS)
        return total if enough else -math.inf

    # The first sentence of a highlight must carry it: it leans on nothing and stands near the top.
    open_ones = [
        s
        for s in scored
        if s.candidate.passage.id not in taken | refused
        and (not s.candidate.leans_on or s.candidate.leans_on in near)
        and (chosen or s.candidate.position <= _opening(bears_out[s.candidate.passage.id]))
    ]
    for s in sorted(open_ones, key=lambda s: (-gain(s), s.candidate.passage.id)):
        if gain(s) == -math.inf:
            break
        if s.candidate.size > room and chosen:
            continue
        if not allowance.admits(s.candidate, language):
            continue
        if contradicts is not None and contradicts(s.candidate, chosen):
            continue
        if may_print(s.candidate):
            return msgspec.structs.replace(
                s.candidate, leans_on=near.get(s.candidate.leans_on, s.candidate.leans_on)
            )
        refused.add(s.candidate.passage.id)
    return None


def _opening(bears_out: float) -> int:
    """Up to which passage of its article a first sentence may stand."""
    return _TELLS_WITHIN if bears_out >= _TELLS else 2


def _in_order(paragraph: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """A sentence that leans on another comes right after it, which may be the last one of the paragraph
    before; the others stay as chosen."""
    here = {c.passage.id for c in paragraph}
    ordered = [c for c in paragraph if c.leans_on and c.leans_on not in here]
    ordered += [c for c in paragraph if not c.leans_on]
    for candidate in paragraph:
        if candidate in ordered:
            continue
        place = next(i for i, c in enumerate(ordered) if c.passage.id == candidate.leans_on)
        ordered.insert(place + 1, candidate)
    return tuple(ordered)


def _tell_in_order(
    paragraphs: Sequence[tuple[Candidate, ...]], lengths: Lengths
) -> tuple[tuple[Candidate, ...], ...]:
    """The sentences of one article in the order in which it tells them, in the places that they have;
    as chosen, where that would part one from the sentence it leans on, or overfill a paragraph."""
    flat = [c for paragraph in paragraphs for c in paragraph]
    told = {
        key: iter(sorted((c for c in flat if c.article.id == key), key=lambda c: c.position))
        for key in dict.fromkeys(c.article.id for c in flat)
    }
    sorted_ones = [next(told[c.article.id]) for c in flat]
    places = iter(sorted_ones)
    again = tuple(tuple(next(places) for _ in paragraph) for paragraph in paragraphs)
    parted = any(
        c.leans_on and (n == 0 or sorted_ones[n - 1].passage.id != c.leans_on)
        for n, c in enumerate(sorted_ones)
    )
    overfull = any(len(p) > 1 and sum(c.size for c in p) > lengths.most for p in again)
    return tuple(paragraphs) if parted or overfull else again
