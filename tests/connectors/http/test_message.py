"""Requests: what is sent of secrets, queries, JSON and forms, and what is printed of them."""

from __future__ import annotations

import httpx2
import pytest

from connectors.http.message import Message
from connectors.http.secrets import Secret

URL = "https://api.example.com/path?fixed=1"
KEY = Secret("s3cret 微&=")


@pytest.fixture
def made():
    with httpx2.Client() as client:
        yield lambda *args, **named: Message(*args, **named).request(client)


def test_params_join_the_query(made):
    """Parameters are added to the query that the address has, and are escaped."""
    request = made("GET", URL, params={"token": KEY, "page": "2"})
    assert dict(request.url.params) == {"fixed": "1", "token": "s3cret 微&=", "page": "2"}


def test_address_without_params_stays_as_it_is(made):
    """An address is sent as it is written."""
    assert str(made("GET", URL).url) == URL


def test_secret_header_is_sent_in_clear(made):
    """The platform gets the secret itself."""
    assert made("GET", URL, headers={"Key": Secret("abc")}).headers["key"] == "abc"


def test_json_is_sent_as_plain_utf8(made):
    """JSON goes without escapes, with secrets in clear, and says what it is."""
    request = made("POST", URL, payload={"名": "微", "secret": Secret("abc"), "list": [1]})
    assert request.read() == '{"名": "微", "secret": "abc", "list": [1]}'.encode()
    assert request.headers["content-type"] == "application/json"


def test_empty_json_is_a_body(made):
    """An empty object is sent as such."""
    assert made("POST", URL, payload={}).read() == b"{}"


def test_form_is_sent_as_fields(made):
    """A form goes as escaped fields."""
    request = made("POST", URL, form={"a": "1 2", "key": Secret("x&y")})
    assert request.read() == b"a=1+2&key=x%26y"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"


def test_post_without_a_body_is_possible(made):
    """A request may have no body at all."""
    assert made("POST", URL).read() == b""


def test_value_that_json_does_not_have_is_an_error_of_the_source(made):
    """A value that cannot be sent is named by its type alone."""
    with pytest.raises(TypeError, match="set cannot be sent"):
        made("POST", URL, payload={"a": set()})


def test_request_is_printed_without_its_secrets():
    """Whoever prints a request sees stars."""
    message = Message("GET", URL, {"a": KEY}, {"b": KEY}, {"c": [KEY]}, {"d": KEY})
    assert repr(message).count("***") == 4
    assert "s3cret" not in repr(message)
