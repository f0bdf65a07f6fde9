"""Which tools make which format, and what is said where one is not installed."""

from importlib import metadata

import pytest

from ranking import __version__
from ranking.errors import ConfigError
from ranking.publish_rules import FORMATS
from ranking.render.renderers import FONTS, TOOLS, check_makeable, lacking, versions


@pytest.fixture
def without_fonts(monkeypatch):
    installed = metadata.version

    def version(package: str) -> str:
        if package == FONTS:
            raise metadata.PackageNotFoundError(package)
        return installed(package)

    monkeypatch.setattr(metadata, "version", version)


def test_every_format_has_its_tools():
    assert tuple(TOOLS) == FORMATS
    assert all(tools[0] == "govrank" for tools in TOOLS.values())


def test_versions_are_told_of_every_tool_in_order():
    found = versions()
    assert list(found) == sorted(found)
    assert set(found) == {tool for tools in TOOLS.values() for tool in tools} | {"zlib"}
    assert found["govrank"] == __version__
    assert found["xlsxwriter"] == metadata.version("xlsxwriter")
    assert None not in found.values()


def test_everything_can_be_made_where_all_is_installed():
    assert lacking(FORMATS) == {}
    check_makeable(FORMATS)


def test_without_the_fonts_pictures_and_pdf_cannot_be_made(without_fonts):
    assert versions()[FONTS] is None
    assert lacking(FORMATS) == {"pdf": FONTS, "png": FONTS}
    check_makeable(["json", "docx"])


def test_who_asks_for_one_is_told_what_to_install(without_fonts):
    with pytest.raises(ConfigError, match="pdf, png; not installed: manimgx-fonts-cjk") as raised:
        check_makeable(FORMATS)
    assert 'pip install "govrank[fonts]"' in raised.value.hint_text()
