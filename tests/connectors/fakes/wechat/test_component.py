"""The third-party platform from ticket to token."""

from __future__ import annotations

import httpx2
import pytest

from connectors.fakes.wechat import Platform
from tests.builders.wechat import Office

BASE = "/cgi-bin/component/"
OWN = {
    "component_appid": "wx_p",
    "component_appsecret": "canary-p",
    "component_verify_ticket": "ticket@@@1",
}


@pytest.fixture(autouse=True)
def platform(office: Office) -> Platform:
    office.state.platform = Platform("wx_p", "canary-p", "ticket@@@1", office.clock())
    return office.state.platform


@pytest.fixture
def component(client: httpx2.Client):
    """Ask a path as the platform; the token's name in the query is either of two."""
    token = client.post(BASE + "api_component_token", json=OWN).json()["component_access_token"]

    def post(name: str, name_of_token: str = "component_access_token", **body: object):
        given = {"component_appid": "wx_p", **body}
        return client.post(BASE + name, params={name_of_token: token}, json=given).json()

    return post


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"component_appid": "x"}, 40013),
        ({"component_appsecret": "x"}, 40125),
        ({"component_verify_ticket": "x"}, 61006),
    ],
)
def test_no_token(client: httpx2.Client, change: dict[str, str], code: int):
    """Wrong credentials and a wrong ticket have codes of their own."""
    answer = client.post(BASE + "api_component_token", json={**OWN, **change}).json()
    assert answer["errcode"] == code


def test_an_old_ticket(client: httpx2.Client, office: Office):
    """A ticket is good for 12 hours."""
    office.clock.go(hours=12)
    answer = client.post(BASE + "api_component_token", json=OWN).json()
    assert answer["errcode"] == 61005


@pytest.mark.parametrize("name", ["component_access_token", "access_token"])
def test_from_authorisation_to_data(component, ask, office: Office, name: str):
    """An account that agreed is read with its token; both names of the platform's are known."""
    assert component("api_create_preauthcode", name)["expires_in"] == 1800
    code = office.fake.component.authorise("wx_1")
    granted = component("api_query_auth", name, authorization_code=code)["authorization_info"]
    assert {"funcscope_category": {"id": 7}} in granted["func_info"]
    again = component(
        "api_authorizer_token",
        name,
        authorizer_appid="wx_1",
        authorizer_refresh_token=granted["authorizer_refresh_token"],
    )
    days = {"begin_date": "2026-11-21", "end_date": "2026-11-21"}
    answer = ask("/datacube/getarticletotaldetail", days, again["authorizer_access_token"])
    assert answer == {"list": [], "is_delay": False}


def test_a_code_works_once(component, office: Office):
    """The code of an authorisation works once."""
    code = office.fake.component.authorise("wx_1")
    assert "authorization_info" in component("api_query_auth", authorization_code=code)
    assert component("api_query_auth", authorization_code=code)["errcode"] == 61010


def test_who_agreed(component, platform: Platform):
    """The list of accounts gives lost refresh tokens back, in pages of at most 500."""
    platform.refresh_tokens.update({"wx_1": "refreshtoken@@@1", "wx_2": "refreshtoken@@@2"})
    listed = component("api_get_authorizer_list", offset=1, count=500)
    assert (listed["total_count"], len(listed["list"])) == (2, 1)
    assert component("api_get_authorizer_list", offset=0, count=501)["errcode"] == 40170


def test_no_access(component, office: Office):
    """An account that never agreed, and a wrong refresh token, have codes of their own."""
    given = {"authorizer_appid": "wx_1", "authorizer_refresh_token": "x"}
    assert component("api_authorizer_token", **given)["errcode"] == 61003
    office.account.authorised = True
    assert component("api_authorizer_token", **given)["errcode"] == 61023
