"""Before: a ClientText. After: Markdown with footnotes, or a mail as a mail program opens it.

The same input gives the same bytes: a mail has no date, no id and no sender until somebody sends it.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from wenzhai.model import Citation, ClientItem, ClientText, Sentence
from wenzhai.stages.publish.markdown import escape, escape_block
from wenzhai.stages.publish.safe import one_line, safe_url


def render_client_markdown(text: ClientText, sources: str) -> bytes:
    """CommonMark; each sentence carries the footnotes of its passages. `sources` is the heading that a
    mail gives them, which footnotes need not."""
    del sources
    notes = _Notes()
    blocks = [f"# {escape(text.title)}", *(escape_block(line) for line in text.opening)]
    for section in text.sections:
        blocks.append(f"## {escape(section.heading)}")
        blocks.append("\n".join(f"- {_write_item(item, text, notes)}" for item in section.items))
    blocks += [escape_block(line) for line in text.closing]
    blocks += [f"[^{number}]: {_cite_markdown(citation)}" for number, citation in notes.numbered()]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def render_client_mail(text: ClientText, sources: str) -> bytes:
    """An .eml file with a plain text: numbers in brackets lead to the list under `sources`. Mail programs
    open it as a draft (X-Unsent)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(text.title)
    message["X-Unsent"] = "1"
    message.set_content(write_plain(text, sources), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def write_plain(text: ClientText, sources: str) -> str:
    """The text as plain lines, with numbers in brackets."""
    notes = _Notes()
    lines = [*map(one_line, text.opening)]
    for section in text.sections:
        lines.append(one_line(section.heading).upper())
        for item in section.items:
            said = [f"{one_line(s.text)} {notes.mark_plain(s)}" for s in item.cited]
            parts = [one_line(item.lead), *said, one_line(item.open_words)]
            lines.append(
                "\n  ".join(
                    ["- " + next(iter(filter(None, parts)), ""), *list(filter(None, parts))[1:]]
                )
            )
    lines += map(one_line, text.closing)
    lines.append(one_line(sources).upper())
    lines.append("\n".join(f"[{n}] {_cite_plain(c)}" for n, c in notes.numbered()))
    return "\n\n".join(lines) + "\n"


def _write_item(item: ClientItem, text: ClientText, notes: _Notes) -> str:
    space = "" if text.language == "zh" else " "
    parts = []
    if item.title is not None:
        parts.append(f"**{escape(item.title.text)}**{notes.mark(item.title)}")
    said = space.join(f"{escape(s.text)}{notes.mark(s)}" for s in item.sentences)
    if item.lead:
        colon = "：" if text.language == "zh" else ": "
        said = f"**{escape(item.lead)}**{colon}{said}"
    parts += [part for part in (said, escape(item.open_words)) if part]
    return "\\\n  ".join(parts)


class _Notes:
    """Citations in the order in which they are first met, each passage once."""

    def __init__(self) -> None:
        self._found: dict[str, Citation] = {}

    def _numbers(self, sentence: Sentence) -> list[int]:
        for citation in sentence.citations:
            self._found.setdefault(citation.passage_id, citation)
        order = list(self._found)
        return [order.index(c.passage_id) + 1 for c in sentence.citations]

    def mark(self, sentence: Sentence) -> str:
        return "".join(f"[^{n}]" for n in dict.fromkeys(self._numbers(sentence)))

    def mark_plain(self, sentence: Sentence) -> str:
        return "".join(f"[{n}]" for n in dict.fromkeys(self._numbers(sentence)))

    def numbered(self) -> list[tuple[int, Citation]]:
        return list(enumerate(self._found.values(), 1))


def _cite_markdown(citation: Citation) -> str:
    title, url = escape(citation.title), safe_url(citation.url)
    linked = f"[{title}](<{url}>)" if url else title
    place = f", {escape(citation.location)}" if citation.location else ""
    day = f"{citation.published_at:%Y-%m-%d}"
    return f"{escape(citation.publisher)}, {linked}{place}, {day}: “{escape(citation.text)}”"


def _cite_plain(citation: Citation) -> str:
    place = f", {one_line(citation.location)}" if citation.location else ""
    day = f"{citation.published_at:%Y-%m-%d}"
    head = f"{one_line(citation.publisher)}, {one_line(citation.title)}{place}, {day}"
    return f"{head}\n    {safe_url(citation.url) or one_line(citation.url)}"
