"""Before: an Edition. After: a PageView: what a page shows, in order, with every anchor, date and link
worked out, so that templates only place it and all formats say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import msgspec

from wenzhai.language.event_kinds import EVENT_KINDS
from wenzhai.language.figures import parse_figures
from wenzhai.language.measures import name_measure
from wenzhai.language.render_figures import render_figure
from wenzhai.model import (
    Check,
    Citation,
    Disagreement,
    Edition,
    Highlight,
    Sentence,
    SourceRef,
)
from wenzhai.stages.publish.chart_text import name_period
from wenzhai.stages.publish.charts import view_charts
from wenzhai.stages.publish.colophon import count_in_words
from wenzhai.stages.publish.dates import local_day, write_date, write_when
from wenzhai.stages.publish.evidence import cut_runs, find_evidence, says_the_same
from wenzhai.stages.publish.formats import LocalPicture, PublishContext
from wenzhai.stages.publish.page import (
    CheckView,
    Cited,
    ComingUpView,
    DisagreementView,
    FollowUpView,
    HighlightView,
    NumberView,
    PageView,
    PassageView,
    PictureView,
    Run,
    Side,
    SourceView,
)
from wenzhai.stages.publish.pictures import PictureSize, measure_picture
from wenzhai.stages.publish.record_view import view_corrections, word_signature
from wenzhai.stages.publish.rights_words import ELLIPSIS
from wenzhai.stages.publish.safe import safe_url, site_of
from wenzhai.stages.publish.story_links import link_follow_up, link_stories
from wenzhai.stages.publish.words import (
    badge_language,
    name_kind,
    name_verdict,
    tag_language,
    words_for,
)

# How many of the reasons for its rank stand beside a highlight; its own page has them all.
_REASONS = 4
_LABELLED_CREDIT = re.compile(
    r"(?:\b(?:illustration|chart|photo|photograph|picture|image|graphic|source|credit)s?|图片?|图表|制图|摄影|来源)"
    r"(?: by)? ?[:：]",
    re.IGNORECASE,
)


class _Wanted:
    """An edition with its context, the same as another only where both are the very same objects: they are
    frozen, and comparing them would take as long as the view."""

    def __init__(self, edition: Edition, context: PublishContext) -> None:
        self.edition, self.context = edition, context

    def __hash__(self) -> int:
        return hash((id(self.edition), id(self.context)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Wanted)
            and self.edition is other.edition
            and self.context is other.context
        )


def view_edition(edition: Edition, context: PublishContext) -> PageView:
    """Everything that a page shows of an edition; the last ones are remembered, since each format asks.
    Raises `SettingsError` for an unknown time zone."""
    return _view(_Wanted(edition, context))


@lru_cache(maxsize=2)
def _view(wanted: _Wanted) -> PageView:
    edition, context = wanted.edition, wanted.context
    language = "zh" if edition.language.startswith("zh") else "en"
    made = ViewMaker(language, context)
    stories = link_stories(edition, language)
    highlights = tuple(
        msgspec.structs.replace(made.highlight(i, h), story=stories.get(h.story_id))
        for i, h in enumerate(edition.highlights, 1)
    )
    anchors = {h.story_id: f"h{i}" for i, h in enumerate(edition.highlights, 1)}
    return PageView(
        edition=edition,
        lang=tag_language(edition.language) or language,
        language=language,
        number=words_for(language)["number"].format(number=edition.number),
        dates=edition.subtitle,
        starts_iso=edition.starts_on.isoformat(),
        ends_iso=edition.ends_on.isoformat(),
        greeting=split_paragraphs(edition.greeting),
        highlights=highlights,
        numbers_title=words_for(language)[
            "numbers_daily" if edition.starts_on == edition.ends_on else "numbers"
        ],
        numbers=tuple(
            NumberView(
                value=number.value,
                cited=made.sentence(f"n{i}", 1, number.sentence),
                highlight=anchors.get(number.story_id, ""),
                earlier=made.words_of(f"n{i}e", number.earlier.words, (number.earlier.citation,))
                if number.earlier
                else None,
            )
            for i, number in enumerate(edition.numbers, 1)
        ),
        follow_ups=tuple(
            FollowUpView(
                cited=made.words_of(f"f{i}", follow.words, (follow.earlier, follow.now)),
                now=made.passage(follow.now),
                earlier=made.passage(follow.earlier),
                story=link_follow_up(follow, edition, language),
            )
            for i, follow in enumerate(edition.follow_ups, 1)
        ),
        coming_up=tuple(
            ComingUpView(
                when=write_when(event.when, language),
                iso=event.when,
                kind=words_for(language)[f"event_{event.kind}"]
                if event.kind in EVENT_KINDS
                else "",
                cited=made.words_of(f"c{i}", event.words, (event.citation,)),
            )
            for i, event in enumerate(edition.coming_up, 1)
        ),
        briefs=tuple(
            made.sentence(f"b{i}", 1, brief.sentence) for i, brief in enumerate(edition.briefs, 1)
        ),
        made=count_in_words(edition, language),
        siblings=context.siblings,
        signature=word_signature(edition, language, context.timezone),
        corrections=view_corrections(edition, language, context.timezone),
        left_out=edition.left_out,
    )


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs are parted by a blank line."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


class ViewMaker:
    """The views of one page: they share its language and its context."""

    def __init__(self, language: str, context: PublishContext) -> None:
        self.language = language
        self.lang = tag_language(language)
        self.context = context
        self.words = words_for(language)

    def day(self, source: Citation | SourceRef) -> date:
        return local_day(source.published_at, self.context.timezone)

    def foreign(self, language: str) -> str:
        """The tag of a language where it is not the page's."""
        tag = tag_language(language)
        return "" if tag == self.lang else tag

    def passage(self, citation: Citation, evidence: Sequence[tuple[int, int]] = ()) -> PassageView:
        """The passage, with what bears out the sentence's figures marked in it."""
        url = safe_url(citation.url)
        day = self.day(citation)
        withheld = citation.text.strip() == ELLIPSIS
        said = (Run(self.words["passage_withheld"]),) if withheld else None
        return PassageView(
            runs=said or cut_runs(citation.text, evidence),
            lang=tag_language(citation.language),
            foreign=self.foreign(citation.language),
            withheld=withheld,
            badge=badge_language(citation.language),
            publisher=", ".join(filter(None, (citation.publisher, citation.location))),
            title=citation.title,
            url=url,
            address="" if url else citation.url,
            site=site_of(url),
            day=write_date(day, self.language),
            iso=day.isoformat(),
        )

    def checks(self, check: Check) -> tuple[CheckView, ...]:
        # “The source says the same: "57 percent"” beside a ticked “57 percent” says nothing more, nor
        # “The source names Tencent” beside a ticked “Tencent”.
        figures = [
            (
                f.figure.text,
                f.verdict,
                "" if f.verdict == "supported" and says_the_same(f.why, f.figure.text) else f.why,
            )
            for f in check.figures
        ]
        claims = [
            (c.text, c.verdict, "" if c.verdict == "supported" and c.text in c.why else c.why)
            for c in check.claims
        ]
        return tuple(
            CheckView(
                text=text,
                verdict=name_verdict(verdict, self.language),
                mark=verdict.replace(" ", "-"),
                why=why,
            )
            for text, verdict, why in figures + claims
        )

    def sentence(self, place: str, number: int, sentence: Sentence) -> Cited:
        figures = sentence.check.figures
        evidence = find_evidence(sentence.citations, figures)
        return Cited(
            id=f"s-{place}-{number}",
            note_id=f"p-{place}-{number}",
            number=number,
            runs=cut_runs(sentence.text, (check.figure.span for check in figures)),
            passages=tuple(
                self.passage(citation, spans)
                for citation, spans in zip(sentence.citations, evidence, strict=True)
            ),
            checks=self.checks(sentence.check),
            on_word=self.words["on_word"].format(why=sentence.on_word) if sentence.on_word else "",
        )

    def words_of(self, place: str, text: str, citations: Sequence[Citation]) -> Cited:
        """Words that are cited without having been through the gate as a sentence."""
        check = Check(verdict="not checkable")
        return self.sentence(place, 1, Sentence(text=text, citations=tuple(citations), check=check))

    def highlight(self, number: int, highlight: Highlight) -> HighlightView:
        place = f"h{number}"
        label, seal = name_kind(highlight.kind, self.language)
        paragraphs: list[tuple[Cited, ...]] = []
        count = 0
        for paragraph in highlight.paragraphs:
            paragraphs.append(
                tuple(self.sentence(place, count + i, s) for i, s in enumerate(paragraph, 1))
            )
            count += len(paragraph)
        return HighlightView(
            id=place,
            number=number,
            kind=label,
            seal=seal,
            headline=self.sentence(place, 0, highlight.headline),
            title=highlight.headline.text,
            paragraphs=tuple(paragraphs),
            sources=tuple(self.source(source) for source in highlight.sources),
            picture=self.picture(highlight),
            awaiting=highlight.awaiting_translation,
            disagreements=tuple(
                self.disagreement(f"{place}d{i}", d, highlight.disagreements)
                for i, d in enumerate(highlight.disagreements, 1)
            ),
            notes=highlight.notes,
            reasons=highlight.reasons[:_REASONS],
            topics=self.context.topics.get(highlight.story_id, ()),
            charts=view_charts(self, place, highlight.charts),
        )

    def source(self, source: SourceRef) -> SourceView:
        url = safe_url(source.url)
        day = self.day(source)
        return SourceView(
            publisher=source.publisher,
            title=source.title,
            lang=tag_language(source.language),
            foreign=self.foreign(source.language),
            badge=badge_language(source.language),
            url=url,
            address="" if url else source.url,
            day=write_date(day, self.language),
            iso=day.isoformat(),
            role=self.words[source.role] if source.role in {"official", "company", "wire"} else "",
            copy_of=self.words["copy"].format(publisher=source.copy_of) if source.copy_of else "",
            attribution=source.attribution,
        )

    def topic(self, disagreement: Disagreement, among: Sequence[Disagreement]) -> str:
        """`Temu, downloads, Q1 2023`, with the value that is said most where two are about the same
        (`57 percent`)."""
        measure = name_measure(disagreement.about, self.language)
        if not measure:
            return disagreement.measure
        name = self.context.names.get(disagreement.subject, "")
        same = [
            d for d in among if (d.subject, d.about) == (disagreement.subject, disagreement.about)
        ]
        value = _say_value(disagreement, self.language) if len(same) > 1 else ""
        which = self.words["aspect"].format(aspect=value) if value else ""
        when = name_period(disagreement.date, self.language)
        return self.words["list_comma"].join(filter(None, (name, measure, when))) + which

    def disagreement(
        self, place: str, disagreement: Disagreement, among: Sequence[Disagreement] = ()
    ) -> DisagreementView:
        topic = self.topic(disagreement, among)
        return DisagreementView(
            measure=self.words["disagree_later" if disagreement.later else "disagree"].format(
                measure=topic
            ),
            topic=topic
            if not disagreement.later
            else self.words["disagree_later"].format(measure=topic),
            sides=tuple(
                Side(
                    cited=self.words_of(f"{place}-{i}", value, (citation,)),
                    publisher=citation.publisher,
                    day=write_date(self.day(citation), self.language),
                )
                for i, (value, citation) in enumerate(disagreement.sides, 1)
            ),
        )

    def picture(self, highlight: Highlight) -> PictureView | None:
        """The picture where its bytes are at hand, a link to it where it has a credit, else None."""
        picture = highlight.picture
        if picture is None:
            return None
        local = None if picture.link_only else self.context.pictures.get(picture.url)
        size = measure_picture(local.data) if local else None
        url = safe_url(picture.url)
        if size is None and not (url and picture.credit):
            return None
        caption, credit = part_credit(picture.caption, picture.credit)
        return PictureView(
            file=picture_file(local, size) if local and size else "",
            width=size.width if size else 0,
            height=size.height if size else 0,
            alt=(local.alt if local else "") or picture.caption,
            caption=caption,
            credit=credit,
            url=url,
        )


def part_credit(caption: str, credit: str) -> tuple[str, str]:
    """(what a picture shows, whose it is), each once: many captions end with the line of the credit,
    often with more in it than the credit alone (`Chart: Policy Lantern, CC BY 4.0`)."""
    if not credit or credit not in caption:
        return caption, credit
    labels = [m.start() for m in _LABELLED_CREDIT.finditer(caption)]
    at = max((i for i in labels if credit in caption[i:]), default=caption.rindex(credit))
    shown, line = caption[:at].rstrip(" ·|(（-—"), caption[at:].rstrip(" )）")
    # A credit in the middle of a sentence is part of it.
    return (shown, line) if labels or line == credit else (caption, "")


def picture_file(picture: LocalPicture, size: PictureSize) -> str:
    """Where a picture's bytes go, relative to the page: its name reduced to plain letters, with the
    ending that its bytes call for."""
    stem = picture.name.rpartition(".")[0] or picture.name
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)
    return f"pictures/{plain[:100] or 'picture'}{size.suffix}"


def picture_files(edition: Edition, context: PublishContext) -> dict[str, bytes]:
    """File -> bytes of the pictures that the highlights show."""
    found: dict[str, bytes] = {}
    for highlight in edition.highlights:
        picture = highlight.picture
        shown = picture is not None and not picture.link_only
        local = context.pictures.get(picture.url) if picture and shown else None
        size = measure_picture(local.data) if local else None
        if local and size:
            found[picture_file(local, size)] = local.data
    return found


def _say_value(disagreement: Disagreement, language: str) -> str:
    """The value that is said most, in the page's language where a report of the other one said it first."""
    said = next((c.language for v, c in disagreement.sides if v == disagreement.measure), language)
    if said[:2] == language:
        return disagreement.measure
    figures = parse_figures(disagreement.measure, said[:2])
    return render_figure(figures[0], language) if len(figures) == 1 else disagreement.measure
