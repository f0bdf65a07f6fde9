"""Bodies: what is read as data, and what is refused, whatever the header says."""

from __future__ import annotations

import gzip
import json
import zlib

import httpx2
import pytest

from connectors.http.body import UnsoundError, read_data
from connectors.http.faults import (
    CUT,
    EMPTY,
    GARBLED,
    NOT_JSON,
    NOT_TEXT,
    TOO_DEEP,
    TOO_LARGE,
    WEB_PAGE,
)
from connectors.http.limits import Limits

DATA = {"list": [{"标题": "便民", "reads": 10234}, {"标题": "通知", "reads": 0}]}
BODY = json.dumps(DATA, ensure_ascii=False).encode()
SMALL = Limits(max_bytes=1000, max_depth=10)


def read(body: bytes, limits: Limits = SMALL, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    stream = httpx2.ByteStream(body)
    return read_data(httpx2.Response(200, headers=named, stream=stream), limits)


def fault_of(body: bytes, limits: Limits = SMALL, **headers: str):
    with pytest.raises(UnsoundError) as caught:
        read(body, limits, **headers)
    return caught.value.failure.fault


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/html", "image/png", ""])
def test_json_is_read_whatever_the_header_says(kind):
    """JSON is data under every name of its content."""
    assert read(BODY, content_type=kind) == DATA


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><title>login</title>", b"\n <html></html>"])
def test_web_page_is_refused_whatever_the_header_says(page):
    """A login page that calls itself JSON is a web page."""
    assert fault_of(page, content_type="application/json") is WEB_PAGE


@pytest.mark.parametrize("cut", range(len(BODY)))
def test_body_cut_anywhere_is_refused(cut):
    """No beginning of an answer is taken for the whole of it."""
    assert fault_of(BODY[:cut]) in (EMPTY, NOT_JSON, NOT_TEXT)


@pytest.mark.parametrize("body", [b"123", b"null", b'"text"', b"true", b"-1e5"])
def test_value_alone_is_refused(body):
    """A number or text alone, which cut off would look whole, is no answer."""
    assert fault_of(body) is NOT_JSON


@pytest.mark.parametrize("body", [b'{"a": NaN}', b"[Infinity]", b"[-Infinity]", b"[1,]", b"{} {}"])
def test_what_json_does_not_have_is_refused(body):
    """NaN, infinities, stray commas and two values are no JSON."""
    assert fault_of(body) is NOT_JSON


def test_number_of_endless_digits_is_refused():
    """A number too long to be read is refused and not an error of Python."""
    assert fault_of(b"[" + b"9" * 5000 + b"]", Limits()) is NOT_JSON


@pytest.mark.parametrize("body", [b"", b" \r\n"])
def test_nothing_is_refused(body):
    """An empty body says that it is empty."""
    assert fault_of(body) is EMPTY


def test_byte_order_mark_is_no_part_of_the_data():
    """The mark before UTF-8 is left out."""
    assert read(b"\xef\xbb\xbf" + BODY) == DATA


@pytest.mark.parametrize("charset", ["gbk", "GB2312", "gb18030"])
def test_chinese_encoding_is_read_where_it_is_declared(charset):
    """A body in a Chinese encoding is read if the header names that encoding."""
    body = json.dumps(DATA, ensure_ascii=False).encode("gbk")
    assert read(body, content_type=f"application/json; charset={charset}") == DATA


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain; charset=utf-8", "a/b; charset=x"]
)
def test_undeclared_encoding_is_refused(kind):
    """Bytes that are not UTF-8 are not guessed at."""
    body = json.dumps(DATA, ensure_ascii=False).encode("gbk")
    assert fault_of(body, content_type=kind) is NOT_TEXT


def test_utf8_is_believed_over_the_header():
    """A body that is UTF-8 is read as such even where the header names another encoding."""
    assert read(BODY, content_type="text/html; charset=gbk") == DATA


@pytest.mark.parametrize("name", ["gzip", " GZIP "])
def test_packed_body_is_unpacked(name):
    """A gzip body is data."""
    assert read(gzip.compress(BODY), content_encoding=name) == DATA


def test_packed_body_cut_anywhere_is_refused():
    """A gzip body without its last bytes is refused even if all data is in it."""
    packed = gzip.compress(BODY)
    faults = {fault_of(packed[:cut], content_encoding="gzip") for cut in range(1, len(packed))}
    assert faults == {CUT}


def test_damaged_packing_is_refused():
    """A gzip body whose check sum is wrong is refused."""
    packed = bytearray(gzip.compress(BODY))
    packed[-6] ^= 1
    assert fault_of(bytes(packed), content_encoding="gzip") is GARBLED


def test_bytes_after_the_packed_body_are_refused():
    """What follows a gzip body makes it doubtful."""
    assert fault_of(gzip.compress(BODY) + b"more", content_encoding="gzip") is CUT


@pytest.mark.parametrize("name", ["br", "deflate", "zstd", "gzip, gzip", "unheard-of"])
def test_packing_that_was_not_asked_for_is_refused(name):
    """Only gzip is asked for, and only gzip is unpacked."""
    assert fault_of(zlib.compress(BODY), content_encoding=name) is GARBLED


def test_body_at_the_limit_is_read():
    """A body of exactly as many bytes as allowed is data, packed or not."""
    body = b"[" + b" " * 998 + b"]"
    assert read(body) == []
    assert read(gzip.compress(body), content_encoding="gzip") == []


def test_body_over_the_limit_is_refused():
    """One byte more than allowed is too much, packed or not."""
    body = b"[" + b" " * 999 + b"]"
    assert fault_of(body) is TOO_LARGE
    assert fault_of(gzip.compress(body), content_encoding="gzip") is TOO_LARGE


def test_bomb_is_unpacked_no_further_than_allowed(monkeypatch):
    """Of a body that unpacks to a hundred million bytes no more than allowed is unpacked."""
    bomb = gzip.compress(b" " * 10**8)
    sizes = []
    original = zlib.decompressobj

    class Watched:
        def __init__(self, *args):
            self.inner = original(*args)

        def decompress(self, chunk, room):
            part = self.inner.decompress(chunk, room)
            sizes.append(len(part))
            return part

    monkeypatch.setattr("connectors.http.body.zlib.decompressobj", Watched)
    assert fault_of(bomb, Limits(max_bytes=200_000), content_encoding="gzip") is TOO_LARGE
    assert sum(sizes) == 200_001


def test_packed_nothing_without_end_is_refused():
    """A stream that unpacks to nothing is bounded by the bytes that travel."""
    packer = zlib.compressobj(wbits=31)
    idle = b"".join(packer.flush(zlib.Z_FULL_FLUSH) + packer.compress(b"") for _ in range(2))
    empty_block = b"\x00\x00\x00\xff\xff"
    assert fault_of(idle + empty_block * 300, content_encoding="gzip") is TOO_LARGE


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_is_bounded(opening, closing):
    """As many levels as allowed are data, one more is refused."""
    inner = "[]"
    assert read((opening * 9 + inner + closing * 9).encode())
    assert fault_of((opening * 10 + inner + closing * 10).encode()) is TOO_DEEP


def test_nesting_beyond_what_python_reads_is_refused():
    """A hundred thousand levels are refused and end neither the process nor the run."""
    assert fault_of(b"[" * 100_000 + b"]" * 100_000, Limits()) is TOO_DEEP
