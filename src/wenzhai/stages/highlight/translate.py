"""Before: a brief of a story told only in the other language. After: its sentences, translated and checked.

Figures and names never pass through a translator: they are taken out as marks (⟦F1⟧, ⟦N1⟧), written in
the other language by our own code and the glossary, and put back; a sentence that lost a mark, or has
one twice, is dropped. Words in quotation marks stand in the original beside their translation. Every
sentence is held against its passage in the original language by the same gate, and by the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from wenzhai.language.figures import parse_figures
from wenzhai.language.glosses import gloss_words, to_pinyin
from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import HAN, chinese_words, english_words, normalise
from wenzhai.model import (
    Article,
    Highlight,
    Passage,
    Sentence,
    SourceText,
    WithheldSentence,
)
from wenzhai.ports import Translator
from wenzhai.stages.highlight.candidates import Candidate, find_candidates, find_words
from wenzhai.stages.highlight.draft import DraftContext
from wenzhai.stages.highlight.evidence import Evidence, cite, find_figure_keys, to_source
from wenzhai.stages.highlight.gate import DraftSentence, Held, hold_sentence
from wenzhai.stages.highlight.headline import choose_headline, is_bait, print_title
from wenzhai.stages.highlight.selecting import (
    Allowance,
    Lengths,
    choose_sentences,
    score_candidates,
)
from wenzhai.stages.highlight.translate_marks import (
    MARK,
    Masked,
    has_all_marks,
    mask_text,
    put_back,
    read_marks,
)
from wenzhai.stages.highlight.untrusted import may_be_shown
from wenzhai.stages.highlight.write_support import find_form_fault
from wenzhai.stages.highlight.write_text import WrittenHighlight
from wenzhai.stages.highlight.write_words import list_words

_LEAST_KNOWN = 0.25  # of a translation's words that the dictionary finds in the original
_RATIO = {
    "en": (0.18, 1.6),
    "zh": (0.7, 6.0),
}  # words of English for a character of Chinese; reversed
_DENIES_EN = re.compile(
    r"(?i)\b(?:not|no|never|neither|nor|none|without|cannot|fail\w*|den(?:y|ies|ied)|refus\w+|reject\w*|unable|un\w{4,}|yet to|ban\w*|prohibit\w*|forbid\w*)\b|n['’]t\b"
)
_DENIES_ZH = re.compile(
    "没有|不会|不能|不得|不是|不再|不予|并未|未能|尚未|从未|未经|并非|并不|否认|拒绝|无法|无需|禁止|不"
)
_SURE_DENIES_ZH = re.compile(
    "没有|不会|不能|不是|不再|并未|未能|尚未|从未|并非|并不|否认|拒绝|无法"
)


def find_translation_fault(
    masked: Masked, text: str, target: str, names: NameFinder, *, speech: bool = False
) -> str:
    """What is wrong with a translation (with its marks still in it), in English words; "" if nothing.
    In `speech`, the words of a quotation, somebody may say “we”."""
    if not text:
        return "there is no translation"
    if not has_all_marks(text, masked):
        return "a figure, a name or a quotation was lost or doubled"
    filler = "It" if target == "en" else "其"
    bare = MARK.sub(filler, text)
    fault = find_form_fault(bare, target, names, headline=True, speech=speech)
    if fault:
        return fault
    if any(not f.weak for f in parse_figures(MARK.sub(" ", text), target)):
        return "it has a figure that was not marked"
    original, own = MARK.sub(" ", masked.text), MARK.sub(" ", text)
    if any(m.name.kind not in ("term", "place") for m in names.find(own)):
        return "it has a name that was not marked"
    chinese, english = (original, own) if target == "en" else (own, original)
    sizes = (len(english.split()) + 1, len(HAN.findall(chinese)) + 1)
    ratio = sizes[0] / sizes[1] if target == "en" else sizes[1] / sizes[0]
    least, most = _RATIO[target]
    if not least <= ratio <= most:
        return "it is much longer or shorter than the original"
    if measure_known(chinese, english, target) < _LEAST_KNOWN:
        return "its words are not those of the original"
    denied = len(_DENIES_EN.findall(english))
    least, most = len(_SURE_DENIES_ZH.findall(chinese)), len(_DENIES_ZH.findall(chinese))
    return "" if least <= denied <= most else "it does not deny as often as the original"


def measure_known(chinese: str, english: str, target: str) -> float:
    """The share of the translation's words that the dictionary finds in the original; 1 where there are
    none to find."""
    words = [w for w in chinese_words(normalise(chinese)) if HAN.search(w)]
    stems = set(english_words(normalise(english)))
    if target == "en":
        known: set[str] = set()
        for word in words:
            known |= gloss_words(word) | {to_pinyin(word)}
        mine = list_words(english, "en")
        return sum(w in known for w in mine) / len(mine) if mine else 1.0
    mine = [w for w in words if gloss_words(w)]
    found = sum(bool(gloss_words(w) & stems) or to_pinyin(w) in stems for w in mine)
    return found / len(mine) if mine else 1.0


def translate_highlight(
    brief: Highlight,
    articles: Sequence[Article],
    context: DraftContext,
    translator: Translator,
) -> WrittenHighlight:
    """Let `translator` tell the story of `brief` in `context.language`. Raises `errors.ServiceError` when
    it does not answer; where no sentence passes, the brief stays as it is."""
    return _Translating(brief, articles, context, translator).translate()


class _Translating:
    def __init__(
        self,
        brief: Highlight,
        articles: Sequence[Article],
        context: DraftContext,
        translator: Translator,
    ) -> None:
        self.brief = brief
        self.context = context
        self.target = context.language
        self.source = "zh" if self.target == "en" else "en"
        self.translator = translator
        self.articles = [
            a
            for a in sorted(articles, key=lambda a: (a.published_at, a.id))
            if a.is_chinese == (self.source == "zh")
            and context.rights_of.get(a.source_id, context.rights).derivatives
        ]
        self.evidence = Evidence(self.articles, context.names)
        self.told: set[str] = set()
        self.faults: list[tuple[str, str]] = []
        self.withheld: list[WithheldSentence] = []

    def translate(self) -> WrittenHighlight:
        headline, paragraphs = self._choose()
        chosen = [c for paragraph in paragraphs for c in paragraph]
        if not chosen:
            return WrittenHighlight(highlight=self.brief)
        title = [headline[1]] if headline else []
        translated = self._ask([*title, *(c.text for c in chosen)])
        printed_title = self._finish_title(headline[0], translated.pop(0)) if headline else None
        own = iter(translated)
        made = [
            tuple(s for c in paragraph if (s := self._finish(c.article, c.passages, next(own))))
            for paragraph in paragraphs
        ]
        kept = tuple(paragraph for paragraph in made if paragraph)
        size = sum(map(len, kept))
        result = WrittenHighlight(
            highlight=self.brief,
            refused=len(chosen) - size + (headline is not None and printed_title is None),
            faults=tuple(self.faults),
            withheld=tuple(self.withheld),
        )
        if not kept:
            return result
        highlight = msgspec.structs.replace(
            self.brief,
            headline=printed_title or self.brief.headline,
            paragraphs=kept,
            awaiting_translation=False,
            notes=(*self.brief.notes, say_translated(self.translator.name, self.target)),
        )
        return msgspec.structs.replace(
            result, highlight=highlight, printed=size + (printed_title is not None)
        )

    def _choose(
        self,
    ) -> tuple[tuple[Article, str] | None, tuple[tuple[Candidate, ...], ...]]:
        """The title and the sentences that an extractive draft in the source language would print."""
        style, names = self.context.style, self.context.names
        headline = choose_headline(
            self.articles, self.source, style, names.names_in, self._title_may_print
        )
        candidates = [
            c
            for c in find_candidates(self.articles, self.source, style)
            if may_be_shown(c.text, self.source)
            and all(may_be_shown(p.text, self.source) for p in c.passages)
        ]
        least, most = style.paragraph_words if self.source == "en" else style.paragraph_chars
        paragraphs = choose_sentences(
            score_candidates(
                candidates,
                names.names_in,
                lambda c: find_figure_keys(c.text, c.article),
                self.evidence.told_by,
            ),
            Lengths(least=least, most=most, paragraphs=style.paragraphs),
            self.source,
            Allowance(self.context.rights_of, self.context.rights),
            lambda c: not self.evidence.find_outvoting(c.text, self.source, c.article),
            find_words(headline[1], self.source) if headline else (),
        )
        return headline, paragraphs

    def _title_may_print(self, article: Article, title: str) -> bool:
        if not article.passages or not may_be_shown(title, self.source):
            return False
        draft = DraftSentence(title, self.source, (self.evidence.title_source(article),))
        return hold_sentence(draft, self.context.names).prints

    def _hold(self, text: str, article: Article, source: SourceText) -> Held:
        """Bring a translated sentence through the gate; what stays outside is listed for an editor."""
        held = hold_sentence(
            DraftSentence(text, self.target, (source,)),
            self.context.names,
            overruled=self.context.overruled,
        )
        if not held.prints:
            self.faults.append((text, " ".join(held.reasons)))
        if held.reasons:
            self.withheld.append(
                WithheldSentence(
                    language=self.target,
                    story_id=self.brief.story_id,
                    text=text,
                    reasons=held.reasons,
                    article_id=article.id,
                    publisher=self.translator.name.partition("@")[0],
                    on_word=held.on_word,
                )
            )
        return held

    def _ask(self, texts: Sequence[str]) -> list[_Translated | None]:
        """Each text translated, with its marks; None where that did not come out whole."""
        names = self.context.names
        masked = [mask_text(text, self.source, self.target, names) for text in texts]
        quotes = [
            (i, mark, inner)
            for i, one in enumerate(masked)
            for mark, words in (one.quotes if one else {}).items()
            if (inner := mask_text(words, self.source, self.target, names, quotes=False))
        ]
        asked = [one.text for one in masked if one] + [inner.text for _, _, inner in quotes]
        answers = self.translator.translate(asked, self.source, self.target)
        if len(answers) != len(asked):
            answers = ("",) * len(asked)
        own = iter(read_marks(text) for text in answers)
        found: list[_Translated | None] = []
        for text, one in zip(texts, masked, strict=True):
            translated = next(own) if one else ""
            fault = (
                find_translation_fault(one, translated, self.target, names)
                if one
                else "a figure in it cannot be written in the other language"
            )
            if fault:
                self.faults.append((translated or text, fault))
            found.append(_Translated(one, translated, {}) if one and not fault else None)
        for (i, mark, inner), text in zip(quotes, own, strict=True):
            whole = found[i]
            if whole and not find_translation_fault(inner, text, self.target, names, speech=True):
                known = {n.id for n in inner.names.values()}
                whole.quoted[mark] = put_back(text, inner, {}, self.target, names, known)
        return found

    def _put_back(self, one: _Translated, told: set[str]) -> str:
        return put_back(one.text, one.masked, one.quoted, self.target, self.context.names, told)

    def _finish(
        self, article: Article, passages: Sequence[Passage], translated: _Translated | None
    ) -> Sentence | None:
        """The sentence if the gate lets it through against the original passages."""
        if translated is None:
            return None
        told = set(self.told)
        text = self._put_back(translated, told)
        source = to_source(article, passages)
        held = self._hold(text, article, source)
        if not held.prints:
            return None
        self.told = told
        return Sentence(
            text=held.sentence.text,
            citations=tuple(cite(article, p) for p in passages[:3]),
            check=held.check,
            on_word=held.on_word,
        )

    def _finish_title(self, article: Article, translated: _Translated | None) -> Sentence | None:
        """The headline: held against the whole article, as a source's own title is. A title has no room
        for names in both languages."""
        if translated is None:
            return None
        known = {n.id for n in translated.masked.names.values()}
        title = self._put_back(translated, known).rstrip(" .。")
        if not title or is_bait(title):
            return None
        held = self._hold(title, article, self.evidence.title_source(article))
        if not held.prints:
            return None
        return Sentence(
            text=print_title(held.sentence.text, self.target, self.context.style),
            citations=tuple(cite(article, p) for p in article.passages[:2]),
            check=held.check,
            on_word=held.on_word,
        )


class _Translated(NamedTuple):
    """A translation that kept its marks; `quoted` are those of its quotations."""

    masked: Masked
    text: str
    quoted: dict[str, str]


def say_translated(translator: str, language: str) -> str:
    """The note under a highlight that a machine translated."""
    name = translator.partition("@")[0]
    if language == "zh":
        return f"由 {name} 从英文译出；数字和名称由程序与词表换写，并与原文核对。"
    return (
        f"Translated from Chinese by {name}; figures and names were converted by rule and glossary "
        "and checked against the original."
    )
