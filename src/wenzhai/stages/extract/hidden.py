"""Before: a page as its markup states it. After: only what a reader of the page can see.

Text that a page hides from people may still be read by a model; so it is removed before anything is
extracted, and its removal is noted. `aria-hidden` is left: it marks decoration for screen readers, and
the pages that set it on visible text are many.
"""

from __future__ import annotations

import re

from lxml import html  # type: ignore[import-untyped]  # ships no type hints

UNSEEN_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
)

_DECLARATION = re.compile(r"([a-z-]{1,40})\s{0,9}:\s{0,9}([^;{}]{1,200})")
_SIMPLE_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"[A-Za-z]{0,12}([.#])([\w-]{1,80})")
_BRACE = re.compile(r"[{}]")
_ZERO = re.compile(r"[+-]?0*\.?0+(?:px|em|rem|%|pt|vh|vw)?")
_FAR_AWAY = re.compile(r"-\d{3,}(?:\.\d{1,6})?(?:px|em|rem|%|pt|vw)?")
_WHITE = frozenset(
    {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "#fffffe"}
)
_CLEAR = frozenset({"transparent", "rgba(0,0,0,0)", "#0000", "#00000000"})
# Zero-width, bidirectional controls, soft hyphen, variation of invisible operators.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Unicode tags spell ASCII invisibly: a known way to smuggle instructions.
_TAG_CHARACTERS = re.compile("[\U000e0000-\U000e007f]+")
_LONGEST_FLAG = 7
"""Tags also spell flags (England's has six and an end mark): a longer run is a message."""
# WeChat's article body is hidden until a script shows it.
_SHOWN_BY_SCRIPT = frozenset({"js_content", "js_article", "img-content", "page-content"})


def remove_hidden(root: html.HtmlElement) -> bool:
    """Removes what a reader cannot see, in place; True if text was among it.

    Scripts, styles and the like go without a word; so do empty elements that are hidden.
    """
    hidden_names = _names_hidden_by_sheets(root)
    for element in list(root.iter(*UNSEEN_TAGS)):
        _drop(element)
    doomed = [e for e in root.iter() if isinstance(e.tag, str) and _is_hidden(e)]
    if hidden_names:
        # A sheet that hides most of the page waits for a script to show it: that is no hidden text.
        half = len("".join(root.itertext())) / 2
        doomed += [
            element
            for element in root.iter()
            if _is_named(element, hidden_names) and len("".join(element.itertext())) < half
        ]
    removed_text = False
    for element in doomed:
        if element.getparent() is None:
            continue
        if not removed_text and any(part.strip() for part in element.itertext()):
            removed_text = True
        _drop(element)
    return removed_text


def clean_characters(text: str) -> tuple[str, bool]:
    """The text without invisible and bidirectional control characters; True if it held a message in Unicode tags."""
    return _INVISIBLE.sub("", _TAG_CHARACTERS.sub("", text)), holds_message(text)


def holds_message(text: str) -> bool:
    """Whether Unicode tags spell more than a flag."""
    if not text or max(text) < "\U000e0000":
        return False  # quicker than the search, and nearly always so
    return any(len(run) > _LONGEST_FLAG for run in _TAG_CHARACTERS.findall(text))


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_named(element: html.HtmlElement, names: frozenset[str]) -> bool:
    if not isinstance(element.tag, str) or element.tag in (
        "html",
        "body",
        "head",
        "article",
        "main",
    ):
        return False
    return f"#{element.get('id', '')}" in names or any(
        f".{name}" in names for name in element.get("class", "").split()
    )


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.tag in ("html", "body", "head", "article", "main"):
        return False
    identity = element.get("id", "")
    if identity in _SHOWN_BY_SCRIPT:
        return False
    if "hidden" in element.attrib and element.get("hidden", "").lower() != "until-found":
        return True
    style = element.get("style")
    colour = element.get("color") if element.tag == "font" else None
    if not style and not colour:
        return False
    declared = _declarations(style or "")
    if colour:
        declared.setdefault("color", colour.strip().lower())
    return _hides(declared) or _is_unreadable(element, declared)


def _declarations(style: str) -> dict[str, str]:
    found = _DECLARATION.findall(style[:4000].lower())
    return {name: value.replace("!important", "").strip() for name, value in found}


def _hides(declared: dict[str, str]) -> bool:
    if declared.get("display") == "none" or declared.get("visibility") in ("hidden", "collapse"):
        return True
    if _ZERO.fullmatch(declared.get("font-size", "x")) or _ZERO.fullmatch(
        declared.get("opacity", "x")
    ):
        return True
    if _FAR_AWAY.fullmatch(declared.get("text-indent", "")):
        return True
    if declared.get("position") in ("absolute", "fixed") and any(
        _FAR_AWAY.fullmatch(declared.get(side, "")) for side in ("left", "top", "right", "bottom")
    ):
        return True
    clipped = declared.get("clip", "").replace(" ", "")
    if clipped in ("rect(0,0,0,0)", "rect(0px,0px,0px,0px)", "rect(1px,1px,1px,1px)"):
        return True
    return declared.get("overflow") == "hidden" and any(
        _ZERO.fullmatch(declared.get(side, "x")) for side in ("height", "width", "max-height")
    )


def _is_unreadable(element: html.HtmlElement, declared: dict[str, str]) -> bool:
    """Text in the colour of its ground. A ground that no style attribute states is taken as white."""
    colour = declared.get("color", "").replace(" ", "")
    if not colour:
        return False
    if colour in _CLEAR:
        return "background-clip" not in declared and "-webkit-background-clip" not in declared
    if colour not in _WHITE:
        return colour == _ground(declared)
    if ground := _ground(declared):
        return ground in _WHITE
    for steps, ancestor in enumerate(element.iterancestors()):
        if steps >= 12:
            break
        ground = _ground(_declarations(ancestor.get("style", ""))) or ancestor.get("bgcolor", "")
        if ground:
            return ground.strip().lower() in _WHITE
    return True


def _ground(declared: dict[str, str]) -> str:
    ground = declared.get("background-color") or declared.get("background") or ""
    return ground.replace(" ", "")


def _names_hidden_by_sheets(root: html.HtmlElement) -> frozenset[str]:
    """Classes (`.x`) and ids (`#x`) that the page's own style sheets hide on every screen.

    Rules within @media and the like are left out: they hide on some screens what others show.
    """
    names: set[str] = set()
    for sheet in root.iter("style"):
        text = (sheet.text or "")[:200_000]
        for selectors, body in _SIMPLE_RULE.findall(_top_level(text)):
            if not _hides(_declarations(body)):
                continue
            for selector in selectors.split(","):
                if found := _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                    names.add(found[1] + found[2])
    return frozenset(names - {f"#{name}" for name in _SHOWN_BY_SCRIPT})


def _top_level(sheet: str) -> str:
    """The sheet without its @-blocks; one pass over the braces."""
    kept: list[str] = []
    depth = 0
    start = 0
    at_block = False
    for brace in _BRACE.finditer(sheet):
        position = brace.start()
        if brace.group() == "{":
            if depth == 0:
                at_block = "@" in sheet[start:position]
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not at_block:
                    kept.append(sheet[start : position + 1])
                start = position + 1
    return "".join(kept)
