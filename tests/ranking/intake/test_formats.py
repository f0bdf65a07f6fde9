"""Format and mapping files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.intake.formats import Format, load_formats, load_mapping

MAPPING = """
id = "vendor"
title = "某厂商"
dataset = "posts"
[columns]
title = ["文章"]
published_at = ["何时"]
[values]
platform = "微信"
"""


def write(folder: Path, text: str, name: str = "mapping.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_formats_are_sound(formats: tuple[Format, ...]) -> None:
    """Every shipped file loads; ids are those of the files' names."""
    assert [known.id for known in formats] == [
        *("channels", "generic-posts", "monitoring-feed", "reprints", "roster"),
        *("wechat-article-exporter", "wechat-backoffice", "weibo-crawler", "weibo-search"),
    ]


def test_a_mapping_file_is_a_format(tmp_path: Path) -> None:
    """What a user writes for a vendor's export has the same schema, with few keys needed."""
    mapping = load_mapping(write(tmp_path, MAPPING))
    assert mapping.columns["title"] == ("文章",)
    assert mapping.required == ("published_at",)


def test_a_later_folder_replaces_a_format_of_the_same_id(tmp_path: Path) -> None:
    """A workspace overrides a shipped format by id; folders that do not exist are passed over."""
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    write(shipped, MAPPING)
    write(own, MAPPING.replace("某厂商", "我们的"))
    (only,) = load_formats(shipped, own, tmp_path / "absent")
    assert only.title == "我们的"


def test_a_file_that_sets_up_an_interface_is_no_format(tmp_path: Path) -> None:
    """What has a ``kind`` is passed over; a faulty format beside it is still refused."""
    write(tmp_path, MAPPING)
    write(tmp_path, 'kind = "wechat"\n[credentials]\nsecret = "env:S"\n', "wechat.toml")
    assert [known.id for known in load_formats(tmp_path)] == ["vendor"]
    write(tmp_path, 'knd = "wechat"\n', "weibo.toml")
    with pytest.raises(ConfigError, match=r"weibo\.toml is not a valid format"):
        load_formats(tmp_path)


def test_no_format_at_all_is_refused(tmp_path: Path) -> None:
    """An installation without formats says where it looked."""
    with pytest.raises(ConfigError, match="no format file") as caught:
        load_formats(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Misspelt keys and columns, missing ones and wrong types come in one message, with hints."""
    faulty = """
    id = ""
    titel = "x"
    dataset = "reprints"
    [recognise]
    header = ["a"]
    columns = ["chanel"]
    [columns]
    chanel = ["渠道"]
    likes = "点赞"
    """
    with pytest.raises(ConfigError) as caught:
        load_mapping(write(tmp_path, faulty))
    text = str(caught.value)
    for part in (
        "mapping.toml",
        "id: ",
        "title: Field required",
        "titel: no such key; did you mean title",
        "recognise.header: no such key; did you mean headers",
        "columns.likes: ",
        "columns.chanel: reprints have no such column; did you mean channel",
        "columns.post: missing",
        "columns.channel: missing",
    ):
        assert part in text
    assert caught.value.hint_text()


def test_a_column_asked_for_but_not_mapped_is_a_fault(tmp_path: Path) -> None:
    """recognise.columns may only name columns of the same file."""
    faulty = MAPPING + "\n[recognise]\ncolumns = ['published_at|pubished_at']\n"
    with pytest.raises(ConfigError, match=r"'pubished_at' is not among .* mean published_at"):
        load_mapping(write(tmp_path, faulty))


def test_an_unknown_dataset_is_told_with_the_known_ones(tmp_path: Path) -> None:
    """The allowed datasets are in the message."""
    with pytest.raises(ConfigError, match="'posts', 'reprints', 'articles', 'channels' or"):
        load_mapping(write(tmp_path, MAPPING.replace('"posts"', '"post"')))


@pytest.mark.parametrize("text", ["id = \n", "\x00", 'id = "{hostile}\n'])
def test_what_is_not_toml_is_refused_with_the_place(tmp_path: Path, text: str) -> None:
    """A syntax error names the file and the line, braces and all."""
    with pytest.raises(ConfigError, match=r"mapping\.toml is not TOML") as caught:
        load_mapping(write(tmp_path, text))
    assert "line 1" in str(caught.value)


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """GB18030 in a mapping file is said, not guessed."""
    path = tmp_path / "mapping.toml"
    path.write_bytes(MAPPING.encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_mapping(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(ConfigError, match=r"gone\.toml cannot be read"):
        load_mapping(tmp_path / "gone.toml")
