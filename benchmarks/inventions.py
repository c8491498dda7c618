"""Drafts with one invention in each sentence, over made-up stories: how many print? No model, no network.

python benchmarks/inventions.py [STORIES]
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_up_stories import make_story
from wenzhai.beats import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.model import HouseStyle, Rights
from wenzhai.ports import Answer
from wenzhai.stages.highlight import DraftContext, draft_highlight, write_highlight

_NEW = {
    "en": ("Reuters", "record", "profitable", "nationwide"),
    "zh": ("盈利", "全国", "独家", "免费"),
}
_FIRMS = {"en": ("Tencent", "Meituan", "Baidu"), "zh": ("腾讯", "美团", "百度")}


def invent(text, language, chance):
    """One change that makes a sentence say what its passage does not, with its kind."""
    numbers = list(re.finditer(r"\d+", text))
    if numbers and chance.random() < 0.34:
        one = chance.choice(numbers)
        other = str(int(one.group()) + chance.randint(1, 9))
        return "figure", text[: one.start()] + other + text[one.end() :]
    if language == "en":
        if chance.random() < 0.4 and re.search(r"\b(?:opened|reaches|spent|asked)\b", text):
            return "denial", re.sub(r"\b(opened|reaches|spent|asked)\b", r"never \1", text, count=1)
        words = text.split(" ")
        words.insert(chance.randint(2, len(words) - 2), chance.choice(_NEW[language]))
        return "word", " ".join(words)
    if chance.random() < 0.4:
        others = [firm for firm in _FIRMS[language] if firm not in text]
        return "actor", f"{chance.choice(others)}{text}"
    at = chance.randint(3, max(3, len(text) - 4))
    return "word", text[:at] + chance.choice(_NEW[language]) + text[at:]


class Inventor:
    """A writer each of whose sentences says one thing that its passage does not."""

    name = "inventor@here"

    def __init__(self, language, chance):
        self.language, self.chance, self.made = language, chance, {}

    def ask(self, question):
        passages = json.loads(question.material)["passages"]
        rows = []
        for passage in passages[:6]:
            kind, text = invent(passage["text"], self.language, self.chance)
            self.made[text] = kind
            rows.append({"text": text, "cites": [passage["id"]]})
        found = {"paragraphs": [rows[:3], rows[3:]], "sentences": []}
        return Answer(text=json.dumps(found, ensure_ascii=False))


def main() -> None:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    names = NameFinder(load_beat("china-digital").glossary)
    made, printed = Counter(), Counter()
    for number in range(stories):
        language = ("en", "zh")[number % 2]
        ranked, articles = make_story(number, language)
        context = DraftContext(
            language=language,
            style=HouseStyle(),
            names=names,
            rights=Rights(quote_words=400, quote_share=1.0),
            rights_of={},
        )
        drafted = draft_highlight(ranked, articles, context).highlight
        if drafted is None:
            continue
        made["drafts"] += 1
        model = Inventor(language, random.Random(number))
        result = write_highlight(drafted, articles, context, model)
        made.update(f"{kind}, {language}" for kind in model.made.values())
        for paragraph in result.highlight.paragraphs:
            for sentence in paragraph:
                if sentence.text in model.made:
                    printed[f"{model.made[sentence.text]}, {language}"] += 1
                    print("PRINTED", model.made[sentence.text], sentence.text)
    for kind, count in sorted(made.items()):
        print(f"{kind:12} {count:5} made {printed[kind]:5} printed")


if __name__ == "__main__":
    main()
