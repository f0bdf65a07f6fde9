import gettext

import pytest

import hatch_build

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "rank"
msgstr "名次"

#, fuzzy
msgid "unit"
msgstr "可能是单位"
"""


def test_catalogues_are_compiled_for_gettext(tmp_path):
    """The compiled file gives the translation; a doubtful one is left out."""
    folder = tmp_path / "ranking/locale/zh/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "govrank.po").write_text(PO, encoding="utf-8")
    assert hatch_build.compile_catalogues(tmp_path) == [folder / "govrank.mo"]
    catalogue = gettext.translation("govrank", tmp_path / "ranking/locale", ["zh"])
    assert catalogue.gettext("rank") == "名次"
    assert catalogue.gettext("unit") == "unit"
    assert [path.name for path in sorted(folder.iterdir())] == ["govrank.mo", "govrank.po"]


def test_a_missing_catalogue_stops_the_build(tmp_path):
    """No wheel is built without its Chinese texts; the message says how to write them."""
    with pytest.raises(FileNotFoundError, match=r"govrank\.po.*scripts/messages\.py"):
        hatch_build.compile_catalogues(tmp_path)
