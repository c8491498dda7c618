"""Before: an extractive Highlight and its story's articles. After: the same story as a model words it.

The model sees numbered passages and no more; each of its sentences passes the gate against the passages
that it cites, and only those, or does not print. One that fails goes back once with the reason; where
it fails again, a sentence of the extractive draft stands in. So the worst a model can do is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from wenzhai.errors import ParseError
from wenzhai.model import (
    Article,
    Highlight,
    Passage,
    Sentence,
    SourceText,
    WithheldSentence,
)
from wenzhai.ports import Writer
from wenzhai.stages.highlight.candidates import Candidate, find_candidates, measure
from wenzhai.stages.highlight.check_words import say
from wenzhai.stages.highlight.draft import DraftContext
from wenzhai.stages.highlight.evidence import (
    Evidence,
    cite,
    find_figure_keys,
    to_source,
)
from wenzhai.stages.highlight.gate import DraftSentence, hold_sentence
from wenzhai.stages.highlight.headline import is_bait, print_title
from wenzhai.stages.highlight.selecting import Allowance, score_candidates
from wenzhai.stages.highlight.untrusted import make_plain, may_be_shown
from wenzhai.stages.highlight.write_answer import Written, read_draft, read_rewritten
from wenzhai.stages.highlight.write_assembly import Assembly
from wenzhai.stages.highlight.write_faults import say_fault
from wenzhai.stages.highlight.write_prompt import Numbered, Refused, ask_again, ask_for_draft
from wenzhai.stages.highlight.write_support import (
    find_form_fault,
    find_support_fault,
)
from wenzhai.stages.highlight.write_words import list_words

_MOST_SHOWN = 6_000  # characters of passages
_ON_STORY = 0.34  # of a sentence's words stand elsewhere in the story, too
_HEADLINE = "H"


class WrittenHighlight(msgspec.Struct, frozen=True, kw_only=True):
    """What prints, and how the model's sentences fared: `printed` (0 where the extractive draft stands
    alone), `returned` sent back once, `refused` for good; `faults` are the reasons, (text, why), and
    `withheld` the sentences that it offered in vain, for an editor to see."""

    highlight: Highlight
    printed: int = 0
    returned: int = 0
    refused: int = 0
    faults: tuple[tuple[str, str], ...] = ()
    withheld: tuple[WithheldSentence, ...] = ()


class _Fault(NamedTuple):
    """Why a sentence does not print: as the model is told, and as an editor reads it."""

    why: str
    reasons: tuple[str, ...]


def write_highlight(
    highlight: Highlight,
    articles: Sequence[Article],
    context: DraftContext,
    writer: Writer,
    *,
    answer_tokens: int = 1_200,
    most_passages: int = 24,
) -> WrittenHighlight:
    """Let `writer` word `highlight` anew from at most `most_passages`. Raises `errors.ServiceError` when it does not answer; an answer
    that cannot be read, or of which nothing may print, leaves the highlight as it is."""
    return _Rewriting(highlight, articles, context, writer, answer_tokens, most_passages).write()


class _Rewriting:
    """One highlight in the model's hands: what it may cite, and what became of its sentences."""

    def __init__(
        self,
        highlight: Highlight,
        articles: Sequence[Article],
        context: DraftContext,
        writer: Writer,
        answer_tokens: int,
        most_passages: int,
    ) -> None:
        self.highlight = highlight
        self.context = context
        self.language = context.language
        self.writer = writer
        self.answer_tokens = answer_tokens
        self.most_passages = most_passages
        self.articles = sorted(articles, key=lambda a: (a.published_at, a.id))
        self.evidence = Evidence(self.articles, context.names)
        self.candidates = find_candidates(self.articles, self.language, context.style)
        self.passages = {p.id: p for p in self._number_passages()}
        self.allowance = Allowance(context.rights_of, context.rights)
        self._in_titles = context.names.names_in("\n".join(a.title for a in self.articles))
        self.faults: list[tuple[str, str]] = []
        self.withheld: dict[str, WithheldSentence] = {}

    def write(self) -> WrittenHighlight:
        if len(self.passages) < 2:
            return WrittenHighlight(highlight=self.highlight)
        shown = list(self.passages.values())
        answer = self.writer.ask(
            ask_for_draft(shown, self.language, self.context.style, self.answer_tokens)
        )
        try:
            draft = read_draft(answer.text, self.passages.keys())
        except ParseError as error:
            return WrittenHighlight(
                highlight=self.highlight, refused=1, faults=((answer.text[:200], error.what),)
            )
        slots = {_HEADLINE: draft.headline}
        places: list[list[str]] = []
        for paragraph in draft.paragraphs[: self.context.style.paragraphs]:
            ids = [f"S{len(slots) + i}" for i in range(len(paragraph))]
            slots.update(zip(ids, paragraph, strict=True))
            places.append(ids)
        passed, refused = self._judge(slots)
        returned = len(refused)
        if refused:
            passed |= self._send_back(shown, refused)
        return self._assemble(passed, places, returned, len(slots) - len(passed))

    def _send_back(
        self, shown: Sequence[Numbered], refused: Sequence[Refused]
    ) -> dict[str, Sentence]:
        answer = self.writer.ask(ask_again(shown, refused, self.language, self.answer_tokens))
        try:
            rewritten = read_rewritten(answer.text, self.passages.keys())
        except ParseError as error:
            self.faults.append((answer.text[:200], error.what))
            return {}
        wanted = {r.id for r in refused}
        again = {key: one for key, one in rewritten.items() if key in wanted and one.text}
        return self._judge(again)[0]

    def _judge(self, slots: dict[str, Written]) -> tuple[dict[str, Sentence], list[Refused]]:
        passed: dict[str, Sentence] = {}
        refused: list[Refused] = []
        for key, written in slots.items():
            judged = self._judge_sentence(written, headline=key == _HEADLINE)
            if isinstance(judged, Sentence):
                passed[key] = judged
                self.withheld.pop(key, None)
                if judged.on_word:
                    self._withhold(key, written, (), judged.on_word)
                continue
            self.faults.append((written.text, judged.why))
            if written.text:
                self._withhold(key, written, judged.reasons)
            refused.append(Refused(id=key, text=written.text, cites=written.cites, why=judged.why))
        return passed, refused

    def _withhold(
        self, key: str, written: Written, reasons: tuple[str, ...], on_word: str = ""
    ) -> None:
        self.withheld[key] = WithheldSentence(
            language=self.language,
            story_id=self.highlight.story_id,
            text=written.text,
            reasons=reasons,
            article_id=self.passages[written.cites[0]].article.id if written.cites else "",
            publisher=self.writer.name.partition("@")[0],
            on_word=on_word,
        )

    def _judge_sentence(self, written: Written, *, headline: bool) -> Sentence | _Fault:
        """The sentence as it prints, or why it does not. On an editor's word it prints where only what it
        says is in doubt, not how it looks."""
        text, names = written.text, self.context.names
        on_word = self.context.overruled.get(text, "")
        fault = self._find_look_fault(written, headline=headline)
        cited = [self.passages[key] for key in written.cites]
        if not on_word:
            fault = fault or find_support_fault(
                text, self.language, [f"{p.text} {p.article.publisher}" for p in cited], names
            )
            if not fault and not self._is_of_story(text, written.cites):
                fault = "nothing else in the story speaks of this"
        if fault:
            return _Fault(fault, (say_fault(fault, self.language),))
        held = hold_sentence(
            DraftSentence(
                text, self.language, tuple(self._to_sources(cited)), self._list_others(cited)
            ),
            names,
            overruled=self.context.overruled,
        )
        if not held.prints:
            return _Fault(" ".join(held.reasons), held.reasons)
        text = held.sentence.text
        lead = cited[0].article
        disputes = self.evidence.find_outvoting(text, self.language, lead)
        if disputes and not on_word:
            values = ", ".join(dict.fromkeys(d.other for d in disputes))
            ground = say("outvoted", self.language, b=values)
            return _Fault("more publishers say otherwise", (ground,))
        backing = self.evidence.find_backing(text, self.language, lead) if not headline else []
        # What the gate cited besides, to bear the sentence out.
        cited += [self.passages[s.id] for s in held.sentence.cited if s.id in self.passages]
        own = [cite(p.article, passage) for p in cited for passage in p.candidate.passages]
        told = {c.passage_id for c in own}
        return Sentence(
            text=print_title(text, self.language, self.context.style) if headline else text,
            citations=(*own, *(c for c in backing if c.passage_id not in told)),
            check=held.check,
            on_word=on_word,
        )

    def _find_look_fault(self, written: Written, *, headline: bool) -> str:
        if not written.text:
            return "it is empty"
        if not written.cites:
            return "it cites no passage that there is"
        return find_form_fault(
            written.text, self.language, self.context.names, headline=headline
        ) or (
            self._find_headline_fault(written.text)
            if headline
            else self._find_length_fault(written.text)
        )

    def _list_others(self, cited: Sequence[Numbered]) -> tuple[SourceText, ...]:
        """The other passages that the model was shown, under their numbers: they may bear a sentence out
        that cites too little."""
        used = {p.id for p in cited}
        return tuple(
            msgspec.structs.replace(to_source(p.article, p.candidate.passages), id=key)
            for key, p in self.passages.items()
            if key not in used
        )

    def _is_of_story(self, text: str, cites: Sequence[str]) -> bool:
        """Whether a sentence names what the titles name, or shares words with what it does not cite: what
        one passage alone says of something else is put there, or beside the point."""
        if self._in_titles & self.context.names.names_in(text):
            return True
        cited = {self.passages[key].candidate.passage.id for key in cites}
        telling = {self.passages[key].article.id for key in cites}
        elsewhere = {
            word
            for article in self.articles
            if article.id not in telling
            for word in list_words(article.title, self.language)
        }
        for candidate in self.candidates:
            if candidate.passage.id not in cited:
                elsewhere.update(list_words(candidate.text, self.language))
        words = set(list_words(text, self.language))
        return len(words & elsewhere) >= _ON_STORY * len(words)

    def _find_headline_fault(self, text: str) -> str:
        style, english = self.context.style, self.language == "en"
        least, most = style.headline_words if english else style.headline_chars
        unit = "words" if english else "characters"
        if not least <= measure(text, self.language) <= most:
            return f"a headline has {least} to {most} {unit}"
        if text.endswith((".", "。")):
            return "a headline has no full stop"
        return "it is bait, or no headline" if is_bait(text) else ""

    def _find_length_fault(self, text: str) -> str:
        style, english = self.context.style, self.language == "en"
        most = (style.paragraph_words if english else style.paragraph_chars)[1]
        size = measure(text, self.language)
        return f"it is longer than a paragraph of {most}" if size > most else ""

    def _to_sources(self, cited: Sequence[Numbered]) -> list[SourceText]:
        by_article: dict[str, tuple[Article, list[Passage]]] = {}
        for numbered in cited:
            row = by_article.setdefault(numbered.article.id, (numbered.article, []))
            row[1].extend(numbered.candidate.passages)
        return [to_source(article, passages) for article, passages in by_article.values()]

    def _assemble(
        self,
        passed: dict[str, Sentence],
        places: Sequence[Sequence[str]],
        returned: int,
        refused: int,
    ) -> WrittenHighlight:
        headline = passed.pop(_HEADLINE, None)
        paragraphs, own = Assembly(
            self.candidates, self.allowance, self.context.style, self.language
        ).fill(passed, places, [s for p in self.highlight.paragraphs for s in p])
        result = WrittenHighlight(
            highlight=self.highlight,
            returned=returned,
            refused=refused,
            faults=tuple(self.faults),
            withheld=tuple(self.withheld.values()),
        )
        if not own:
            return result
        written = msgspec.structs.replace(
            self.highlight,
            headline=headline or self.highlight.headline,
            paragraphs=paragraphs,
            notes=(*self.highlight.notes, say_worded(self.writer.name, self.language)),
        )
        return msgspec.structs.replace(
            result, highlight=written, printed=own + (headline is not None)
        )

    def _number_passages(self) -> list[Numbered]:
        """What the model is shown: the best sentences that may stand and that their sources allow to be
        worded anew, in the order of the articles."""
        scored = score_candidates(
            [c for c in self.candidates if self._may_show(c)],
            self.context.names.names_in,
            lambda c: find_figure_keys(c.text, c.article),
            self.evidence.told_by,
        )
        chosen: list[Candidate] = []
        shown = 0
        for one in scored[: self.most_passages]:
            shown += len(one.candidate.text)
            if chosen and shown > _MOST_SHOWN:
                break
            chosen.append(one.candidate)
        order = {a.id: i for i, a in enumerate(self.articles)}
        chosen.sort(key=lambda c: (order[c.article.id], c.position))
        return [
            Numbered(id=f"P{i}", candidate=msgspec.structs.replace(c, text=make_plain(c.text)))
            for i, c in enumerate(chosen, start=1)
        ]

    def _may_show(self, candidate: Candidate) -> bool:
        rights = self.context.rights_of.get(candidate.article.source_id, self.context.rights)
        return (
            rights.derivatives
            and may_be_shown(candidate.text, self.language)
            and all(may_be_shown(p.text, self.language) for p in candidate.passages)
        )


def say_worded(model: str, language: str) -> str:
    """The note under a highlight that a model worded."""
    name = model.partition("@")[0]
    if language == "zh":
        return f"文字由模型 {name} 依所引段落写成，逐句核对过。"
    return f"Worded by the model {name} from the passages cited; each sentence was checked."
