"""The signature of 清博 V2."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from connectors.http.secrets import Secret
from connectors.sources.gsdata_signature import query_string, signed_headers

AT = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
PARAMS = {"wx_name": "moushifabu", "per-page": "50", "page": "1"}
URL = "https://api.gsdata.cn/weixin/v1/articles"


def signature(url: str = f"{URL}?{query_string(PARAMS)}", at: datetime = AT) -> str:
    headers = signed_headers(Secret("100"), Secret("test-secret"), url, at)
    authorization = headers["Authorization"]
    assert isinstance(authorization, Secret)
    return authorization.reveal()


def test_the_signature_is_that_of_the_test_vector():
    """The self-made vector of the reference: not issued by the vendor, computed there by hand."""
    assert signature() == (
        "GSDATA-HMAC-SHA256 AppKey=100, SignedHeaders=host;x-gsdata-date, "
        "Signature=0ace37a9f6ccc723e4f09e6bbf79f5b5c22fd620eeab4db8743ff720b99c85ee"
    )


def test_parameters_are_sorted_and_encoded_as_they_are_sent():
    """RFC 3986: a blank is %20, and only letters, digits and -_.~ stay."""
    query = query_string({"b": "a b~c+d/e", "a": "市", "per-page": "1'*"})
    assert query == "a=%E5%B8%82&b=a%20b~c%2Bd%2Fe&per-page=1%27%2A"


def test_the_date_is_utc_whatever_the_clock_shows():
    """A clock of Shanghai signs the same instant."""
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))
    assert signature(at=shanghai) == signature()


@pytest.mark.parametrize(
    "url",
    [URL, f"{URL}?page=2&per-page=50&wx_name=moushifabu",
     "https://example.invalid/weixin/v1/articles?page=1&per-page=50&wx_name=moushifabu",
     "https://api.gsdata.cn/weibo/v1/articles?page=1&per-page=50&wx_name=moushifabu"],
)  # fmt: skip
def test_host_path_and_query_are_signed(url):
    """Whoever changes one of them on the way needs another signature."""
    assert signature(url) != signature()
