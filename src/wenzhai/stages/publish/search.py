"""Before: the printed stories. After: the archive's index, a script that assigns it, so that a page
opened from a folder can read it too (a browser lets no file fetch another, but lets it load a script).

A row holds one story of one week in all its languages, with every form of every name in it: who asks for
通义千问 finds what only ever said Tongyi Qianwen. English is kept as words, which a query's stem begins;
Chinese as running text, in which a query is found without being cut into words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from wenzhai.language.script import simplified_by_character
from wenzhai.language.tokens import HAN_RUN, WORD, normalise
from wenzhai.model import Name
from wenzhai.stages.publish.safe import one_line, printable
from wenzhai.stages.publish.topics import PrintedStory
from wenzhai.stages.publish.words import name_kind, words_for

INDEX_FILE = "archive/search-index.js"


def write_search_index(stories: Sequence[PrintedStory], languages: Sequence[str]) -> bytes:
    """The index's file. A row is `[{language: [title, path, label]}, titles, names, body]`, the last three
    as `fold_text` has them; `fold` pairs traditional characters with the simplified ones of the rows."""
    rows = [_row(story, languages) for story in stories]
    used = {c for row in rows for part in row[1:] for c in part}
    pairs = sorted(
        (chr(old), new)
        for old, new in simplified_by_character().items()
        if isinstance(new, str) and new in used and chr(old) != new
    )
    index = {
        "fold": ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)],
        "stories": rows,
    }
    # `<` is written so that the file can stand inside a page, too.
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.wenzhaiIndex={text};\n".encode()


def fold_text(texts: Iterable[str]) -> str:
    """Words of Latin letters, each once, with a space before each; then the Chinese runs, each behind
    a bar: lower case, simplified, full width made plain."""
    plain = [normalise(printable(text)) for text in texts]
    words = dict.fromkeys(word for text in plain for word in WORD.findall(text))
    runs = dict.fromkeys(run for text in plain for run in HAN_RUN.findall(text))
    return "".join(f" {word}" for word in words) + "".join(f"|{run}" for run in runs)


def _row(story: PrintedStory, languages: Sequence[str]) -> tuple[dict[str, object], str, str, str]:
    shown: dict[str, object] = {}
    for language in languages:
        printed = story.pick(language)
        label = words_for(language)["number"].format(number=printed.edition.number)
        kind = name_kind(story.kind, language)[0]
        shown[language] = [
            one_line(printed.highlight.headline.text),
            printed.path,
            f"{kind} · {label} · {one_line(printed.edition.subtitle)}",
            printed.edition.language,
        ]
    highlights = [printed.highlight for printed in story.printed.values()]
    return (
        shown,
        fold_text(h.headline.text for h in highlights),
        fold_text(form for name in story.mentioned for form in _forms(name)),
        fold_text(s.text for h in highlights for p in h.paragraphs for s in p),
    )


def _forms(name: Name) -> tuple[str, ...]:
    return (name.en, name.zh, *name.aliases)
