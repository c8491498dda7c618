"""The fetcher against a real server that misbehaves."""

import contextlib
import gzip
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servers import RESET, head, in_turn, reply, serve
from wenzhai.errors import AddressRefused, FetchError, StatusError, TooLarge, TooSlow
from wenzhai.services.http import PoliteFetcher
from wenzhai.services.http.fetcher import read_url
from wenzhai.settings import CollectSettings


def forever(first: bytes, piece: bytes, pause: float = 0.0):
    def send(_):
        yield first
        while True:
            if pause:
                yield pause
            yield piece

    return send


def test_logical_name_stays_in_host_header_and_answer(server, make_fetcher):
    """`resolve` changes where we connect, and nothing that the host or the edition sees."""
    server.routes["/a?b=1"] = reply("hello", content_type="text/plain", set_cookie="id=1")
    got = make_fetcher().fetch("http://User:Secret@News.example/a?b=1#part")
    assert (got.url, got.status, got.body) == ("http://news.example/a?b=1", 200, b"hello")
    assert got.headers["content-type"] == "text/plain"
    request = server.requests[0]
    assert request.headers["host"] == "news.example"
    assert request.headers["user-agent"].startswith("Wenzhai/")
    assert "authorization" not in request.headers


def test_no_cookie_is_kept(server, make_fetcher):
    """A cookie set by one answer is not sent with the next request."""
    server.routes["/a"] = reply("x", set_cookie="id=1")
    fetcher = make_fetcher()
    fetcher.fetch("http://news.example/a")
    fetcher.fetch("http://news.example/a")
    assert "cookie" not in server.requests[1].headers


def test_proxies_of_the_environment_are_not_used(server, make_fetcher, monkeypatch):
    """HTTP_PROXY could lead every request past the address checks, so it is not read."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.routes["/a"] = reply("x")
    assert make_fetcher().fetch("http://news.example/a").body == b"x"


def test_conditional_request_and_unchanged_answer(server, make_fetcher):
    """Stored validators are sent, and 304 comes back as such with no body."""
    server.routes["/a"] = reply(b"", 304, etag='"v1"')
    got = make_fetcher().fetch(
        "http://news.example/a",
        validators={"etag": '"v1"', "last_modified": "Mon, 10 Apr 2023 08:00:00 GMT"},
    )
    assert (got.status, got.body) == (304, b"")
    assert server.requests[0].headers["if-none-match"] == '"v1"'
    assert server.requests[0].headers["if-modified-since"].startswith("Mon, 10 Apr")


def test_unasked_304_and_hostile_validators(server, make_fetcher):
    """304 to an unconditional request is an error, and a stored line break reaches no header."""
    server.routes["/a"] = reply(b"", 304)
    with pytest.raises(StatusError):
        make_fetcher().fetch("http://news.example/a", validators={"etag": 'x"\r\nCookie: a'})
    assert "cookie" not in server.requests[0].headers


def test_packed_body_arrives_unpacked(server, make_fetcher):
    """Gzip is asked for and undone."""
    server.routes["/a"] = reply(gzip.compress(b"text" * 1000), content_encoding="gzip")
    assert make_fetcher().fetch("http://news.example/a").body == b"text" * 1000


# --- what may not be reached


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "javascript:alert(1)",
        "news.example/a",
        "http://",
        "http:///a",
        "http://news.example:25/",
        "http://news.example:6379/",
        "http://news.example:99999/",
        "http://[::1",
        "http://a\nb.example/",
        "http://news.example/" + "a" * 9000,
        "",
    ],
)
def test_strange_addresses_are_refused(url, make_fetcher):
    """Only http and https, only the web's ports, only URLs that can be read."""
    with pytest.raises(AddressRefused) as caught:
        make_fetcher().fetch(url)
    assert caught.value.remedy


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_refused(text):
    """No text crashes the URL check."""
    for url in (text, "http://" + text):
        with contextlib.suppress(AddressRefused):
            read_url(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_refused_in_every_spelling(host, server, make_fetcher):
    """The check is on the address that is connected to, so no spelling of it helps."""
    server.routes["/a"] = reply("secret")
    with pytest.raises((AddressRefused, FetchError)):
        make_fetcher().fetch(f"http://{host}:{server.port}/a")
    assert server.requests == []


def test_allow_private_opens_one_network(server, make_fetcher):
    """The setting lets a trusted address through."""
    server.routes["/a"] = reply("inner")
    fetcher = make_fetcher(allow_private=("127.0.0.0/8",))
    assert fetcher.fetch(f"{server.url}/a").body == b"inner"


def test_redirect_to_a_private_address_is_refused(server, make_fetcher):
    """Every hop is checked, not only the first."""
    server.routes["/a"] = reply(b"", 302, location=f"http://127.0.0.1:{server.port}/secret")
    with pytest.raises(AddressRefused, match="private address"):
        make_fetcher().fetch("http://news.example/a")
    assert server.paths() == ["/a"]


def test_redirect_to_another_scheme_is_refused(server, make_fetcher):
    """A redirect cannot lead from the web into the file system."""
    server.routes["/a"] = reply(b"", 302, location="file:///etc/passwd")
    with pytest.raises(AddressRefused, match="only http"):
        make_fetcher().fetch("http://news.example/a")


def test_rebinding_name_gains_nothing(server, make_fetcher):
    """A name that answers with a public address first and a private one later is checked at the
    connection, where only the answer used counts."""
    answers = [["192.0.2.1"], ["127.0.0.1"]]
    asked = []

    def look_up(host, _):
        asked.append(host)
        return answers[min(len(asked), 2) - 1]

    fetcher = make_fetcher(look_up=look_up, retries=1)
    for _ in range(2):
        with pytest.raises(AddressRefused):
            fetcher.fetch(f"http://rebind.test:{server.port}/a")
    assert server.requests == []


def test_one_public_address_among_private_ones_is_the_one_used(server, make_fetcher):
    """Of a mixed answer only what passed the check is connected to."""
    fetcher = make_fetcher(
        look_up=lambda *_: ["10.0.0.1", "127.0.0.1"], allow_private=("127.0.0.1/32",)
    )
    server.routes["/a"] = reply("x")
    assert fetcher.fetch(f"http://mixed.test:{server.port}/a").body == b"x"


def test_silent_resolver_is_left_behind(make_fetcher):
    """A resolver that does not answer ends with the connect time-out."""
    over, answers = threading.Event(), []

    def stay_silent(*_):
        over.wait(60)
        answers.append("at last")
        return []

    fetcher = make_fetcher(look_up=stay_silent, connect_timeout=0.2)
    with pytest.raises(TooSlow, match="no connection"):
        fetcher.fetch("http://slow.test/a")
    assert not answers
    over.set()


# --- redirects


def test_redirects_are_followed_and_the_last_url_reported(server, make_fetcher):
    """Relative locations are resolved, and the answer says where it came from."""
    server.routes = {
        "/a": reply(b"", 301, location="b"),
        "/b": reply(b"", 307, location="//other.example/c"),
        "/c": reply("end"),
    }
    got = make_fetcher().fetch("http://news.example/a")
    assert (got.url, got.body) == ("http://other.example/c", b"end")


def test_redirect_loop_ends(server, make_fetcher):
    """A loop costs as many requests as the bound allows, and says so."""
    server.routes["/a"] = reply(b"", 302, location="/a")
    with pytest.raises(FetchError, match="more than 3 times"):
        make_fetcher(max_redirects=3).fetch("http://news.example/a")
    assert len(server.requests) == 4


# --- sizes


def test_announced_size_beyond_the_bound_is_not_read(server, make_fetcher):
    """Content-Length is believed when it is bad news."""
    server.routes["/a"] = forever(head(content_length="999999999"), b"x" * 1000, 0.01)
    with pytest.raises(TooLarge, match="announces"):
        make_fetcher(max_bytes=1000).fetch("http://news.example/a")


def test_endless_body_stops_at_the_bound(server, make_fetcher):
    """A body without an end, and without a length, ends at max_bytes."""
    server.routes["/a"] = forever(head(), b"x" * 65536)
    with pytest.raises(TooLarge):
        make_fetcher(max_bytes=1_000_000).fetch("http://news.example/a")


def test_endless_chunk_framing_stops(server, make_fetcher):
    """Bytes that are no body count too: a chunk of one byte with long extensions does not help."""
    piece = b"1;" + b"e" * 60_000 + b"\r\nx\r\n"
    server.routes["/a"] = forever(head(transfer_encoding="chunked"), piece)
    with pytest.raises((TooLarge, FetchError)):
        make_fetcher(max_bytes=1000, total_timeout=5.0).fetch("http://news.example/a")


@pytest.mark.parametrize("piece", [b"X-Pad: " + b"a" * 8000 + b"\r\n", b"a" * 65536])
def test_header_bomb_stops(piece, server, make_fetcher):
    """Headers without an end are cut off."""
    server.routes["/a"] = forever(b"HTTP/1.1 200 OK\r\nX: ", piece)
    with pytest.raises(FetchError):
        make_fetcher(total_timeout=5.0).fetch("http://news.example/a")


def test_decompression_bomb_stops(server, make_fetcher):
    """What unpacks beyond the bound is not unpacked to its end."""
    server.routes["/a"] = reply(gzip.compress(b"\0" * 50_000_000, 9), content_encoding="gzip")
    with pytest.raises(TooLarge, match="unpacks"):
        make_fetcher(max_bytes=1_000_000).fetch("http://news.example/a")


# --- times


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\n", head(), head(content_length="100000")])
def test_slow_drip_ends_with_the_total_time(first, server, make_fetcher):
    """A byte now and then, in headers or body, beats the read time-out but not the total one."""
    server.routes["/a"] = forever(first, b"a", 0.05)
    with pytest.raises(TooSlow, match="not complete after"):
        make_fetcher(total_timeout=0.5, retries=3).fetch("http://news.example/a")
    assert len(server.requests) == 1


def test_silent_host_ends_with_the_read_timeout(server, make_fetcher):
    """Nothing at all for read_timeout seconds is the end of it."""
    server.routes["/a"] = forever(b"", b"", 0.5)
    with pytest.raises(TooSlow, match="stopped answering"):
        make_fetcher(read_timeout=0.2).fetch("http://news.example/a")


# --- trouble that may pass


@pytest.mark.parametrize(
    "trouble",
    [
        reply(b"", 500),
        reply(b"", 503),
        lambda _: [RESET],
        lambda _: [head(content_length="100") + b"short"],
        lambda _: [head(transfer_encoding="chunked") + b"5\r\nab"],
        lambda _: [b"SMTP what\r\n\r\n"],
        lambda _: [],
    ],
)
def test_trouble_is_retried_with_growing_pauses(trouble, server, waits, make_fetcher):
    """Errors of the server and broken connections are tried again, then given up in words."""
    server.routes["/a"] = in_turn(trouble, trouble, reply("at last"))
    assert make_fetcher(retries=2).fetch("http://news.example/a").body == b"at last"
    assert len(waits.slept) == 2
    assert waits.slept[0] <= 0.5
    assert waits.slept[1] <= 1.0

    server.routes["/a"] = trouble
    with pytest.raises(FetchError) as caught:
        make_fetcher(retries=1).fetch("http://news.example/a")
    assert caught.value.where == "http://news.example/a"
    assert caught.value.remedy


def test_client_errors_are_not_retried(server, make_fetcher):
    """404 is an answer, not trouble."""
    with pytest.raises(StatusError) as caught:
        make_fetcher(retries=3).fetch("http://news.example/gone")
    assert caught.value.status == 404
    assert len(server.requests) == 1


def test_short_retry_after_is_waited_for(server, waits, make_fetcher):
    """A pause within the bound is kept exactly, then the request is repeated."""
    server.routes["/a"] = in_turn(reply(b"", 429, retry_after="7"), reply("now"))
    assert make_fetcher(retries=1).fetch("http://news.example/a").body == b"now"
    assert sum(waits.slept) == pytest.approx(7.0, abs=0.5)


def test_long_retry_after_holds_the_host_for_everybody(server, make_fetcher):
    """A long pause is reported at once, and others do not ask the host meanwhile."""
    later = "Mon, 10 Apr 2023 10:00:00 GMT"
    server.routes["/a"] = reply(b"", 503, retry_after=later)
    server.routes["/b"] = reply("b")
    fetcher = make_fetcher(retries=3)
    for path in ("a", "b"):
        with pytest.raises(StatusError) as caught:
            fetcher.fetch(f"http://news.example/{path}")
        assert caught.value.retry_after == pytest.approx(7200, abs=2)
    assert server.paths() == ["/a"]
    assert fetcher.fetch("http://other.example/b").body == b"b"


CERTIFICATE = Path(__file__).with_name("loopback-only.pem")


@pytest.fixture
def tls_server():
    """Serve TLS with a certificate for news.example that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with serve(tls=context, a=reply("over TLS")) as told:
        yield told


def fetch_tls(server, url, ssl_context=None):
    settings = CollectSettings(
        resolve={"*.example": server.address, "a.test": server.address},
        obey_robots=False,
        retries=0,
    )
    with PoliteFetcher(settings, ssl_context=ssl_context) as fetcher:
        return fetcher.fetch(url)


def test_certificate_is_held_against_the_logical_name(tls_server):
    """Led elsewhere by `resolve`, TLS still proves the name in the URL."""
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    assert fetch_tls(tls_server, "https://news.example/a", trusting).body == b"over TLS"
    with pytest.raises(FetchError, match="certificate is not valid"):
        fetch_tls(tls_server, "https://a.test/a", trusting)


def test_unknown_certificate_is_refused(tls_server):
    """By default only certificates that the system trusts count."""
    with pytest.raises(FetchError, match="certificate is not valid"):
        fetch_tls(tls_server, "https://news.example/a")
    assert tls_server.requests == []


def test_a_host_gets_few_requests_at_once(server, make_fetcher):
    """Sixteen threads on one host make two requests at a time."""
    now = most = 0
    lock = threading.Lock()

    def busy(_):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        yield 0.03
        with lock:
            now -= 1
        yield head(content_length="1") + b"x"

    server.routes["/a"] = busy
    fetcher = make_fetcher(per_host=2)
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(fetcher.fetch, ["http://news.example/a"] * 16))
    assert [each.body for each in got] == [b"x"] * 16
    assert most <= 2


def test_dead_port_is_said_in_words():
    """A host that is down gives a FetchError with a remedy, not a traceback."""
    settings = CollectSettings(
        resolve={"down.example": "127.0.0.1:9"}, retries=0, obey_robots=False
    )
    with (
        PoliteFetcher(settings) as fetcher,
        pytest.raises(FetchError, match="no connection could be made") as caught,
    ):
        fetcher.fetch("http://down.example/")
    assert "host is up" in caught.value.remedy


def test_plain_server_on_https_is_said_in_words(server, make_fetcher):
    """TLS that fails is an error in words."""
    server.routes["/a"] = reply("x")
    with pytest.raises(FetchError):
        make_fetcher().fetch("https://news.example/a")
