"""The web page: whole, safe, small and the same every time."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from wenzhai.model import Edition
from wenzhai.stages.publish import LocalPicture, PublishContext
from wenzhai.stages.publish.breaks import cut_headline
from wenzhai.stages.publish.colophon import all_sentences
from wenzhai.stages.publish.view import part_credit
from wenzhai.stages.publish.web import WebFormat
from wenzhai.stages.publish.words import name_kind

VOID_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title><script>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;&#x22;",
    "javascript:alert(1)",
    "\u202egnp\u202c\u0000\x0b",
    "]]><!--",
]


def render(edition: Edition, context: PublishContext | None = None) -> str:
    publication = WebFormat().render(edition, context or PublishContext())
    return publication.files["index.html"].decode()


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order: what no text may change."""
    return [
        (str(element.tag), tuple(sorted(element.attrib)))
        for element in html.document_fromstring(page).iter()
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sentence_leads_to_its_passages(made, context, language):
    """Each sentence is a link to an element that holds each of its passages and publishers."""
    edition = made.make_edition(language)
    tree = html.document_fromstring(render(edition, context(language)))
    links = tree.xpath("//a[@class='s']")
    sentences = all_sentences(edition)
    assert len(links) >= len(sentences)
    by_text = {}
    for link in links:
        words = "".join(link.xpath(".//text()[not(ancestor::sup)]")).replace("\u2060", "")
        by_text.setdefault(words, tree.get_element_by_id(link.get("href")[1:]))
    for sentence in sentences:
        note = by_text[sentence.text].text_content()
        for citation in sentence.citations:
            assert citation.text in note
            assert citation.publisher in note
    for check in (figure for s in sentences for figure in s.check.figures):
        assert any(check.figure.text in n.text_content() for n in by_text.values())


def test_ids_are_unique(made, context):
    """No two elements share an id, and every inner link has its target."""
    tree = html.document_fromstring(render(made.make_edition("en"), context("en")))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_from_outside(made, context, language):
    """The page loads nothing: no element with an address of its own but links that readers follow."""
    page = render(made.make_edition(language), context(language))
    tree = html.document_fromstring(page)
    assert tree.xpath("//img/@src") == ["pictures/model.png"]
    assert not tree.xpath(
        "//script[@src] | //link[@rel='stylesheet'] | //iframe | //object | //form"
    )
    assert not re.search(r"url\(|@import", page)
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    # One line for all links: no window is opened, and nobody is told where a reader comes from.
    assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
    assert not tree.xpath("//a[@target]")
    for href in tree.xpath("//a/@href"):
        assert not re.match(r"(?i)\s*(javascript|data|vbscript):", href)


def test_policy(made):
    """The content security policy allows the page's own style and script and nothing else."""
    tree = html.document_fromstring(render(made.make_edition("en")))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert len(tree.xpath("//script[not(@type)]")) == 1
    assert len(tree.xpath("//style")) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_small(made, context, language):
    """A page is under 170 kB without its pictures, even one of ten highlights of six sentences each,
    every one with two passages, and six sources under each."""
    edition = made.make_edition(language)
    first = edition.highlights[0]
    sentences = tuple(
        msgspec.structs.replace(sentence, citations=sentence.citations[:1] * 2)
        for paragraph in first.paragraphs
        for sentence in paragraph
    )
    full = msgspec.structs.replace(
        first, paragraphs=(sentences[:3], sentences[:3]), sources=first.sources * 3
    )
    edition = msgspec.structs.replace(edition, highlights=(full,) * 10)
    size = len(render(edition, context(language)).encode())
    assert size < 170_000


def test_same_bytes(made, context):
    """The same edition gives the same bytes."""
    edition = made.make_edition("zh")
    assert WebFormat().render(edition, context("zh")) == WebFormat().render(edition, context("zh"))


def test_headings_in_order(made, context):
    """One h1, and no heading skips a level."""
    tree = html.document_fromstring(render(made.make_edition("en"), context("en")))
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_languages_are_marked(made, context):
    """Passages carry the language in which they were published."""
    tree = html.document_fromstring(render(made.make_edition("en"), context("en")))
    assert tree.get("lang") == "en"
    tongues = tree.xpath("//blockquote")
    found = {str(each.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")) for each in tongues}
    assert {"en", "zh-Hans", "zh-Hant"} <= found


def test_empty_edition(made):
    """An edition without highlights is still a page."""
    edition = msgspec.structs.replace(
        made.make_edition("en"), highlights=(), briefs=(), numbers=(), follow_ups=(), coming_up=()
    )
    tree = html.document_fromstring(render(edition))
    assert tree.xpath("//h1")[0].text_content() == "China Digital Weekly"


def test_only_real_pictures(made):
    """Bytes that are no picture, or SVG, are not shown; a file name cannot leave its folder."""
    edition = made.make_edition("en")
    url = "https://pictures.example/model.png"
    for data in (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"", b"\x89PNG\r\n"):
        pictures = {url: LocalPicture(name="../../x.svg", data=data)}
        publication = WebFormat().render(edition, PublishContext(pictures=pictures))
        assert list(publication.files) == ["index.html"]
        assert b"<img" not in publication.files["index.html"]


def test_picture_name_is_plain(made, context):
    """A hostile name becomes a plain one, with the ending that the bytes call for."""
    data = context("en").pictures["https://pictures.example/model.png"].data
    pictures = {
        "https://pictures.example/model.png": LocalPicture(name='../a"b<c>.html', data=data)
    }
    publication = WebFormat().render(made.make_edition("en"), PublishContext(pictures=pictures))
    assert set(publication.files) == {"index.html", "pictures/---a-b-c-.png"}


def spoil(value: object, text: str) -> object:
    """`value` with `text` put into every string that holds prose, titles, names or addresses."""
    if isinstance(value, dict):
        return {key: item if key in KEPT else spoil(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [spoil(item, text) for item in value]
    return value + text if isinstance(value, str) else value


# What is not text from outside, or is checked by its type, or decides what is shown at all.
KEPT = {"id", "week", "starts_on", "ends_on", "updated_at", "published_at", "first_at", "language",
        "verdict", "kind", "approximation", "direction", "story_id", "role", "url", "made_from"}  # fmt: skip


def spoiled(edition: Edition, text: str) -> Edition:
    plain = msgspec.to_builtins(edition)
    for highlight in plain["highlights"]:
        highlight["picture"] = None
    return msgspec.convert(spoil(plain, text), Edition)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.one_of(
        st.sampled_from(VOID_HOSTILE), st.text(max_size=40).map(lambda t: f"<script>{t}\"'>")
    )
)
def test_no_text_changes_the_page(made, text):
    """Hostile text in every field never adds an element or an attribute."""
    edition = made.make_edition("en", hostile=False)
    assert shape(render(spoiled(edition, text))) == shape(render(spoiled(edition, "x y")))


@given(st.text(max_size=80))
def test_headline_pieces_join_up(text):
    """Cutting a headline loses nothing, and no piece is empty."""
    pieces = cut_headline(text)
    assert "".join(pieces) == text
    assert all(pieces)


def test_a_foreign_name_stays_on_one_line():
    """The dot between the parts of a name neither begins nor ends a line."""
    assert "埃隆·马斯克" in cut_headline("媒体报道推特、埃隆·马斯克的消息")


@pytest.mark.parametrize("kind", ["other", "", "product", "incident"])
def test_kinds_have_names_in_both_languages(kind):
    """No page shows the code of a kind: a story of no certain kind is news."""
    (english, _), (chinese, seal) = name_kind(kind, "en"), name_kind(kind, "zh")
    assert english != kind
    assert not chinese.isascii()
    assert len(seal) == 1


def test_headline_breaks_between_words():
    """No line of a Chinese headline can begin with punctuation or split a figure from its unit."""
    pieces = cut_headline("一季度下载量增长57%，达1900万次")
    assert "".join(pieces) == "一季度下载量增长57%，达1900万次"
    assert not any(piece[0] in "，。%" for piece in pieces)
    assert any("1900万" in piece for piece in pieces)


@pytest.mark.parametrize(
    ("caption", "credit", "parted"),
    [
        ("A phone Chart: Policy Lantern, CC BY 4.0", "Policy Lantern", ("A phone", "Chart: Policy Lantern, CC BY 4.0")),
        ("一部手机 图：启明社", "启明社", ("一部手机", "图：启明社")),
        ("A phone", "Silk Signal", ("A phone", "Silk Signal")),
        ("Staff of Silk Signal at work", "Silk Signal", ("Staff of Silk Signal at work", "")),
        ("", "Silk Signal", ("", "Silk Signal")),
        ("A phone", "", ("A phone", "")),
    ],
)  # fmt: skip
def test_a_caption_is_parted_from_its_credit(caption, credit, parted):
    """What a picture shows and whose it is stand apart, each once."""
    assert part_credit(caption, credit) == parted


def test_the_margin_says_why_and_from_whom(made, context):
    """Sources, the way to the story and the first reasons of the rank stand beside the text, after it
    in reading order."""
    edition = made.make_edition("en")
    first = msgspec.structs.replace(
        edition.highlights[0], reasons=("8 publishers", "b", "c", "d", "e")
    )
    edition = msgspec.structs.replace(edition, highlights=(first, *edition.highlights[1:]))
    tree = html.document_fromstring(render(edition, context("en")))
    beside = tree.xpath(
        "//article[@id='h1']/div[@class='text']/following-sibling::div[@class='beside']"
    )
    assert beside[0].xpath(".//div[@class='because']//li/text()") == ["8 publishers", "b", "c", "d"]
    assert beside[0].xpath(".//div[@class='sources']//li")
