"""Finding a workspace and reading its govrank.toml."""

from pathlib import Path

import pytest

from ranking.errors import ConfigError, UsageError
from ranking.settings import FILE_NAME, find_home, load_settings, shipped_config

SECRET = "postgresql+psycopg://u:s3cr3t@h/db"


@pytest.fixture
def home(tmp_path) -> Path:
    folder = tmp_path / "办公室"
    folder.mkdir()
    (folder / FILE_NAME).write_text("", encoding="utf-8")
    return folder


def write(home: Path, text: str) -> None:
    (home / FILE_NAME).write_text(text, encoding="utf-8")


def refused(home: Path, environ: dict[str, str] | None = None) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load_settings(home, environ or {})
    return caught.value


def test_the_workspace_is_the_option_then_the_variable_then_a_parent(home, tmp_path) -> None:
    """In this order; the nearest parent of the current folder wins among parents."""
    other, inner = tmp_path / "other", home / "a" / "b"
    for folder in (other, inner):
        folder.mkdir(parents=True)
    (other / FILE_NAME).touch()
    named = {"GOVRANK_HOME": str(other)}
    assert find_home(home, inner, named) == home
    assert find_home(None, inner, named) == other
    assert find_home(None, inner, {}) == home
    assert find_home(None, inner, {"GOVRANK_HOME": ""}) == home
    (home / "a" / FILE_NAME).touch()
    assert find_home(None, inner, {}) == home / "a"


def test_a_named_folder_that_is_no_workspace_is_refused_even_inside_one(home) -> None:
    """What was named is meant: nothing else is taken in its place."""
    (home / "empty").mkdir()
    for wanted, environ in ((home / "empty", {}), (None, {"GOVRANK_HOME": str(home / "empty")})):
        with pytest.raises(UsageError) as caught:
            find_home(wanted, home, environ)
        assert f"'{home / 'empty'}' is not a govrank workspace" in str(caught.value)
        assert caught.value.hint_text() == f"Create one with: govrank init {home / 'empty'}"


def test_no_workspace_anywhere_says_where_it_was_looked_for(tmp_path) -> None:
    """And the three ways to have one."""
    with pytest.raises(UsageError) as caught:
        find_home(None, tmp_path, {})
    assert str(tmp_path) in str(caught.value)
    for way in ("govrank init", "--home", "GOVRANK_HOME"):
        assert way in caught.value.hint_text()


def test_an_empty_file_is_a_workspace_with_all_defaults(home) -> None:
    """The main list, SQLite in the workspace, its own config before the shipped one."""
    settings = load_settings(home, {})
    assert settings.list_id == "main"
    assert settings.database_url == f"sqlite:///{home / 'ledger.db'}"
    assert settings.config_folders == (home / "config", shipped_config())
    assert settings.facts == home / "facts"


def test_a_file_saved_by_notepad_is_read(home) -> None:
    """A byte order mark is no fault, in govrank.toml and in the file with the URL."""
    (home / FILE_NAME).write_bytes('\ufefflist = "区县"\n[database]\nurl_file = "url"'.encode())
    (home / "url").write_bytes(f"\ufeff{SECRET}\r\n".encode())
    settings = load_settings(home, {})
    assert (settings.list_id, settings.database_url) == ("区县", SECRET)


def test_the_database_is_the_variable_then_the_secret_file_then_the_setting(home) -> None:
    """The most private place wins; a file's path is below the workspace."""
    write(home, '[database]\nurl = "sqlite:///plain.db"\nurl_file = "secret/url"')
    (home / "secret").mkdir()
    (home / "secret" / "url").write_text(f"  {SECRET}\n")
    assert load_settings(home, {"GOVRANK_DATABASE_URL": "sqlite:///e.db"}).database_url == (
        "sqlite:///e.db"
    )
    assert load_settings(home, {"GOVRANK_DATABASE_URL": ""}).database_url == SECRET
    write(home, '[database]\nurl = "sqlite:///plain.db"')
    assert load_settings(home, {}).database_url == "sqlite:///plain.db"


def test_a_missing_or_unreadable_url_file_is_named(home) -> None:
    """With the reason and the two ways out; its content is never shown."""
    write(home, '[database]\nurl_file = "url"')
    error = refused(home)
    assert f"database.url_file: '{home / 'url'}' cannot be read (No such file" in str(error)
    assert "GOVRANK_DATABASE_URL" in error.hint_text()
    (home / "url").write_bytes("密码s3cr3t".encode("gbk"))
    error = refused(home)
    assert "it is not UTF-8 text" in str(error)
    assert "s3cr3t" not in str(error)


def test_all_faults_are_named_at_once_with_what_may_have_been_meant(home) -> None:
    """Unknown keys at both levels and values of the wrong kind."""
    write(home, 'lst = "x"\nlist = 5\ncolour = true\n[database]\nurl_fil = "x"\nurl = 2026-10-01')
    message = str(refused(home))
    assert f"{home / FILE_NAME} has 5 fault(s)" in message
    assert (
        "lst: not a known key (known: list, database, retention); did you mean 'list'?" in message
    )
    assert "list: 5 found, a text expected" in message
    assert "colour: not a known key" in message
    assert "database.url_fil: not a known key" in message
    assert "did you mean 'url_file'?" in message
    assert "database.url: a date or time found, a text expected" in message


@pytest.mark.parametrize(
    "text",
    [
        f'database = "{SECRET}"',
        f'[database]\nurl = ["{SECRET}"]',
        f'[database]\nurl = {{ main = "{SECRET}" }}',
        f'[database]\nulr = "{SECRET}"',
        f'[database]\nurl = "{SECRET}',
    ],
)
def test_a_password_in_the_wrong_place_is_not_repeated(home, text: str) -> None:
    """The fault is named by key; the value stays in the file."""
    write(home, text)
    error = refused(home)
    assert "s3cr3t" not in f"{error} {error.hint_text()} {error.params}"


@pytest.mark.parametrize(
    ("content", "part"),
    [(b"list = \n", "line 1"), ("list = '区'".encode("gbk"), "utf-8"), (None, "No such file")],
)
def test_a_file_that_is_not_toml_is_refused_by_name_and_place(home, content, part) -> None:
    """Broken TOML, another encoding, no file."""
    (home / FILE_NAME).unlink()
    if content is not None:
        (home / FILE_NAME).write_bytes(content)
    error = refused(home)
    assert str(home / FILE_NAME) in str(error)
    assert part in str(error)


def test_a_workspace_s_own_file_wins_over_the_shipped_one(home) -> None:
    """By name; shipped files it does not have remain, sorted by name."""
    (home / "config" / "methods").mkdir(parents=True)
    own = home / "config" / "methods" / "shanghai.toml"
    own.touch()
    (own.parent / "000.toml").touch()
    (own.parent / "备注.txt").touch()
    files = load_settings(home, {}).config_files("methods")
    assert files["shanghai"] == own
    assert next(iter(files)) == "000"
    assert list(files) == sorted(files)
    assert "备注" not in files
    shipped = {path.stem for path in (shipped_config() / "methods").glob("*.toml")}
    assert set(files) == shipped | {"000"}
    assert load_settings(home, {}).config_files("nothing") == {}


def test_the_shipped_configuration_has_what_a_new_office_needs() -> None:
    """Methods, lists and sources."""
    for kind in ("methods", "lists", "sources"):
        assert list((shipped_config() / kind).glob("*.toml")), kind


def test_records_are_kept_183_days_unless_the_office_keeps_them_longer(home) -> None:
    """The setting is days, a whole number."""
    assert load_settings(home, {}).audit_days == 183
    write(home, "[retention]\naudit_days = 400")
    assert load_settings(home, {}).audit_days == 400


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("182", "182 found; audit records are kept at least 183 days"),
        ("0", "audit records are kept at least 183 days"),
        ("-1", "audit records are kept at least 183 days"),
        ("99999999", "at most 36500"),
        ("true", "True found, a whole number expected"),
        ("183.0", "183.0 found, a whole number expected"),
        ('"183"', "a text found, a whole number expected"),
    ],
)
def test_fewer_days_are_refused_with_the_rule(home, value, said) -> None:
    """No setting shortens what the rule demands."""
    write(home, f"[retention]\naudit_days = {value}")
    assert f"retention.audit_days: {said}" in str(refused(home)) or said in str(refused(home))
