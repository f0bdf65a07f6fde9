"""How an office publishes, read from its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.lists import ListFile
from ranking.text_files import load_text
from ranking.workflow.configuration import ConfigurationFiles
from ranking.workflow.publishing import read_publishing
from tests.builders.month import CONFIG, make_list


@pytest.fixture
def files(tmp_path: Path) -> ConfigurationFiles:
    """The shipped files, and a folder of Word templates."""
    (tmp_path / "templates").mkdir()
    return ConfigurationFiles(
        list_file=CONFIG / "lists" / "main.toml",
        method=CONFIG / "methods" / "shanghai.toml",
        features=CONFIG / "features.toml",
        campaigns=tmp_path / "campaigns",
        text=CONFIG / "text.toml",
        templates=tmp_path / "templates",
    )


def naming(template: str) -> ListFile:
    return make_list(publish={"docx_template": template})


def test_an_office_that_says_nothing_publishes_as_shipped(files: ConfigurationFiles) -> None:
    found = read_publishing(files, make_list())
    assert found.docx_template is None
    assert found.rules == make_list().publish
    assert found.text == load_text(CONFIG / "text.toml")


def test_the_template_that_the_list_names_is_read(files: ConfigurationFiles) -> None:
    """Whatever it holds; others that lie beside it are not looked at."""
    (files.templates / "公文.docx").write_bytes(b"own")
    (files.templates / "other.docx").mkdir()
    assert read_publishing(files, naming("公文.docx")).docx_template == b"own"


@pytest.mark.parametrize("name", ["missing.docx", "folder.docx", "a\0b.docx", f"{'x' * 300}.docx"])
def test_a_template_that_cannot_be_read_is_named_with_what_to_do(
    files: ConfigurationFiles, name: str
) -> None:
    (files.templates / "folder.docx").mkdir()
    with pytest.raises(ConfigError, match="names the Word template") as error:
        read_publishing(files, naming(name))
    assert "remove docx_template" in str(error.value.hint)


def test_a_faulty_text_file_is_refused(files: ConfigurationFiles, tmp_path: Path) -> None:
    (tmp_path / "text.toml").write_text("nonsense = 1\n", "utf-8")
    spoiled = ConfigurationFiles(**vars(files) | {"text": tmp_path / "text.toml"})
    with pytest.raises(ConfigError, match="nonsense"):
        read_publishing(spoiled, make_list())
