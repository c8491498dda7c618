"""robots.txt over real HTTP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servers import in_turn, reply
from wenzhai.errors import AddressRefused, RobotsRefused
from wenzhai.services.http.robots import MAX_ROBOTS_BYTES, parse_robots


def test_disallowed_path_is_refused_and_the_file_is_asked_for_once(server, make_fetcher):
    """One robots.txt serves all requests to a host, and what it forbids is not asked for."""
    server.routes = {
        "/robots.txt": reply("User-agent: *\nDisallow: /private\n"),
        "/a": reply("a"),
        "/b": reply("b"),
    }
    fetcher = make_fetcher(obey_robots=True)
    assert fetcher.fetch("http://news.example/a").body == b"a"
    assert fetcher.fetch("http://news.example/b").body == b"b"
    with pytest.raises(RobotsRefused, match="asks not to fetch"):
        fetcher.fetch("http://news.example/private/x")
    assert server.paths() == ["/robots.txt", "/a", "/b"]


def test_rules_for_our_own_name_go_before_the_general_ones(server, make_fetcher):
    """A group that names Wenzhai is the one that counts."""
    server.routes = {
        "/robots.txt": reply("User-agent: *\nAllow: /\n\nUser-agent: wenzhai\nDisallow: /\n"),
        "/a": reply("a"),
    }
    with pytest.raises(RobotsRefused):
        make_fetcher(obey_robots=True).fetch("http://news.example/a")


def test_missing_rules_allow_and_broken_ones_refuse_for_now(server, make_fetcher):
    """4xx means no rules; 5xx means a host in trouble, which is left alone."""
    server.routes = {"/a": reply("a")}
    assert make_fetcher(obey_robots=True).fetch("http://none.example/a").body == b"a"
    server.routes["/robots.txt"] = reply(b"", 500)
    with pytest.raises(RobotsRefused, match="cannot be read now"):
        make_fetcher(obey_robots=True).fetch("http://broken.example/a")


def test_failed_rules_are_asked_for_again_later(server, waits, make_fetcher):
    """A refusal because of a 5xx lasts minutes, not for ever."""
    server.routes = {
        "/robots.txt": in_turn(reply(b"", 500), reply("User-agent: *\nAllow: /\n")),
        "/a": reply("a"),
    }
    fetcher = make_fetcher(obey_robots=True)
    with pytest.raises(RobotsRefused):
        fetcher.fetch("http://news.example/a")
    waits.sleep(3600)
    assert fetcher.fetch("http://news.example/a").body == b"a"


def test_private_host_is_refused_as_such(server, make_fetcher):
    """What may not be reached is told as that, not as a trouble with robots.txt."""
    with pytest.raises(AddressRefused, match="private address"):
        make_fetcher(obey_robots=True).fetch(f"{server.url}/a")
    assert server.requests == []


def test_redirect_target_has_its_own_rules(server, make_fetcher):
    """A redirect to another host is held against that host's robots.txt."""

    def robots(request):
        closed = request.headers["host"].startswith("closed")
        return reply("User-agent: *\nDisallow: /\n" if closed else "")(request)

    server.routes = {
        "/robots.txt": robots,
        "/a": reply(b"", 302, location="http://closed.example/b"),
        "/b": reply("b"),
    }
    with pytest.raises(RobotsRefused, match=r"closed\.example"):
        make_fetcher(obey_robots=True).fetch("http://open.example/a")
    assert "/b" not in server.paths()


def test_crawl_delay_is_kept_up_to_a_bound(server, waits, make_fetcher):
    """A host may ask for seconds between requests, not for days."""
    server.routes = {
        "/robots.txt": reply("User-agent: *\nCrawl-delay: 86400\n"),
        "/a": reply("a"),
    }
    fetcher = make_fetcher(obey_robots=True)
    fetcher.fetch("http://news.example/a")
    fetcher.fetch("http://news.example/a")
    assert max(waits.slept) == pytest.approx(10.0, abs=0.5)


def test_endless_rules_are_cut(server, make_fetcher):
    """Of a robots.txt larger than the bound only the beginning counts."""
    lines = b"User-agent: *\nDisallow: /no\n" + b"# padding\n" * (MAX_ROBOTS_BYTES // 5)
    server.routes = {"/robots.txt": reply(lines), "/a": reply("a")}
    fetcher = make_fetcher(obey_robots=True)
    assert fetcher.fetch("http://news.example/a").body == b"a"
    with pytest.raises(RobotsRefused):
        fetcher.fetch("http://news.example/no")


@given(st.binary(max_size=400))
def test_any_bytes_are_rules(data):
    """No robots.txt, however broken, crashes the parser."""
    parse_robots(b"User-agent: *\nDisallow: /" + data).can_fetch("http://a.example/x", "Wenzhai")
