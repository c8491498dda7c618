"""What may be printed: limits of quotation, pictures, licences, derivative works, in one place."""

from __future__ import annotations

import email
import io
import zipfile
from datetime import UTC, date, datetime

import msgspec
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from stages.publish.conftest import draw_picture
from stages.publish.extracting import extract_text
from wenzhai.model import (
    ArticleTerms,
    Brief,
    Check,
    Citation,
    ComingUp,
    Correction,
    EarlierWords,
    Edition,
    Highlight,
    NumberOfTheWeek,
    Picture,
    PictureTerms,
    Policies,
    Rights,
    Sentence,
    SourceRef,
)
from wenzhai.stages.publish import LocalPicture, PublishContext, apply_rights, publish_edition
from wenzhai.stages.publish.card_content import view_deck
from wenzhai.stages.publish.quotations import count_words, find_limit, judge_sentence
from wenzhai.stages.publish.rights_words import ELLIPSIS

AT = datetime(2023, 4, 11, tzinfo=UTC)
PASSAGE = "The firm said on Monday that it had sold forty thousand phones in the first three days."
URL = "https://pictures.example/launch.jpg"


def cite(text=PASSAGE, *, article="a1", passage="a1:0", publisher="Harbour Ledger", language="en"):
    return Citation(
        article_id=article,
        passage_id=passage,
        publisher=publisher,
        title="Phones",
        url="https://ledger.example/phones",
        language=language,
        published_at=AT,
        text=text,
    )


def say(text=PASSAGE, *citations):
    return Sentence(text=text, citations=citations or (cite(),), check=Check(verdict="supported"))


def tell(*sentences, language="en", picture=None, awaiting=False, headline="Phones sell"):
    return Highlight(
        story_id="s1",
        thread_id="t1",
        language=language,
        headline=say(headline, cite()),
        paragraphs=(tuple(sentences),),
        sources=(
            SourceRef(
                article_id="a1",
                publisher="Harbour Ledger",
                title="Phones",
                url="https://ledger.example/phones",
                language="en",
                published_at=AT,
            ),
        ),
        picture=picture,
        awaiting_translation=awaiting,
    )


def lay_out(*highlights, language="en", briefs=()):
    return Edition(
        id=f"2023-W15-{language}",
        number=1,
        title="Digest",
        subtitle="",
        language=language,
        week="2023-W15",
        beat="b",
        starts_on=date(2023, 4, 10),
        ends_on=date(2023, 4, 16),
        greeting="",
        highlights=highlights,
        briefs=briefs,
    )


def allow(picture=URL, length=0, pictures=(), **rights):
    terms = ArticleTerms(
        source_id="ledger", rights=Rights(**rights), length=length, picture=picture
    )
    return Policies(articles={"a1": terms}, pictures=pictures)


def texts(edition):
    return [s.text for h in edition.highlights for p in h.paragraphs for s in p]


def test_within_the_limit_nothing_changes_but_the_record_counts():
    """A quoted sentence and its passage are one quotation, and its words are counted once."""
    edition = lay_out(tell(say()))
    printed, record = apply_rights(edition, allow(quote_words=60))
    assert printed == edition
    [quotation] = record.quotations
    assert (quotation.taken, quotation.limit, quotation.unit) == (17, 60, "words")
    assert (quotation.passages, quotation.withheld, record.left_out) == (1, 0, ())


def test_a_sentence_beyond_the_limit_is_left_out_with_the_reason():
    """The second sentence would pass twenty words: it does not print, and both page and record say why."""
    more = "It plans to build two further plants in the north before the year is out."
    edition = lay_out(tell(say(), say(more, cite(more, passage="a1:1"))))
    printed, record = apply_rights(edition, allow(quote_words=20))
    assert texts(printed) == [PASSAGE]
    [left] = [item for item in record.left_out if item.what == "sentence"]
    assert (left.place, left.text) == ("h1-2", more)
    assert left.why == (
        "A sentence of Harbour Ledger is left out: no more than 20 words of that report may be quoted."
    )
    assert left.why in printed.highlights[0].notes
    assert left.why in printed.left_out


def test_a_passage_is_cut_where_the_room_ends():
    """A printed sentence has precedence; of a longer passage behind it as much is shown as fits."""
    short = "it had sold forty thousand phones"
    edition = lay_out(tell(say(short, cite())))
    printed, record = apply_rights(edition, allow(quote_words=12))
    shown = printed.highlights[0].paragraphs[0][0].citations[0].text
    assert shown.endswith(f" {ELLIPSIS}")
    assert PASSAGE.startswith(shown.removesuffix(f" {ELLIPSIS}"))
    assert record.quotations[0].taken <= 12
    assert record.quotations[0].withheld == 1
    nothing, _ = apply_rights(edition, allow(quote_words=6))
    assert nothing.highlights[0].paragraphs[0][0].citations[0].text == ELLIPSIS
    assert "Some passages are cut short or only linked" in nothing.left_out[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_passage_beyond_the_limit_says_so(language):
    """No format shows an empty “[…]”: each says that the limit is reached, beside the source and its link."""
    short = "it had sold forty thousand phones"
    edition = lay_out(tell(say(short, cite()), language=language), language=language)
    printed, _ = apply_rights(edition, allow(quote_words=6))
    said = {
        "en": "Not quoted: the limit of this source is reached.",
        "zh": "未引原文：已达到该来源许可的引用篇幅。",
    }
    for publication in publish_edition(
        printed, PublishContext(), ["web", "markdown", "atom", "json-feed"]
    ):
        text = publication.files[publication.entry_point].decode()
        assert said[language] in text.replace("\\", ""), publication.format
        assert "https://ledger.example/phones" in text.replace("\\", "")
        assert ELLIPSIS not in text.replace("\\", "")


def test_what_a_number_was_before_is_a_quotation_too():
    """The passage behind the words “up from …” is on the account of its article."""
    earlier = EarlierWords(words="up from 30,000", citation=cite(passage="a1:7"))
    number = NumberOfTheWeek(
        value="40,000", sentence=say("Others said so.", cite("Others said so.", article="a2")),
        story_id="s1", earlier=earlier,
    )  # fmt: skip
    edition = msgspec.structs.replace(lay_out(), numbers=(number,))
    printed, record = apply_rights(edition, allow(quote_words=12))
    shown = printed.numbers[0].earlier
    assert shown is not None
    assert shown.citation.text.endswith(ELLIPSIS)
    [quotation] = [q for q in record.quotations if q.article_id == "a1"]
    assert 0 < quotation.taken <= 12
    assert quotation.withheld == 1


def test_feeds_say_once_what_was_left_out():
    """In what the feed says of itself, not under each of its entries."""
    edition = msgspec.structs.replace(
        lay_out(tell(say()), tell(say())), left_out=("A passage is withheld.",)
    )
    for publication in publish_edition(edition, PublishContext(), ["atom", "rss", "json-feed"]):
        text = publication.files[publication.entry_point].decode()
        assert text.count("A passage is withheld.") == 1, publication.format


def test_no_pointer_leads_into_what_is_not_shown(made):
    """Evidence for a figure that stands in the part cut off is forgotten with it."""
    edition = made.make_edition("en", hostile=False)
    careful = Policies(careful=Rights(quote_words=8))
    printed, _ = apply_rights(edition, careful)
    for highlight in printed.highlights:
        for sentence in (highlight.headline, *(s for p in highlight.paragraphs for s in p)):
            shown = {c.passage_id: len(c.text) for c in sentence.citations}
            for figure in sentence.check.figures:
                if figure.evidence:
                    assert figure.evidence.span[1] <= shown.get(figure.evidence.source, 10**9)


@pytest.mark.parametrize(
    ("rights", "length", "language", "limit"),
    [
        (Rights(), 0, "en", 60),
        (Rights(), 0, "zh-Hans", 120),
        (Rights(), 160, "en", 40),
        (Rights(), 40, "en", 30),  # one sentence at least
        (Rights(), 40, "zh-Hant", 60),
        (Rights(quote_words=10), 4_000, "en", 10),
        (Rights(quote_words=0), 400, "en", 0),
    ],
)
def test_the_limit_is_the_smaller_of_words_and_share(rights, length, language, limit):
    """Words and share both bind; Chinese is counted in characters, twice as many."""
    terms = ArticleTerms(source_id="s", rights=rights, length=length)
    assert find_limit(terms, language) == limit


def test_an_unknown_source_is_treated_with_care():
    """What no policy names falls under the careful one."""
    _, record = apply_rights(lay_out(tell(say())), Policies())
    assert record.quotations[0].limit == Rights().quote_words


def test_translations_and_summaries_need_leave():
    """A sentence in another language, and one in other words, print only where the source allows it;
    a brief of names and figures needs no leave."""
    translated = say("该公司三天售出四万部手机。", cite())
    reworded = say("Sales reached forty thousand within days of launch, it was announced.", cite())
    assert judge_sentence(translated, "zh", facts=False) == "translated"
    assert judge_sentence(reworded, "en", facts=False) == "reworded"
    assert judge_sentence(translated, "zh", facts=True) == "facts"
    zh, en = lay_out(tell(translated, language="zh"), language="zh"), lay_out(tell(reworded))
    assert texts(apply_rights(zh, allow())[0]) == [translated.text]
    printed, _ = apply_rights(zh, allow(translate=False))
    assert texts(printed) == []
    assert printed.left_out[0] == "略去一句：Harbour Ledger不允许翻译。"
    assert texts(apply_rights(en, allow(translate=False))[0]) == [reworded.text]
    assert texts(apply_rights(en, allow(summarise=False))[0]) == []
    assert texts(apply_rights(en, allow(derivatives=False))[0]) == []
    brief = lay_out(tell(translated, language="zh", awaiting=True), language="zh")
    assert texts(apply_rights(brief, allow(derivatives=False))[0]) == [translated.text]


def test_a_house_style_makes_no_words_of_ones_own():
    """A sentence that differs from its passage by the spelling of a word is a quotation, with its limit;
    one that shares only some words with it is not."""
    passage = (
        "Shares fell 9.2 per cent on Wednesday after the company confirmed the breach of its data."
    )
    styled = say(passage.replace("per cent", "percent"), cite(passage))
    assert judge_sentence(styled, "en", facts=False) == "quoted"
    assert texts(apply_rights(lay_out(tell(styled)), allow(quote_words=0))[0]) == []
    own = say("Investors sold the company after the breach of data became known.", cite(passage))
    assert judge_sentence(own, "en", facts=False) == "reworded"


def test_cards_need_leave():
    """A highlight of a source that allows no cards says so to whoever makes them."""
    printed, record = apply_rights(lay_out(tell(say())), allow(cards=False))
    assert not printed.highlights[0].on_cards
    assert [item.what for item in record.left_out] == ["card"]
    assert apply_rights(lay_out(tell(say())), allow())[0].highlights[0].on_cards


@pytest.mark.parametrize(
    ("use", "until", "shown", "kept"),
    [
        ("none", None, False, False),
        ("link", None, False, True),
        ("credit", None, True, True),
        ("own", None, True, True),
        ("licensed", date(2023, 4, 16), True, True),
        ("licensed", date(2023, 4, 15), False, True),
    ],
)
def test_a_picture_is_used_as_its_rights_say(use, until, shown, kept):
    """Left out, linked or shown; a licence holds on its last day, and not on the day after."""
    edition = lay_out(tell(say(), picture=Picture(url=URL)))
    rights = Rights(pictures=use, licensed_until=until)
    terms = ArticleTerms(source_id="ledger", rights=rights, picture=URL)
    printed, record = apply_rights(edition, Policies(articles={"a1": terms}))
    picture = printed.highlights[0].picture
    assert (picture is not None) == kept
    assert record.pictures[0].shown == shown
    if picture:
        assert picture.link_only != shown
        assert picture.credit == "Harbour Ledger"
    assert bool(record.left_out) != shown


def test_terms_of_a_single_picture_go_before_those_of_its_source():
    """The most exact address that fits decides; its credit is printed."""
    edition = lay_out(tell(say(), picture=Picture(url=URL, credit="old")))
    terms = (
        PictureTerms(url="https://pictures.example/*", use="none"),
        PictureTerms(
            url=URL, use="licensed", until=date(2023, 12, 31), licence="No. 7", credit="Photo: L."
        ),
    )
    printed, record = apply_rights(edition, allow(pictures=terms))
    assert record.pictures[0].shown
    assert (record.pictures[0].licence, printed.highlights[0].picture.credit) == (
        "No. 7",
        "Photo: L.",
    )
    gone, _ = apply_rights(edition, allow(pictures=terms[:1]))
    assert gone.highlights[0].picture is None


def read_all(edition, context=None):
    """The words of every format, each with those of all its files."""
    return {
        publication.format: "".join(
            extract_text(name, data) for name, data in publication.files.items()
        )
        for publication in publish_edition(edition, context or PublishContext())
    }


def test_attribution_stands_beside_the_source_in_every_format():
    """The words that a source asks for can be read in every format, binary ones and captions included."""
    words = "Reprinted by leave of the Ledger"
    ahead = ComingUp(when="2023-05-10", words="It opens in May.", citation=cite())
    edition = msgspec.structs.replace(lay_out(tell(say())), coming_up=(ahead,))
    printed, _ = apply_rights(edition, allow(attribution=words))
    read = read_all(printed)
    assert {"pdf", "docx", "email", "cards", "rss", "json-feed", "calendar", "web"} <= read.keys()
    assert [name for name, text in read.items() if words.replace(" ", "") not in text] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_done_to_an_edition_is_said_in_every_format(language):
    """Who signed, what was corrected, what was left out and why, and on whose word a sentence and a
    headline print: each format tells all of it."""
    on_word = msgspec.structs.replace(say(), on_word="Seen by two editors")
    told = tell(on_word, language=language)
    told = msgspec.structs.replace(
        told, headline=msgspec.structs.replace(told.headline, on_word="Heard by phone")
    )
    correction = Correction(
        story_id="s1", place="h1-1", wrong="fifty thousand", right="forty thousand", at=AT,
        before="It sold fifty thousand.", after="It sold forty thousand.", by="Lin Yue",
        why="A slip of the pen", ground="editor", revision=2,
    )  # fmt: skip
    edition = msgspec.structs.replace(
        lay_out(told, language=language),
        signed_by="Lin Yue", signed_at=AT, revision=2, corrections=(correction,),
        left_out=("A passage is withheld for a reason.",),
    )  # fmt: skip
    read = read_all(edition)
    del read["calendar"]  # which has events only
    wanted = {
        "Seen by two editors": set(),
        "Heard by phone": set(),
        "fifty thousand": set(),
        "A slip of the pen": set(),
        # Cards are no record: they say what is wrong with what they say themselves.
        "Lin Yue": {"cards"},
        "A passage is withheld for a reason.": {"cards"},
    }
    for words, but in wanted.items():
        missing = {name for name, text in read.items() if words.replace(" ", "") not in text}
        assert missing <= but, words


def test_what_may_stand_on_no_card_is_on_none():
    """A highlight of a source that allows no cards has neither a card nor a line on the cover or in a
    caption; the others close ranks. A picture that is not cleared for cards is on none."""
    data = draw_picture()
    shown = tell(say(), picture=Picture(url=URL), headline="Second story")
    edition = lay_out(
        msgspec.structs.replace(tell(say(), headline="First story"), on_cards=False), shown
    )
    context = PublishContext(pictures={URL: LocalPicture(name="a.png", data=data)})
    deck = view_deck(edition, context)
    assert [(card.number, card.headline.text) for card in deck.cards] == [(1, "Second story")]
    assert deck.cards[0].picture_data == b""
    cleared = msgspec.structs.replace(shown, picture=Picture(url=URL, on_cards=True))
    assert view_deck(lay_out(cleared), context).cards[0].picture_data == data
    [cards] = publish_edition(edition, context, ["cards"])
    assert {"cards/00.png", "cards/01.png"} <= cards.files.keys()
    assert "cards/02.png" not in cards.files
    assert not [n for n, d in cards.files.items() if n.endswith(".txt") and b"First story" in d]
    none = publish_edition(lay_out(edition.highlights[0]), context, ["cards"])[0]
    assert [name for name in none.files if name.endswith(".png")] == ["cards/00.png"]


def print_pdf(edition):
    [made] = publish_edition(edition, PublishContext(), ["pdf"])
    return made.files["edition.pdf"]


def test_a_picture_to_link_to_is_in_no_file():
    """The bytes of a picture that may only be linked to are embedded nowhere; its address is given."""
    data = draw_picture()
    known = PublishContext(pictures={URL: LocalPicture(name="a.png", data=data)})
    linked = lay_out(tell(say(), picture=Picture(url=URL, credit="Ledger", link_only=True)))
    free = lay_out(tell(say(), picture=Picture(url=URL, credit="Ledger", on_cards=True)))
    assert count_pictures(free, known) == {"web": 1, "pdf": 1, "docx": 1, "email": 2, "cards": 1}
    assert count_pictures(linked, known) == {}
    for name in ("web", "docx", "email", "rss", "json-feed", "atom"):
        [made] = publish_edition(linked, known, [name])
        found = b"".join(made.files.values())
        if name == "docx":
            found = zipfile.ZipFile(io.BytesIO(found)).read("word/_rels/document.xml.rels")
        elif name == "email":
            found = made.files["mail/index.html"]
        assert URL.encode() in found, name


def count_pictures(edition, context):
    """Format -> how many pictures are in its files, without those that have none."""
    found = {}
    for publication in publish_edition(edition, context):
        count = 0
        for name, data in publication.files.items():
            if name.endswith(".pdf"):
                count += sum(len(p.images) for p in pypdf.PdfReader(io.BytesIO(data)).pages)
            elif name.endswith(".docx"):
                names = zipfile.ZipFile(io.BytesIO(data)).namelist()
                count += sum(n.startswith("word/media/") for n in names)
            elif name.endswith(".eml"):
                message = email.message_from_bytes(data)
                count += sum(p.get_content_maintype() == "image" for p in message.walk())
            elif publication.format == "email":
                count += data.count(b"data:image/")
            elif name.startswith("pictures/"):
                count += 1
            elif name.startswith("cards/") and name.endswith(".png") and "00" not in name:
                # Only a card with a picture is in full colour.
                count += Image.open(io.BytesIO(data)).mode == "RGB"
        if count:
            found[publication.format] = count
    return found


def test_what_is_left_out_is_in_no_format(context):
    """Neither a sentence beyond the limit nor its passage is in any file that is published."""
    secret = "Its quarterly margin was nineteen and a half percent of the turnover it had reported."
    edition = lay_out(
        tell(say(), say(secret, cite(secret, passage="a1:1"))),
        briefs=(Brief(story_id="s2", sentence=say(secret, cite(secret, passage="a1:1"))),),
    )
    printed, _ = apply_rights(edition, allow(quote_words=20))
    assert "nineteen" in extract_text("edition.pdf", print_pdf(edition))
    for publication in publish_edition(printed, context("en")):
        for name, data in publication.files.items():
            assert "nineteen" not in extract_text(name, data), name


words = st.lists(
    st.sampled_from("alpha beta gamma delta 数字 中国 ok".split()), min_size=1, max_size=40
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(words, words, st.integers(0, 2)), max_size=6), st.integers(0, 60))
def test_no_account_is_ever_overdrawn(drafts, limit):
    """Whatever is cited, no article gives more words than its limit, counted in what is printed."""
    sentences = []
    for number, (before, said, article) in enumerate(drafts):
        passage = cite(
            " ".join([*before, *said]), article=f"a{article}", passage=f"a{article}:{number}"
        )
        sentences.append(say(" ".join(said), passage))
    terms = {
        f"a{n}": ArticleTerms(source_id="s", rights=Rights(quote_words=limit)) for n in range(3)
    }
    edition = lay_out(msgspec.structs.replace(tell(*sentences), headline=say("x", cite("x y"))))
    policies = Policies(articles=terms)
    printed, record = apply_rights(edition, policies)
    for quotation in record.quotations:
        assert quotation.taken <= quotation.limit
    for article in range(3):
        shown = {}
        for sentence in printed.highlights[0].paragraphs[0] if texts(printed) else ():
            citation = sentence.citations[0]
            if citation.article_id == f"a{article}":
                shown[citation.passage_id] = max(
                    count_words(citation.text.replace(ELLIPSIS, ""), "en"),
                    count_words(sentence.text, "en"),
                )
        assert sum(shown.values()) <= limit
    again, _ = apply_rights(printed, policies)
    assert again == printed
