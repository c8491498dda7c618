"""The words in a published file, whatever its format: what a reader would read or copy out of it."""

from __future__ import annotations

import email
import email.policy
import io
import re

import docx
import pypdf
from docx.oxml.ns import qn

# Of pictures no words can be had: what is drawn on a card stands in its caption and in alt.txt.
PICTURES = (".png", ".jpg", ".webp", ".gif")


def squeeze(text: str) -> str:
    """Without what setting a line adds: spaces, breaks, hyphens, invisible marks."""
    return re.sub("[\\s\u2060\u200b\u00ad\u2010-]", "", text)


def extract_text(name: str, data: bytes) -> str:
    """The squeezed words of the file `name`; empty for a picture. Raises where it cannot be opened."""
    if name.endswith(PICTURES):
        return ""
    if name.endswith(".pdf"):
        return squeeze("".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages))
    if name.endswith(".docx"):
        body = docx.Document(io.BytesIO(data)).element.body
        return squeeze("".join(text.text or "" for text in body.iter(qn("w:t"))))
    if name.endswith(".eml"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [p.get_content() for p in message.walk() if p.get_content_maintype() == "text"]
        return squeeze("".join([str(message["Subject"]), *parts]))
    if name.endswith(".ics"):
        # Lines are folded at 75 bytes: a line feed and a space belong to no text.
        data = data.replace(b"\r\n ", b"")
    return squeeze(data.decode("utf-8"))
