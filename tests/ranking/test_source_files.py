"""Source files."""

from __future__ import annotations

import re
import shutil
import typing
from pathlib import Path

import pytest

from connectors.interface import Measure
from connectors.sources import fields as connector_fields
from connectors.sources.vendor import Envelope as ConnectorEnvelope
from ranking.errors import ConfigError
from ranking.source_files import (
    Envelope,
    Fields,
    Kind,
    SourceFile,
    load_source_file,
    model,
    source_files,
)
from tests.builders.month import CONFIG

SECRET = "0123456789s3cr3t0123456789"
HOME = Path("/office")
SAMPLES = sorted((CONFIG / "workspace" / "config" / "sources").glob("*.sample"))
FILES = {
    "wechat": """
kind = "wechat"
[credentials]
secret = "file:secrets/wechat/{account}"
[accounts]
gh_0123456789ab = "wx1234567890abcdef"
""",
    "wechat_platform": """
kind = "wechat_platform"
[credentials]
appid = "wxfedcba0987654321"
secret = "env:PLATFORM_SECRET"
ticket = "file:/var/lib/push/ticket"
refresh_tokens = "file:secrets/wechat-platform/{account}"
[accounts]
gh_0123456789ab = "wx1234567890abcdef"
""",
    "weibo": """
kind = "weibo"
[credentials]
token = "file:secrets/weibo/{account}"
app_key = "env:KEY"
app_secret = "env:SECRET"
redirect_uri = "https://example.gov.cn/"
""",
    "weibo_commercial": """
kind = "weibo_commercial"
media = ["1000000001"]
[credentials]
token = "env:TOKEN"
""",
    "gsdata": """
kind = "gsdata"
title = "清博"
[credentials]
app_id = "env:ID"
secret = "env:SECRET"
[limits]
per_second = 2.5
calls_per_day = 5000
[fields.wechat]
url = "url"
counts = { reads = "read_count", wow = "wow_count" }
reads_unit = "times"
capped = [100000, 100001]
[envelope]
rows = "items"
total = "count"
""",
    "newrank": """
kind = "newrank"
base_url = "http://localhost:8000/api"
[credentials]
key = "env:KEY"
""",
    "database": """
kind = "database"
query = "SELECT * FROM post WHERE uid = :account"
[credentials]
url = "file:secrets/url"
[fields.wechat]
url = "link"
[fields.weibo]
native_id = "mid"
""",
}


def write(folder: Path, text: str, name: str = "source") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> SourceFile:
    return load_source_file(write(folder, text))


def faults(folder: Path, text: str) -> str:
    """Return what is said of a faulty file; never with the secret that it may hold."""
    with pytest.raises(ConfigError) as caught:
        read(folder, text)
    error = caught.value
    assert SECRET not in f"{error} {error.hint_text()} {error.params} {error.__cause__}"
    return str(error)


def test_there_is_a_sound_file_for_every_kind(tmp_path: Path) -> None:
    """The files of these tests, and the platforms that each kind serves."""
    platforms = {name: read(tmp_path, text).platforms for name, text in FILES.items()}
    assert set(platforms) == set(Kind)
    assert platforms == {
        "wechat": ("wechat",),
        "wechat_platform": ("wechat",),
        "weibo": ("weibo",),
        "weibo_commercial": ("weibo",),
        "gsdata": ("wechat",),
        "newrank": ("wechat",),
        "database": ("wechat", "weibo"),
    }


def test_without_fields_a_vendor_serves_all_platforms_of_its_kind(tmp_path: Path) -> None:
    """Its own fields are used."""
    text = FILES["gsdata"][: FILES["gsdata"].index("[fields")]
    assert read(tmp_path, text).platforms == ("wechat", "weibo")


def test_everything_a_file_says_is_there(tmp_path: Path) -> None:
    """Numbers are plain ones; what is left out has its default."""
    found = read(tmp_path, FILES["gsdata"])
    assert (found.title, found.base_url, len(found.sha256)) == ("清博", None, 64)
    assert (found.limits.per_second, found.limits.calls_per_day) == (2.5, 5000)
    assert isinstance(found.limits.per_second, float)
    wechat = found.fields["wechat"]
    assert wechat.counts == {"reads": "read_count", "wow": "wow_count"}
    assert (wechat.reads_unit, wechat.capped) == ("times", (100000, 100001))
    assert found.envelope == Envelope(rows="items", total="count")
    other = read(tmp_path, FILES["weibo_commercial"])
    assert (other.media, other.accounts, other.limits.per_second) == (("1000000001",), {}, None)


def test_fields_and_measures_are_those_of_the_connectors() -> None:
    """Two lists of the same names cannot drift apart."""
    assert set(Fields.model_fields) == set(connector_fields.Fields.__dataclass_fields__)
    assert set(Envelope.model_fields) == set(ConnectorEnvelope.__dataclass_fields__)
    assert typing.get_args(model.Measure) == typing.get_args(Measure)


def test_a_credential_names_its_place_for_an_account(tmp_path: Path) -> None:
    """A file by its absolute path, the environment and plain text as they are."""
    platform = read(tmp_path, FILES["wechat_platform"])

    def place(name: str) -> str:
        return platform.credential(name, "gh_1", HOME)

    assert place("refresh_tokens") == f"file:{HOME.absolute()}/secrets/wechat-platform/gh_1"
    assert place("ticket") == "file:/var/lib/push/ticket"
    assert place("secret") == "env:PLATFORM_SECRET"
    assert place("appid") == "wxfedcba0987654321"
    text = FILES["weibo"].replace("file:secrets/weibo/{account}", "env:TOKEN_{account}")
    assert read(tmp_path, text).credential("token", "7", HOME) == "env:TOKEN_7"


def test_a_credential_that_is_not_given_is_an_error(tmp_path: Path) -> None:
    """With its name and what to do."""
    found = read(tmp_path, FILES["weibo"][: FILES["weibo"].index("app_key")])
    with pytest.raises(ConfigError, match="kind 'weibo' has no 'app_key'") as caught:
        found.credential("app_key", "", HOME)
    assert "source-files.md" in caught.value.hint_text()


@pytest.mark.parametrize("account", ["..", ".x", "a/b", "a\\b", "a\0", "a\n", "中", "", "../../x"])
def test_an_account_id_never_leads_out_of_a_folder(tmp_path: Path, account: str) -> None:
    """Ids come from the roster, which anybody may have typed; shared secrets do not need them."""
    found = read(tmp_path, FILES["weibo"])
    with pytest.raises(ConfigError, match="cannot be part of the name of a file"):
        found.credential("token", account, HOME)
    assert found.credential("app_key", account, HOME) == "env:KEY"


@pytest.mark.parametrize(
    "value",
    [
        f'"{SECRET}"',
        f'"env {SECRET}"',
        f'"env:-{SECRET}"',
        f'"file:{SECRET}/{{acount}}"',
        f'"file:{SECRET}\\u0000"',
        f'["{SECRET}"]',
        f'{{ value = "{SECRET}" }}',
        '""',
        '"file: "',
        '"env:"',
        "7",
        "0.5",
    ],
)
def test_a_credential_that_is_no_place_is_refused_and_never_repeated(
    tmp_path: Path, value: str
) -> None:
    """Someone may have written the secret itself; other faults are still told."""
    text = FILES["newrank"].replace('"env:KEY"', value).replace("base_url", "base_ur")
    message = faults(tmp_path, text)
    assert "has 2 fault(s)" in message
    assert "line 5, credentials.key: " in message
    assert "line 3, base_ur: is not a known key; did you mean 'base_url'?" in message


@pytest.mark.parametrize(
    "text",
    [
        f'kind = "newrank"\ncredentials = "{SECRET}"',
        f'kind = "newrank"\ncredentials = ["{SECRET}"]',
        f'kind = "newrank"\nkey = "{SECRET}"\n[credentials]',
        f'kind = "newrank"\n[credential]\nkey = "{SECRET}"',
        f'kind = "newrnk"\n[credentials]\nkey = "{SECRET}"',
        f'[credentials]\nkey = "{SECRET}"',
        f'kind = "newrank"\nbase_url = "https://u:{SECRET}@h"\n[credentials]\nkey = "env:K"',
        f'kind = "newrank"\nbase_url = ["{SECRET}"]\n[credentials]\nkey = "env:K"',
        f'kind = "newrank"\n[credentials]\nkey = "env:K"\n[accounts]\na = ["{SECRET}"]',
        f'kind = "newrank"\naccounts = "{SECRET}"\n[credentials]\nkey = "env:K"',
        f'kind = "newrank"\n[credentials]\nkey = "{SECRET}',
    ],
)
def test_a_secret_in_the_wrong_place_is_not_repeated(tmp_path: Path, text: str) -> None:
    """Whatever else is wrong with the file."""
    assert "source.toml" in faults(tmp_path, text)


def test_a_kind_s_credentials_must_be_its_own_and_all_there(tmp_path: Path) -> None:
    """Those that go together, misspelt ones, and those of other kinds."""
    message = faults(
        tmp_path,
        """
        kind = "weibo"
        [credentials]
        tokn = "file:secrets/{account}"
        app_key = "env:KEY"
        zzz = "env:KEY"
        """,
    )
    unknown = "is not a credential of the kind 'weibo'"
    together = "is missing: app_key, app_secret, redirect_uri go together"
    assert message.splitlines()[1:] == [
        f"  - line 3, credentials.app_secret: {together}",
        f"  - line 3, credentials.redirect_uri: {together}",
        "  - line 3, credentials.token: is missing",
        f"  - line 4, credentials.tokn: {unknown}; did you mean 'token'?",
        f"  - line 6, credentials.zzz: {unknown}; it has token, app_key, app_secret, redirect_uri",
    ]
    assert "credentials.key: is missing" in faults(tmp_path, 'kind = "newrank"')


def test_plain_and_renewed_credentials_are_what_they_must_be(tmp_path: Path) -> None:
    """An AppID is no place, and what changes cannot stand in the environment."""
    text = FILES["wechat_platform"]
    message = faults(
        tmp_path,
        text.replace("wxfed", "env:wxfed").replace("file:/var/lib/push/ticket", "env:TICKET"),
    )
    assert "credentials.appid: is written as it is, without env: or file:" in message
    assert "credentials.ticket: changes from time to time, so it must be file:PATH" in message


def test_every_account_has_its_own_secret_and_shared_ones_are_shared(tmp_path: Path) -> None:
    """One AppSecret for two accounts is a mistake; for a single account it is not."""
    one = FILES["wechat"].replace("/{account}", "")
    assert read(tmp_path, one).credential("secret", "gh_1", HOME).endswith("/secrets/wechat")
    message = faults(tmp_path, f'{one}gh_2 = "wx2"\n')
    assert "credentials.secret: every account has its own: put {account} into it" in message
    assert "credentials.token: every account has its own" in faults(
        tmp_path, FILES["weibo"].replace("/{account}", "")
    )
    message = faults(tmp_path, FILES["newrank"].replace("env:KEY", "env:KEY_{account}"))
    assert "credentials.key: is the same for all accounts, without {account}" in message


@pytest.mark.parametrize("kind", ["wechat", "wechat_platform"])
def test_wechat_needs_to_know_the_accounts(tmp_path: Path, kind: str) -> None:
    """Nothing else tells which AppID an account has."""
    text = FILES[kind][: FILES[kind].index("[accounts]")]
    assert "\n  - accounts: is missing" in faults(tmp_path, text)
    assert "accounts: names no account" in faults(tmp_path, f"{text}[accounts]\n")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ('"gh/1" = "wx1"', "an account's id has letters, digits"),
        ('".gh" = "wx1"', "an account's id has letters, digits"),
        ('"" = "wx1"', "an account's id has letters, digits"),
        ('"g\\u0007h" = "wx1"', "an account's id has letters, digits"),
        ('gh_1 = ""', "is empty, or has characters that no id has"),
        ('gh_1 = " "', "is empty, or has characters that no id has"),
        ('gh_1 = "../wx1"', "is empty, or has characters that no id has"),
        ('gh_1 = "wx/1"', "is empty, or has characters that no id has"),
        ('gh_1 = "wx1\\n"', "is empty, or has characters that no id has"),
        ("gh_1 = 1", "a text in quotes is expected"),
        ('gh_1 = "wx1234567890abcdef"', "is the same as of an account above"),
    ],
)
def test_ids_that_cannot_be_right_are_refused(tmp_path: Path, entry: str, text: str) -> None:
    """They may become part of a path, and one id at the source is one account."""
    message = faults(tmp_path, f"{FILES['wechat']}{entry}\n")
    assert "1 fault(s)" in message
    assert text in message


def test_an_id_at_the_source_may_be_in_any_script(tmp_path: Path) -> None:
    """A warehouse may know an account by its name."""
    found = read(tmp_path, f"{FILES['database']}[accounts]\ngh_1 = '某市 发布'\n")
    assert found.accounts == {"gh_1": "某市 发布"}


@pytest.mark.parametrize(
    "address",
    [
        *("https://api.example.cn", "https://api.example.cn:8443/v2/"),
        *("http://127.0.0.1:9", "http://localhost"),
    ],
)
def test_another_address_is_https_or_on_this_computer(tmp_path: Path, address: str) -> None:
    """With a path or without."""
    assert read(tmp_path, f'base_url = "{address}"\n{FILES["weibo"]}').base_url == address


@pytest.mark.parametrize(
    "address",
    [
        *("http://api.example.cn", "ftp://h", "https://", "api.example.cn", "", "https://h:x"),
        *("https://u@h", "https://h?a=1", "https://h#a", "https://h/ a", "https://[::1"),
        *(
            "http://127.0.0.1@h",
            "http://localhost.example.cn",
            "https://h\\\\x",
            "https://h\\u0000",
        ),
    ],
)
def test_any_other_address_is_refused(tmp_path: Path, address: str) -> None:
    """A secret would be sent there."""
    message = faults(tmp_path, f'base_url = "{address}"\n{FILES["weibo"]}')
    assert "line 1, base_url: write https://HOST or https://HOST/PATH" in message


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("wechat", "query", '"SELECT 1"'),
        ("weibo", "media", "[]"),
        ("newrank", "media", '["1"]'),
        ("weibo_commercial", "envelope", "{}"),
        ("weibo", "fields", "{}"),
        ("gsdata", "query", '"SELECT 1"'),
        ("database", "base_url", '"https://h"'),
    ],
)
def test_a_key_that_a_kind_does_not_use_is_refused(
    tmp_path: Path, kind: str, key: str, value: str
) -> None:
    """It would be passed over in silence."""
    message = faults(tmp_path, f"{key} = {value}\n{FILES[kind]}")
    assert f"line 1, {key}: a source of the kind '{kind}' does not use it" in message


def test_a_database_needs_its_query_and_the_columns(tmp_path: Path) -> None:
    """Nothing else says what a warehouse holds."""
    head = 'kind = "database"\n[credentials]\nurl = "env:URL"\n'
    message = faults(tmp_path, head)
    assert "\n  - query: is missing" in message
    assert "\n  - fields: is missing" in message
    assert "fields: names no platform" in faults(tmp_path, f"{head}[fields]\n")


def test_fields_must_name_the_post_and_what_reads_are(tmp_path: Path) -> None:
    """Misspelt keys and measures come with what may have been meant."""
    message = faults(
        tmp_path,
        """
        kind = "newrank"
        [credentials]
        key = "env:KEY"
        [fields.wechat]
        titel = "title"
        counts = { reads = "r", like = "l" }
        reads_unit = "persons"
        capped = [-1, "10万+"]
        [fields.weibo]
        native_id = ""
        counts = { reads = "r" }
        [fields.douyin]
        url = "u"
        """,
    )
    for part in (
        "line 5, fields.wechat: neither native_id nor url: no post can be named",
        "line 6, fields.wechat.titel: is not a known key; did you mean 'title'?",
        "line 7, fields.wechat.counts.like: found 'like', allowed:",
        "did you mean 'likes'?",
        "line 8, fields.wechat.reads_unit: found 'persons', allowed: 'times' or 'people'",
        "line 9, fields.wechat.capped[0]: found -1",
        "line 9, fields.wechat.capped[1]: found '10万+': a whole number is expected",
        "line 10, fields.weibo: a source of the kind 'newrank' has no posts of this platform",
        "line 11, fields.weibo.native_id: found '': the text is empty",
        'line 10, fields.weibo.reads_unit: is missing: "times" or "people"',
        "fields.douyin: found 'douyin', allowed: 'wechat' or 'weibo'",
    ):
        assert part in message, message


@pytest.mark.parametrize(
    "limit",
    [
        *("per_second = 0", "per_second = -1.5", "per_second = inf", "per_second = nan"),
        *("per_second = true", 'per_second = "5"', "calls_per_day = 0", "calls_per_day = 1.5"),
        *("calls_per_day = true", "per_minute = 1"),
    ],
)
def test_a_limit_that_is_none_is_refused(tmp_path: Path, limit: str) -> None:
    """Numbers above zero; calls in whole numbers."""
    message = faults(tmp_path, f"{FILES['weibo']}[limits]\n{limit}\n")
    assert "1 fault(s)" in message
    assert f", limits.{limit.split()[0]}: " in message


def test_an_odd_uid_among_the_media_is_refused(tmp_path: Path) -> None:
    """Each by its place."""
    text = FILES["weibo_commercial"].replace('"1000000001"', '"1000000001", "某报", 7')
    message = faults(tmp_path, text)
    assert "media[1]: is not an account's id" in message
    assert "media[2]: found 7: a text in quotes is expected" in message


def test_an_unknown_kind_comes_with_the_known_ones(tmp_path: Path) -> None:
    """The rest of the file is still checked where that does not need the kind."""
    message = faults(tmp_path, 'kind = "wechatt"\n[credentials]\nx = 3\n[fields.wechat]\n')
    assert "line 1, kind: found 'wechatt', allowed: 'wechat', 'wechat_platform'" in message
    assert "did you mean 'wechat'?" in message
    assert "line 3, credentials.x: a text in quotes is expected" in message
    assert "line 4, fields.wechat: neither native_id nor url" in message
    assert "kind: found ['wechat'], allowed" in faults(tmp_path, 'kind = ["wechat"]')


def test_only_files_with_a_kind_are_sources(tmp_path: Path) -> None:
    """The others are formats of spreadsheets, in the same folder; the id is the file's."""
    folder = CONFIG / "sources"
    shipped = {path.stem: path for path in folder.glob("*.toml")}
    assert shipped
    assert source_files(shipped) == {}
    own = write(tmp_path, FILES["weibo"], "我们的")
    found = source_files(shipped | {"我们的": own})
    assert {name: source.kind for name, source in found.items()} == {"我们的": "weibo"}


def test_faults_of_all_files_come_in_one_message(tmp_path: Path) -> None:
    """Each file with its own list; a file that is no TOML might be a source and is named too."""
    files = {
        "a": write(tmp_path, 'kind = "wechat"\n', "a"),
        "b": write(tmp_path, "kind = \n", "b"),
        "c": write(tmp_path, FILES["weibo"], "c"),
    }
    with pytest.raises(ConfigError, match=r"(?s)2 source files are wrong:.*a\.toml.*b\.toml"):
        source_files(files)
    with pytest.raises(ConfigError, match=r"^'.*b\.toml' is not a TOML file"):
        source_files({"b": files["b"]})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_a_sound_source_file(tmp_path: Path, sample: Path) -> None:
    """Copied and renamed as it says; what is commented out in it is sound as well."""
    name = sample.name.removesuffix(".sample")
    shutil.copy(sample, tmp_path / name)
    found = source_files({sample.stem: tmp_path / name})
    assert [source.kind for source in found.values()] == [name.removesuffix(".toml")]
    setting = re.compile(r"^# (?=\[|\w+ = )", re.MULTILINE)
    assert read(tmp_path, setting.sub("", sample.read_text(encoding="utf-8"))).kind in Kind


def test_there_is_a_sample_for_the_common_kinds() -> None:
    """Others are in docs/source-files.md."""
    names = {path.name.removesuffix(".toml.sample") for path in SAMPLES}
    assert names >= {"wechat", "weibo", "gsdata", "database"}


def test_the_examples_of_the_documentation_are_sound_and_cover_every_kind(tmp_path: Path) -> None:
    """They are there to be copied."""
    text = (CONFIG.parent / "docs" / "source-files.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert [read(tmp_path, example).kind for example in examples] == list(Kind)
