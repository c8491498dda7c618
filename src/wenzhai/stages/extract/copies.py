"""Before: articles. After: which of them repeat another, and whose the original is.

Near-duplicates are found by MinHash (Broder 1997) over shingles and then held against each other
exactly, because an edition counts independent publishers: a false merge hides a source and a missed
one counts an agency's text twice.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import accumulate, pairwise

from rensa import RMinHash  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.model import Article
from wenzhai.stages.extract.blocks import measure_text
from wenzhai.stages.extract.lines import squeeze

PERMUTATIONS = 128
ROWS = 4
"""Rows of a band: with 32 bands a pair of Jaccard .5 is met with probability .87, of .7 with .9999."""
SEED = 20230410
_DIGEST = struct.Struct(f"{PERMUTATIONS}I")
_BAND = _DIGEST.size // (PERMUTATIONS // ROWS)
ALIKE = 0.7
CONTAINED = 0.85
SHORT = 160
"""Texts smaller than this (Han characters count twice) must agree letter for letter."""
LEAST = 40
STANDING = 320
"""Below this size (and in summaries of any size, where channels repeat their own words each day) a copy's title must be like the original's too."""
LONG_TITLE = 30
SAME_NEWS = timedelta(days=3)
COMPARED = 24
"""Of one bucket, each article is compared with at most so many: keeps a flood linear."""

_HAN = re.compile("[\u3400-\u9fff]")
# ASCII letters in any case, and the four that IGNORECASE takes for such; spelled out, five times faster.
_LETTER = "A-Za-z\u0130\u0131\u017f\u212a"
_WORD = re.compile(f"[{_LETTER}0-9]+(?:['’][{_LETTER}]+)?|[\u3400-\u9fff]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CREDIT = re.compile(
    r"[(（【\[]\s?(?P<a>[^()（）【】\[\]\n]{2,30})\s?[)）】\]]"
    r"|(?:来源|來源|转自|轉自|稿源|文章来源|source|via|originally published (?:by|on|in))\s?[:：]?\s?(?P<b>[^\n，,。;；|]{2,40})"
    r"|(?P<c>[\u4e00-\u9fff]{2,10}(?:社|网|網|报|報))(?=[^\n]{0,14}(?:电|電|讯|訊|消息|报道))"
    r"|(?P<d>[A-Z][\w .&]{2,30}?) (?:reports|reported|—|–|-)\s",
    re.IGNORECASE,
)


def find_copies(articles: Sequence[Article]) -> dict[str, str]:
    """Copy id to original id; originals are not keys, and no original is itself a copy.

    The original of a set is the one that its members' credit lines name, else a wire's, else the
    earliest (then by id, so that the answer does not depend on the order of `articles`). Linear in the
    number of articles for any number of repeats.
    """
    ordered = sorted(articles, key=lambda article: (article.published_at, article.id))
    groups = _Groups()
    fresh = _join_exact(ordered, groups)
    _join_near(fresh, groups)
    by_id = {article.id: article for article in ordered}
    shingled: dict[str, frozenset[int]] = {}
    copies: dict[str, str] = {}
    for members in groups.sets(by_id):
        group = [by_id[member] for member in members]
        original = _find_original(group)
        for article in group:
            if article.id != original.id and _is_confirmed(article, original, shingled):
                copies[article.id] = original.id
    return copies


class _Groups:
    """Disjoint sets of ids."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, member: str) -> str:
        parent = self._parent.setdefault(member, member)
        while parent != self._parent[parent]:
            self._parent[member] = parent = self._parent[self._parent[parent]]
        return parent

    def join(self, one: str, other: str) -> None:
        self._parent[self.find(other)] = self.find(one)

    def sets(self, order: Iterable[str]) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for member in order:
            if member in self._parent:
                found.setdefault(self.find(member), []).append(member)
        return [members for members in found.values() if len(members) > 1]


def _join_exact(ordered: Sequence[Article], groups: _Groups) -> list[Article]:
    """Joins what is the same letter for letter; returns one of each that is worth comparing further."""
    fresh: list[Article] = []
    latest: dict[str, Article] = {}
    for article in ordered:
        key = squeeze(article.text)
        size = measure_text(key)
        if size < LEAST:
            # Titles repeat from day to day ("Morning brief"): only a long one, of the same days, tells.
            title = squeeze(article.title)
            if measure_text(title) < LONG_TITLE:
                continue
            key = f"{title}\n{key}"
        elif _may_be_standing(article):
            key = f"{squeeze(article.title)}\n{key}"
        earlier = latest.get(key)
        if earlier is not None and (
            size >= SHORT or article.published_at - earlier.published_at <= SAME_NEWS
        ):
            groups.join(earlier.id, article.id)
        elif size >= SHORT:
            fresh.append(article)
        latest[key] = article
    return fresh


def _join_near(fresh: Sequence[Article], groups: _Groups) -> None:
    buckets = _Buckets()
    shingled: dict[str, frozenset[int]] = {}
    for index, article in enumerate(fresh):
        words = _shingles(article.text)
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(words)
        candidates = buckets.meet(index, sketch.digest())
        if not candidates:
            continue
        shingled[article.id] = _hash_shingles(words)
        # By bands in common, then by age: an order that does not depend on hashing.
        best = sorted(candidates.items(), key=lambda item: (-item[1], item[0]))[:COMPARED]
        for other, _ in best:
            earlier = fresh[other]
            alike = _repeats(shingled[article.id], _shingles_of(earlier, shingled))
            if alike and _tell_the_same(article, earlier):
                groups.join(earlier.id, article.id)
                break


class _Buckets:
    """Who shares a band of a sketch with whom.

    Most buckets stay with one member, kept as a bare number under a key of bytes: half a million
    small containers for a month's articles would keep the garbage collector busier than the search.
    """

    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}
        self._more: dict[bytes, list[int]] = {}

    def meet(self, index: int, digest: Sequence[int]) -> Counter[int]:
        """Put in number `index`; the bands in common with each of those before, the latest COMPARED
        of a bucket."""
        met: Counter[int] = Counter()
        packed = _DIGEST.pack(*digest)
        for band, start in enumerate(range(0, _DIGEST.size, _BAND)):
            key = b"%c%b" % (band, packed[start : start + _BAND])
            first = self._first.setdefault(key, index)
            if first != index:
                bucket = self._more.setdefault(key, [first])
                met.update(bucket[-COMPARED:])
                bucket.append(index)
        return met


def _shingles(text: str) -> list[str]:
    """Runs of five words, or of eight Han characters (about five words), without repeats."""
    # Lowered as one: no word holds a letter whose small form depends on its neighbours.
    line = " ".join(_WORD.findall(text)).lower()
    length = 8 if not text.isascii() and len(_HAN.findall(text[:400])) > 60 else 5
    ends = [*accumulate([len(word) + 1 for word in line.split(" ")])]
    if len(ends) <= length:
        return [line]
    runs = [line[a : b - 1] for a, b in zip((0, *ends), ends[length - 1 :], strict=False)]
    return list(dict.fromkeys(runs))


def _shingles_of(article: Article, known: dict[str, frozenset[int]]) -> frozenset[int]:
    """Hashed when first asked for: most articles resemble no other."""
    if article.id not in known:
        known[article.id] = _hash_shingles(_shingles(article.text))
    return known[article.id]


def _hash_shingles(words: Iterable[str]) -> frozenset[int]:
    return frozenset(zlib.crc32(word.encode()) for word in words)


def _repeats(one: frozenset[int], other: frozenset[int], ease: float = 0.0) -> bool:
    common = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    if not shorter:
        return False
    alike = common / (shorter + longer - common)
    return alike >= ALIKE - ease or (
        common / shorter >= CONTAINED - ease and shorter >= (0.4 - ease) * longer
    )


def _may_be_standing(article: Article) -> bool:
    """Summaries and short texts may be a column's or a channel's standing words, the same each day."""
    return article.text_from == "summary" or measure_text(article.text) < STANDING


def _tell_the_same(one: Article, other: Article) -> bool:
    if not _same_figures(one.text, other.text):
        return False
    if not (_may_be_standing(one) or _may_be_standing(other)):
        return True
    if _names_other(one, other) or _names_other(other, one):
        return True
    first, second = _title_units(one.title), _title_units(other.title)
    numbers = set(_NUMBER.findall(one.title)), set(_NUMBER.findall(other.title))
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return False  # today's puzzle and yesterday's
    return len(first & second) >= 0.4 * len(first | second)


def _names_other(copy: Article, original: Article) -> bool:
    """Whether a text gives the other's publisher as where it comes from."""
    return any(original.publisher in credit for credit in find_credits(copy.text))


def _title_units(title: str) -> set[str]:
    """Words, and pairs of Han characters."""
    units = [unit.lower() for unit in _WORD.findall(title)]
    pairs = {a + b for a, b in pairwise(units) if _HAN.match(a)}
    return pairs or set(units)


def _same_figures(one: str, other: str) -> bool:
    """Templates (market closes, weather) differ in their figures only: those are no copies."""
    first, second = Counter(_NUMBER.findall(one)), Counter(_NUMBER.findall(other))
    least = min(first.total(), second.total())
    return least < 3 or (first & second).total() >= 0.6 * least


def _is_confirmed(copy: Article, original: Article, shingled: dict[str, frozenset[int]]) -> bool:
    """Guards against chains: a copy must still resemble the original of its set."""
    if squeeze(copy.text) == squeeze(original.text):
        return True
    one, other = _shingles_of(copy, shingled), _shingles_of(original, shingled)
    return _repeats(one, other, ease=0.2)


def _find_original(group: Sequence[Article]) -> Article:
    credited = Counter(
        name
        for article in group
        for name in {squeeze(n) for n in find_credits(article.text)}
        if name
    )

    def rank(article: Article) -> tuple[int, int, str, str]:
        publisher = squeeze(article.publisher)
        named = sum(
            count
            for name, count in credited.items()
            if publisher and (name == publisher or (len(publisher) >= 3 and publisher in name))
        )
        return (
            0 if named and article.role != "aggregator" else 1,
            {"wire": 0, "official": 1, "company": 1, "aggregator": 3}.get(article.role, 2),
            article.published_at.isoformat(),
            article.id,
        )

    return min(group, key=rank)


def find_credits(text: str) -> list[str]:
    """Names that the first and last lines credit: “（某某社）”, “来源：…”, “… reports”."""
    edges = f"{text[:160]}\n{text[-160:]}"
    return [
        next(part for part in found.groups() if part).strip() for found in _CREDIT.finditer(edges)
    ]
