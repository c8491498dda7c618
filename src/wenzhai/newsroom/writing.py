"""The extractive highlights of an edition, worded by a model and translated where the settings name one.

Whatever a model fails to do leaves the extractive draft as it is, with one notice for the whole run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from wenzhai.errors import ServiceError
from wenzhai.model import (
    Article,
    Highlight,
    ModelUse,
    RankedStory,
    Story,
    WithheldSentence,
)
from wenzhai.newsroom.ranking import RankedPeriod
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import Steps
from wenzhai.services.chat import ChatWriter
from wenzhai.services.kept_answers import KeptWriter
from wenzhai.services.translation import LibreWriter, WriterTranslator
from wenzhai.settings import TranslatorEndpoint
from wenzhai.stages.highlight import (
    DraftContext,
    WrittenHighlight,
    is_hostile,
    neutralise,
    translate_highlight,
    write_highlight,
)

Highlights = dict[str, list[Highlight]]
Withheld = dict[str, list[WithheldSentence]]
_Rework = Callable[[Highlight, Sequence[Article], DraftContext], WrittenHighlight]


class Reworded(NamedTuple):
    """Highlights and the models' sentences that the gate withheld, by language, and each model's use."""

    highlights: Highlights
    withheld: Withheld
    models: tuple[ModelUse, ...]


class NeutralArticles(Mapping[str, Article]):
    """Articles without what speaks to machines, made neutral when one is first asked for."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._neutral: dict[str, Article] = {}

    def __getitem__(self, key: str) -> Article:
        if key not in self._neutral:
            self._neutral[key] = neutralise(self._articles[key])
        return self._neutral[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def neutralise_period(done: RankedPeriod) -> RankedPeriod:
    """The period without what speaks to machines: in its articles, and in its stories' titles."""
    articles = NeutralArticles(done.articles)
    return msgspec.structs.replace(
        done,
        articles=articles,
        ranked=tuple(
            msgspec.structs.replace(r, story=_neutralise_title(r.story, articles))
            for r in done.ranked
        ),
        stories=tuple(_neutralise_title(story, articles) for story in done.stories),
    )


def _neutralise_title(story: Story, articles: Mapping[str, Article]) -> Story:
    """A story whose title speaks to machines takes that of its first article, as far as it is clean."""
    if not is_hostile(story.title):
        return story
    return msgspec.structs.replace(story, title=articles[story.article_ids[0]].title)


def reword_highlights(
    room: Newsroom,
    highlights: Highlights,
    contexts: Mapping[str, DraftContext],
    ranked: Sequence[RankedStory],
    articles: Mapping[str, Article],
    watch: Steps,
) -> Reworded:
    """The highlights as they print, and what each model was asked for. Without a model in the settings
    they come back as they are."""
    models = room.settings.models
    of_story = {r.story.id: [articles[i] for i in r.story.article_ids] for r in ranked}
    uses: list[ModelUse] = []
    withheld: Withheld = {language: [] for language in highlights}
    if models.translator is not None:
        endpoint = find_translator(models.translator, models.writer)
        asked = LibreWriter(endpoint) if endpoint.kind == "libretranslate" else ChatWriter(endpoint)
        kept = KeptWriter(asked, room.store, endpoint)
        translator = WriterTranslator(kept, endpoint.answer_tokens)
        highlights, use = _rework(
            highlights,
            contexts,
            of_story,
            lambda h, told, context: translate_highlight(h, told, context, translator),
            kept,
            "translating",
            withheld,
            watch,
        )
        uses.append(use)
    if models.writer is not None:
        tokens, passages = models.writer.answer_tokens, models.writer.passages
        kept = writer = KeptWriter(ChatWriter(models.writer), room.store, models.writer)
        highlights, use = _rework(
            highlights,
            contexts,
            of_story,
            lambda h, told, context: write_highlight(
                h, told, context, writer, answer_tokens=tokens, most_passages=passages
            ),
            kept,
            "writing",
            withheld,
            watch,
        )
        uses.append(use)
    return Reworded(highlights, withheld, tuple(uses))


def find_translator(
    translator: TranslatorEndpoint, writer: msgspec.Struct | None
) -> TranslatorEndpoint:
    """The translator with the writer's address, model and key where it names none of its own."""
    if translator.url or writer is None:
        return translator
    shared = {name: getattr(writer, name) for name in writer.__struct_fields__}
    return TranslatorEndpoint(kind=translator.kind, **shared)


def _rework(
    highlights: Highlights,
    contexts: Mapping[str, DraftContext],
    of_story: Mapping[str, Sequence[Article]],
    rework: _Rework,
    kept: KeptWriter,
    task: str,
    withheld: Withheld,
    watch: Steps,
) -> tuple[Highlights, ModelUse]:
    """Rework each highlight that is for this task: those awaiting translation, or the others. What the
    gate keeps back is added to `withheld`."""
    name = "Translating" if task == "translating" else "Writing"
    progress = watch.begin(f"{name} with {kept.use.model or 'LibreTranslate'}")
    wanted = [
        (language, i)
        for language, rows in highlights.items()
        for i, highlight in enumerate(rows)
        if is_for(highlight, task)
    ]
    done = {language: list(rows) for language, rows in highlights.items()}
    written = printed = returned = refused = 0
    for count, (language, i) in enumerate(wanted, start=1):
        highlight = highlights[language][i]
        try:
            result = rework(highlight, of_story[highlight.story_id], contexts[language])
        except ServiceError:
            # Counted, and said once for the run: the extractive draft stands.
            progress(count, len(wanted))
            continue
        done[language][i] = result.highlight
        withheld[language] += result.withheld
        written += bool(result.printed)
        printed += result.printed
        returned += result.returned
        refused += result.refused
        progress(count, len(wanted))
    use = msgspec.structs.replace(
        kept.use, task=task, written=written, printed=printed, returned=returned, refused=refused
    )
    return done, use


def is_for(highlight: Highlight, task: str) -> bool:
    """Whether a highlight is one to translate, or one to write anew: what was translated stays so."""
    if task == "translating":
        return highlight.awaiting_translation
    return not highlight.awaiting_translation and any(
        c.language.startswith("zh") == (highlight.language == "zh")
        for c in highlight.paragraphs[0][0].citations
    )
