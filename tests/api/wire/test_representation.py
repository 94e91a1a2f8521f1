import gzip

import pytest

from app.api.wire.representation import Representation, accepts_gzip

TEXT = b"the same words " * 100
GZIP = [(b"accept-encoding", b"gzip, deflate, br")]


def tag(answer) -> bytes:
    return dict(answer.headers)[b"etag"]


def test_a_client_gets_the_form_that_it_takes():
    one = Representation(TEXT, [(b"content-type", b"text/plain")])
    plain, compressed = one.answer([]), one.answer(GZIP)
    assert plain.body == TEXT == gzip.decompress(compressed.body)
    assert dict(compressed.headers)[b"content-encoding"] == b"gzip"
    for answer in (plain, compressed):
        headers = dict(answer.headers)
        assert headers[b"content-length"] == b"%d" % len(answer.body)
        assert (headers[b"content-type"], headers[b"vary"]) == (b"text/plain", b"Accept-Encoding")


def test_what_would_not_become_shorter_is_not_compressed():
    assert Representation(b"ab", []).answer(GZIP).body == b"ab"


def test_each_form_has_a_tag_of_its_own_that_follows_the_content():
    one = Representation(TEXT, [])
    tags = {tag(one.answer([])), tag(one.answer(GZIP)), tag(Representation(TEXT + b".", []).answer([]))}
    assert len(tags) == 3
    assert tag(Representation(TEXT, []).answer([])) == tag(one.answer([]))


@pytest.mark.parametrize("held", [b"%s", b"W/%s", b'"other", %s', b"*"])
def test_who_has_it_is_told_so(held):
    one = Representation(TEXT, [(b"content-type", b"text/plain"), (b"cache-control", b"no-cache")])
    answer = one.answer([(b"if-none-match", held.replace(b"%s", tag(one.answer([]))))])
    assert (answer.status, answer.body) == (304, b"")
    assert {b"etag", b"vary", b"cache-control"} == dict(answer.headers).keys()


def test_who_has_the_other_form_or_another_content_gets_it():
    one = Representation(TEXT, [])
    assert one.answer([(b"if-none-match", tag(one.answer(GZIP)))]).status == 200
    assert one.answer([(b"if-none-match", b'"other"')]).status == 200


@pytest.mark.parametrize("accepted", [b"gzip", b"br, GZIP", b"deflate;q=0.5,gzip ; q=0.1", b"gzip;q=1.0"])
def test_gzip_is_taken(accepted):
    assert accepts_gzip(accepted)


@pytest.mark.parametrize("accepted", [b"", b"br", b"x-gzip2", b"gzip;q=0", b"gzip; q=0.000", b"identity"])
def test_gzip_is_not_taken(accepted):
    assert not accepts_gzip(accepted)
