"""Before: a CheckedText. After: one HTML page that shows it: every claim marked by its verdict, and behind
each sentence the passages that bear it out or speak against it.

The page stands alone as an edition's does: its style and script are inside, allowed by their hashes, and
it asks nobody for anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.model import CheckedPart, CheckedSentence, CheckedSource, CheckedText
from wenzhai.stages.publish.evidence import cut_runs
from wenzhai.stages.publish.page import Run
from wenzhai.stages.publish.safe import safe_url
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.web import dress_page
from wenzhai.stages.publish.words import badge_language, name_verdict, tag_language, words_for

_ORDER = ("contradicted", "unsupported", "supported", "not checkable")
_WORDS = {
    "en": {
        "report": "Checked against its sources",
        "untitled": "A text and its sources",
        "all_hold": "Every sentence holds",
        "some_fail": "{failing} of {sentences} sentences do not hold",
        "one_fails": "1 of {sentences} sentences does not hold",
        "fails": "What does not hold",
        "text": "The text",
        "hint": "Select a marked sentence to see what its sources say.",
        "held": "Held against",
        "unread": "Could not be read",
        "sentence": "Sentence {n}",
        "on_word": "Printed on the editor’s word: {why}",
        "by": "Made by Wenzhai. Verdicts are found by rule, never by a model.",
        "skip": "Skip to the text",
    },
    "zh": {
        "report": "对照来源核查",
        "untitled": "文稿与来源",
        "all_hold": "每一句都有来源支持",
        "some_fail": "{sentences}句中有{failing}句未获来源支持",
        "one_fails": "{sentences}句中有1句未获来源支持",
        "fails": "未获支持的句子",
        "text": "全文",
        "hint": "点选带标记的句子，即可查看来源原文。",
        "held": "核对所用来源",
        "unread": "未能读取",
        "sentence": "第{n}句",
        "on_word": "由编辑决定刊登：{why}",
        "by": "由文摘制作。结论依规则得出，并非由模型判断。",
        "skip": "跳到正文",
    },
}


class MarkedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a sentence; `mark` is its verdict as a CSS class, or empty."""

    text: str
    mark: str = ""
    verdict: str = ""


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its verdict; `mark` is it as a CSS class."""

    text: str
    mark: str
    verdict: str
    why: str


class PassageGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The claims that one passage decides, and the passage with what decides them marked; without `runs`
    there is none."""

    parts: tuple[PartView, ...]
    runs: tuple[Run, ...] = ()
    lang: str = ""
    badge: str = ""
    title: str = ""
    url: str = ""


class SentenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its anchors; one without claims and notes opens nothing."""

    number: int
    lang: str
    mark: str
    runs: tuple[MarkedRun, ...]
    groups: tuple[PassageGroup, ...]
    failed: tuple[PartView, ...]
    notes: tuple[str, ...]
    fails: bool
    on_word: str


def render_check_report(checked: CheckedText) -> str:
    """The page's HTML, in the language of the explanations (`en`, `zh`)."""
    language = "zh" if checked.language.startswith("zh") else "en"
    words = {**words_for(language), **_WORDS[language]}
    by_id = {source.id: source for source in checked.sources}
    paragraphs = [
        [_view_sentence(s, by_id, language, words) for s in paragraph]
        for paragraph in checked.paragraphs
    ]
    failing = checked.failing
    key = "all_hold" if not failing else "one_fails" if failing == 1 else "some_fail"
    return fill_template(
        "check.html.j2",
        None,
        language=language,
        lang="zh-Hans" if language == "zh" else "en",
        words=words,
        title=checked.title or words["untitled"],
        summary=words[key].format(failing=failing, sentences=len(checked.sentences)),
        counts=_view_counts(checked, language),
        paragraphs=paragraphs,
        failing=[s for paragraph in paragraphs for s in paragraph if s.fails],
        sources=[
            (source.title, safe_url(source.url), source.id, badge_language(source.language))
            for source in checked.sources
        ],
        unread=sorted(checked.unread.items()),
        **dress_page(None, "check.css"),
    )


def _view_counts(checked: CheckedText, language: str) -> list[tuple[str, str, int]]:
    return [
        (verdict.replace(" ", "-"), name_verdict(verdict, language), checked.counts[verdict])
        for verdict in _ORDER
        if checked.counts.get(verdict)
    ]


def _view_sentence(
    sentence: CheckedSentence,
    sources: Mapping[str, CheckedSource],
    language: str,
    words: dict[str, str],
) -> SentenceView:
    return SentenceView(
        number=sentence.number,
        lang=tag_language(sentence.language),
        mark=sentence.verdict.replace(" ", "-"),
        runs=_mark_runs(sentence.text, sentence.parts, language),
        groups=_group_parts(sentence.parts, sources, language),
        failed=tuple(
            _view_part(part, language)
            for part in sentence.parts
            if part.verdict in ("contradicted", "unsupported")
        ),
        notes=sentence.notes,
        fails=sentence.fails,
        on_word=words["on_word"].format(why=sentence.on_word) if sentence.on_word else "",
    )


def _mark_runs(text: str, parts: Sequence[CheckedPart], language: str) -> tuple[MarkedRun, ...]:
    """The sentence cut at its claims; of two that overlap the worse is marked."""
    worst_first = sorted(parts, key=lambda p: (_ORDER.index(p.verdict), p.span))
    taken: dict[tuple[int, int], str] = {}
    for part in worst_first:
        a, b = part.span
        if all(b <= c or d <= a for c, d in taken):
            taken[part.span] = part.verdict
    runs: list[MarkedRun] = []
    at = 0
    for (a, b), verdict in sorted(taken.items()):
        if a > at:
            runs.append(MarkedRun(text=text[at:a]))
        runs.append(
            MarkedRun(
                text=text[a:b],
                mark=verdict.replace(" ", "-"),
                verdict=name_verdict(verdict, language),
            )
        )
        at = b
    if at < len(text) or not runs:
        runs.append(MarkedRun(text=text[at:]))
    return tuple(runs)


def _view_part(part: CheckedPart, language: str) -> PartView:
    return PartView(
        text=part.text,
        mark=part.verdict.replace(" ", "-"),
        verdict=name_verdict(part.verdict, language),
        why=part.why,
    )


def _group_parts(
    parts: Sequence[CheckedPart], sources: Mapping[str, CheckedSource], language: str
) -> tuple[PassageGroup, ...]:
    """Each passage once, the worst claims first."""
    ordered = sorted(parts, key=lambda part: (_ORDER.index(part.verdict), part.span))
    by_passage: dict[tuple[str, str], list[CheckedPart]] = {}
    for part in ordered:
        key = (part.excerpt.source, part.excerpt.text) if part.excerpt else ("", "")
        by_passage.setdefault(key, []).append(part)
    groups = []
    for (source_id, text), held in by_passage.items():
        views = tuple(_view_part(part, language) for part in held)
        excerpt = held[0].excerpt
        if excerpt is None:
            groups.append(PassageGroup(parts=views))
            continue
        source = sources.get(source_id)
        groups.append(
            PassageGroup(
                parts=views,
                runs=cut_runs(text, [part.excerpt.span for part in held if part.excerpt]),
                lang=tag_language(excerpt.language),
                badge=badge_language(excerpt.language),
                title=source.title if source else source_id,
                url=safe_url(source.url) if source else "",
            )
        )
    return tuple(groups)
