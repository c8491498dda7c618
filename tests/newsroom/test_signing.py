"""Sign-off, correction and withdrawal in a newsroom: what is frozen, what is said, what is refused."""

from __future__ import annotations

import base64
import json
import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from printing import print_few
from wenzhai.errors import InputError, NotFound, ServiceError, SettingsError
from wenzhai.model import FileHash, Manifest, Signature
from wenzhai.newsroom import FixedClock, Newsroom
from wenzhai.newsroom.correcting import correct
from wenzhai.newsroom.making import make
from wenzhai.newsroom.publishing import publish_editions
from wenzhai.newsroom.rights import show_rights
from wenzhai.newsroom.signing import sign_off, withdraw
from wenzhai.newsroom.verifying import verify
from wenzhai.services.signing import FileSigner
from wenzhai.stages.publish import (
    canonicalize,
    check_chain,
    find_value,
    hash_content,
    list_charts,
    list_told,
)
from wenzhai.store import schema

NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))
EN, ZH = "2023-W15-en", "2023-W15-zh"
BOTH = [EN, ZH]


@pytest.fixture(scope="module")
def signed_once(sample_run, tmp_path_factory) -> Path:
    """The sample's newsroom with both editions signed and published."""
    folder = Path(shutil.copytree(sample_run.folder, tmp_path_factory.mktemp("signed") / "room"))
    with Newsroom.open(print_few(folder), clock=NOW) as room:
        sign_off(room, "2023-W15", by="Lin Yue")
        publish_editions(room, BOTH)
    return folder


@pytest.fixture
def signed(signed_once, tmp_path) -> Path:
    return Path(shutil.copytree(signed_once, tmp_path / "room"))


@pytest.fixture
def room(signed):
    with Newsroom.open(signed, clock=NOW) as opened:
        yield opened


def read_files(folder: Path) -> dict[str, bytes]:
    root = folder / "editions"
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def find_figure(edition):
    """A place of the edition, its sentence, and a figure in it that stands there once."""
    for number, highlight in enumerate(edition.highlights, 1):
        for place, sentence in enumerate((s for p in highlight.paragraphs for s in p), 1):
            for check in sentence.check.figures:
                text = check.figure.text
                if text.isdigit() and sentence.text.count(text) == 1:
                    return f"h{number}-{place}", sentence.text, text
    raise AssertionError("no sentence with a plain number")


def test_signing_freezes_the_edition(room, signed):
    """Both languages are signed in a chain of two; the hash is that of the published JSON; making the
    week again is refused, and says what to do."""
    chain = room.store.load_chain()
    assert [(link.edition_id, link.revision) for link in chain] == [(EN, 1), (ZH, 1)]
    assert check_chain(chain, chain[0].key) == []
    for link in chain:
        data = (signed / "editions/2023-W15" / link.edition_id[-2:] / "edition.json").read_bytes()
        assert hash_content(json.loads(data)) == link.content
        assert json.loads(data)["signed_by"] == "Lin Yue"
    with pytest.raises(InputError, match=r"was signed by Lin Yue on 2023-04-17.*wenzhai correct"):
        make(room, room.read_period("2023-W15"), ("en",))
    edition = room.store.load_edition(EN)
    with pytest.raises(InputError, match="does not change"):
        room.store.save_editions([msgspec.structs.replace(edition, title="Other")])
    room.store.save_editions([edition])


def test_signing_again_changes_nothing(room, signed):
    """What is signed stays signed as it is, and publishing again gives the same bytes."""
    before = read_files(signed)
    assert sign_off(room, EN, by="Someone Else")[0] == room.store.load_chain()[0]
    assert publish_editions(room, BOTH).built == ()
    assert set(publish_editions(room, BOTH, again=True).built) == set(BOTH)
    assert read_files(signed) == before


def test_a_signed_edition_outlives_a_change_of_rights(room, signed):
    """After sign-off a stricter newsroom.toml changes neither the edition nor its record."""
    record = show_rights(room, EN)
    before = read_files(signed)
    path = signed / "newsroom.toml"
    text = path.read_text("utf-8").replace("quote_words = 120", "quote_words = 5")
    path.write_text(text, "utf-8")
    with Newsroom.open(signed, clock=NOW) as strict:
        assert show_rights(strict, EN) == record
        publish_editions(strict, BOTH, again=True)
    assert read_files(signed) == before


def test_the_private_key_is_neither_readable_nor_published(signed):
    """Its file has mode 0600 and lies outside what is published, where only the public key is."""
    key = signed / "keys" / "signing.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    secret = key.read_bytes().splitlines()[1]
    assert not any(secret in data for data in read_files(signed).values())
    assert "key.pem" in read_files(signed)


def test_a_key_inside_the_published_folder_is_refused(sample_copy):
    """A signing_key that would be served to readers stops before it is made."""
    path = sample_copy / "newsroom.toml"
    text = path.read_text("utf-8")
    path.write_text(f'signing_key = "editions/key"\n{text}', "utf-8")
    with (
        Newsroom.open(sample_copy, clock=NOW) as room,
        pytest.raises(SettingsError, match="would be published"),
    ):
        sign_off(room, EN, by="Lin Yue")
    assert not (sample_copy / "editions" / "key").exists()


def test_a_lost_key_is_not_replaced(room, signed):
    """Without the key of its chain a newsroom signs nothing: a new key would break the chain."""
    (signed / "keys" / "signing.pem").unlink()
    with pytest.raises(ServiceError, match="Bring it back"):
        withdraw(room, EN, by="Lin Yue", why="test")
    assert len(room.store.load_chain()) == 2


def test_a_correction_that_its_passages_bear_out(room, signed):
    """Half of a quoted sentence in other words: checked, signed, chained, and said in every format."""
    edition = room.store.load_edition(EN)
    sentence = edition.highlights[0].paragraphs[0][0].text
    wrong = sentence.split()[0]
    right = "The " + wrong if not wrong.startswith("The") else "Then " + wrong
    if sentence.count(wrong) != 1:
        wrong, right = sentence, f"{sentence} "
    link, correction = correct(
        room, EN, place="h1-1", wrong=wrong, right=right, by="Lin Yue", at=NOW.now()
    )
    assert (link.kind, link.revision, link.sequence) == ("corrected", 2, 3)
    assert correction.ground == "checked"
    chain = room.store.load_chain()
    assert check_chain(chain, link.key) == []
    assert chain[0].content == hash_content(room.store.load_revision(EN, 1))
    assert chain[0].content != link.content
    publish_editions(room, BOTH)
    assert verify(str(signed / "editions"), room=room).is_whole


def test_a_wrong_correction_needs_a_reason_and_is_visible_everywhere(room, signed):
    """What the passages contradict prints on the editor's word only, with the reason; the page, the
    Markdown, the feed and the JSON say what was wrong, what is right, and when."""
    place, before, figure = find_figure(room.store.load_edition(EN))
    wrong = before[max(0, before.index(figure) - 4) : before.index(figure) + len(figure)]
    right = wrong.replace(figure, "98761")
    with pytest.raises(InputError, match=r"do not bear it out.*--why"):
        correct(room, EN, place=place, wrong=wrong, right=right, by="Lin Yue")
    assert len(room.store.load_chain()) == 2
    later = datetime(2023, 4, 20, 9, tzinfo=UTC)
    _, correction = correct(
        room,
        EN,
        place=place,
        wrong=wrong,
        right=right,
        by="Lin Yue",
        why="The ministry has put it right.",
        at=later,
    )
    assert correction.ground == "editor"
    publish_editions(room, [EN])
    folder = signed / "editions" / "2023-W15" / "en"
    for name in ("index.html", "edition.md", "feed.atom", "edition.json"):
        text = (folder / name).read_text("utf-8")
        for said in ("98761", "The ministry has put it right", "20 April 2023"):
            if name == "edition.json" and said.endswith("2023"):
                said = "2023-04-20T09:00:00Z"
            assert said in text, (name, said)
        assert figure in text
    printed = json.loads((folder / "edition.json").read_bytes())
    assert printed["corrections"][0]["before"] == before
    assert printed["revision"] == 2
    assert verify(EN, room=room).is_whole


def test_a_value_of_a_chart_is_corrected_and_drawn_anew(room, signed):
    """A place on a hot list that was read wrongly: the list does not bear out another, so it takes the
    editor's reason; the drawing has the right one, and every format says which value was wrong."""
    placed = next(c for c in list_charts(room.store.load_edition(EN)) if c.chart.kind == "ranks")
    wrong = list_told(placed.chart)[1]
    given = {"place": f"{placed.place}-2", "wrong": wrong.words, "right": "No. 17", "by": "Lin Yue"}
    with pytest.raises(InputError, match=r"do not bear it out.*--why"):
        correct(room, EN, **given)
    _, correction = correct(room, EN, **given, why="The list was read a minute late.")
    assert (correction.before, correction.after) == (wrong.words, "No. 17")
    publish_editions(room, [EN])
    edition = room.store.load_edition(EN)
    point = find_value(edition, given["place"]).point
    assert (point.at, point.words, point.value, point.low) == (wrong.at, "No. 17", 17.0, 17.0)
    folder = signed / "editions" / "2023-W15" / "en"
    for name in ("index.html", "edition.md", "feed.atom"):
        text = (folder / name).read_text("utf-8")
        for said in (placed.chart.title, wrong.label, "The list was read a minute late"):
            assert said in text, (name, said)
    assert f'id="s-{given["place"]}"' in (folder / "index.html").read_text("utf-8")
    assert verify(EN, room=room).is_whole


@pytest.mark.parametrize("right", ["many", "57%", "0", "18 million yuan"])
def test_a_value_that_a_chart_cannot_show_is_refused(room, right):
    """Words without a figure, of another kind or unit, and no place on a list change nothing."""
    placed = next(c for c in list_charts(room.store.load_edition(EN)) if c.chart.kind == "ranks")
    words = list_told(placed.chart)[0].words
    wrong = words if right != "0" else words.removeprefix("No. ")
    with pytest.raises(InputError, match="no value that this chart can show"):
        correct(room, EN, place=f"{placed.place}-1", wrong=wrong, right=right, by="L", why="w")
    assert len(room.store.load_chain()) == 2


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"place": "h99-1"}, NotFound, "no sentence or value h99-1"),
        ({"place": "h1c9-1"}, NotFound, "no sentence or value h1c9-1"),
        ({"place": "h1-99"}, NotFound, "no sentence"),
        ({"place": "x1"}, InputError, "is no sentence"),
        ({"place": "h1-1; rm"}, InputError, "is no sentence"),
        ({"wrong": "nowhere in it"}, InputError, "does not stand in it"),
        ({"right": "  "}, InputError, "what is wrong and what is right"),
        ({"by": " "}, InputError, "signed by somebody"),
        ({"at": datetime(2001, 1, 1, tzinfo=UTC)}, InputError, "before the last signature"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(room, change, error, words):
    """A wrong place, words that do not stand there, nobody's name, a time before the last: each is
    said, and nothing is changed."""
    first = room.store.load_edition(EN).highlights[0].paragraphs[0][0].text
    given = {"place": "h1-1", "wrong": first, "right": f"{first} ", "by": "Lin Yue", "at": None}
    with pytest.raises(error, match=words):
        correct(room, EN, **{**given, **change})
    assert len(room.store.load_chain()) == 2


def test_an_unsigned_edition_is_not_corrected(sample_copy):
    """A draft is made again; only what was signed is corrected."""
    with (
        Newsroom.open(sample_copy, clock=NOW) as room,
        pytest.raises(InputError, match="not signed"),
    ):
        correct(room, EN, place="h1-1", wrong="a", right="b", by="Lin Yue")


def test_a_signature_taken_back_stays_in_the_chain(room, signed):
    """It needs a reason; afterwards the edition may change, and is signed as the next revision."""
    with pytest.raises(InputError, match="reason"):
        withdraw(room, EN, by="Lin Yue", why=" ")
    [link] = withdraw(room, EN, by="Lin Yue", why="wrong week")
    assert (link.kind, link.sequence, link.why) == ("withdrawn", 3, "wrong week")
    with pytest.raises(InputError, match="not signed"):
        withdraw(room, EN, by="Lin Yue", why="again")
    edition = room.store.load_edition(EN)
    assert not edition.signed_by
    room.store.save_editions([msgspec.structs.replace(edition, title="Other")])
    report = publish_editions(room, BOTH)
    assert report.unsigned == (EN,)
    [again] = sign_off(room, EN, by="Lin Yue")
    assert (again.revision, again.sequence) == (2, 4)
    publish_editions(room, BOTH)
    assert verify(str(signed / "editions"), room=room).is_whole


def test_two_who_sign_at_once_do_not_fork_the_chain(room):
    """A link that was made before another was added is refused, and can be made again."""
    edition = room.store.load_edition(EN)
    record = room.store.load_rights(EN)
    [link] = withdraw(room, ZH, by="Lin Yue", why="test")
    with pytest.raises(InputError, match="at the same moment"):
        room.store.save_signature(link, edition, record)
    assert len(room.store.load_chain()) == 3


def test_openssl_verifies_what_we_sign(room, signed, tmp_path):
    """Any Ed25519 program can check a link: our key file, canonical JSON and base64 are the standard's."""
    import base64
    import subprocess

    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl program")
    link = msgspec.to_builtins(room.store.load_chain()[1])
    (tmp_path / "sig").write_bytes(base64.b64decode(link.pop("signature")))
    (tmp_path / "text").write_bytes(b"wenzhai signature 1\n" + canonicalize(link))
    done = subprocess.run(
        [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            signed / "editions" / "key.pem",
            "-rawin",
            "-in",
            tmp_path / "text",
            "-sigfile",
            tmp_path / "sig",
        ],
        capture_output=True,
        check=False,
        env={**os.environ},
    )
    assert done.returncode == 0, done.stderr


def sign_as_earlier(folder: Path, room: Newsroom) -> Signature:
    """The chain's last edition, signed again as by a version whose editions had fewer fields."""
    last = room.store.load_chain()[-1]
    body = json.loads(room.store.load_signed(last.edition_id, last.revision))
    assert body.pop("corrections") == []
    for highlight in body["highlights"]:
        if not highlight["charts"]:
            del highlight["charts"]
    link = msgspec.structs.replace(last, content=hash_content(body), signature="")
    plain = msgspec.to_builtins(link)
    del plain["signature"]
    signer = FileSigner(folder / "keys" / "signing.pem")
    made = base64.b64encode(signer.sign(b"wenzhai signature 1\n" + canonicalize(plain)))
    link = msgspec.structs.replace(link, signature=made.decode())
    data = json.dumps(body).encode()
    engine = sa.create_engine(f"sqlite:///{folder / 'newsroom.db'}")
    with engine.begin() as connection:
        connection.execute(
            sa.update(schema.signatures)
            .where(schema.signatures.c.sequence == link.sequence)
            .values(body=msgspec.json.encode(link), edition=data)
        )
        connection.execute(
            sa.update(schema.editions)
            .where(schema.editions.c.id == link.edition_id)
            .values(body=data)
        )
    return link


def test_what_an_earlier_version_signed_keeps_its_hash(room, signed):
    """An edition that was signed when editions had fewer fields is published with the JSON of then; site and
    database are found whole, also after a correction, which is signed with the fields of now."""
    link = sign_as_earlier(signed, room)
    publish_editions(room, BOTH, again=True)
    language = link.edition_id[-2:]
    published = json.loads((signed / f"editions/2023-W15/{language}/edition.json").read_bytes())
    assert "corrections" not in published
    assert hash_content(published) == link.content
    assert hash_content(room.store.load_edition(link.edition_id)) != link.content
    assert verify(str(signed / "editions"), room=room).findings == ()
    assert verify(link.edition_id, room=room).findings == ()
    words = room.store.load_edition(link.edition_id).highlights[0].headline.text
    told = {"wrong": words, "right": f"{words}（更正）", "why": "写错了。"}
    correct(room, link.edition_id, place="h1-0", by="Lin Yue", **told)
    publish_editions(room, BOTH)
    published = json.loads((signed / f"editions/2023-W15/{language}/edition.json").read_bytes())
    assert len(published["corrections"]) == 1
    assert verify(str(signed / "editions"), room=room).findings == ()


def test_what_is_signed_of_links_and_manifests_has_the_fields_of_version_1():
    """Links and manifests are read into these types before their signatures are checked: a new field would
    make every older one false, and takes a new first line (`wenzhai signature 2`) with types of its own."""
    assert Signature.__struct_fields__ == (
        *("sequence", "kind", "edition_id", "number", "revision", "content", "previous", "by"),
        *("at", "why", "key", "signature"),
    )
    assert Manifest.__struct_fields__ == (
        *("edition_id", "revision", "signed", "made_of", "files", "editions", "key", "signature"),
    )
    assert FileHash.__struct_fields__ == ("sha256", "size")
