"""Files of a release: compared where the same tools made them, else left to the signature."""

import io
import zipfile
from types import SimpleNamespace

import pytest

from ranking.errors import VerificationError
from ranking.render.renderers import FONTS, TOOLS, versions
from ranking.workflow.verify_files import check_files, other_tools

SNAPSHOT = SimpleNamespace(header=SimpleNamespace(engine="govrank 0.1.0"))


def zipped(level: int = 6, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as packed:
        for name, text in parts.items():
            packed.writestr(name, text * 100)
    return file.getvalue()


CONTENT = {
    "main-2026-10.json": b'{"boards": [{"total": 1.5}]}',
    "main-2026-10.csv": b"a\r\nb\r\n",
    "main-2026-10.xlsx": zipped(sheet="x"),
    "main-2026-10.pdf": b"%PDF",
    "main-2026-10-1.png": b"1",
    "main-2026-10-2.png": b"2",
}


@pytest.fixture
def folder(tmp_path):
    for name, data in CONTENT.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def made_by(**other) -> dict:
    return versions() | other


def held(folder, renderers, content=CONTENT):
    """Check with what a verifier would make; return name → which check held, and the sentences."""
    other = other_tools(renderers)
    expected = {name: data for name, data in content.items() if not other[name.split(".")[-1]]}
    found = list(check_files(folder, expected, SNAPSHOT, renderers))
    names = {one.params["file"].removeprefix("files/"): one.check for one in found}
    return names, [one.template.format(**one.params) for one in found]


def test_with_the_same_tools_every_file_is_compared(folder):
    names, _ = held(folder, made_by())
    assert names == dict.fromkeys(CONTENT, "published")


def test_with_another_typst_its_formats_rest_on_the_signature(folder):
    names, said = held(folder, made_by(typst="0.0.1"))
    assert {name for name, check in names.items() if check == "signed"} == {
        "main-2026-10.pdf",
        "main-2026-10-1.png",
        "main-2026-10-2.png",
    }
    assert said[-1] == ("files/main-2026-10.xlsx says the same numbers")
    assert (
        "files/main-2026-10.pdf: as signed; made with typst 0.0.1, "
        f"here is typst {versions()['typst']}" in said
    )


def test_a_verifier_without_fonts_is_no_failure(folder, monkeypatch):
    here = versions() | {FONTS: None}
    monkeypatch.setattr("ranking.workflow.verify_files.versions", lambda: here)
    names, said = held(folder, made_by(**{FONTS: "2026.9"}))
    assert names["main-2026-10.pdf"] == "signed"
    assert names["main-2026-10.csv"] == "published"
    assert any(text.endswith(f"made with {FONTS} 2026.9, here is {FONTS} -") for text in said)


def test_another_govrank_compares_json_alone(folder):
    names, _ = held(folder, made_by(govrank="9"))
    assert [name for name, check in names.items() if check == "published"] == ["main-2026-10.json"]


def test_json_is_compared_whoever_made_it(folder):
    (folder / "main-2026-10.json").write_bytes(b'{"boards": [{"total": 2.5}]}')
    with pytest.raises(VerificationError, match=r"at /boards/0/total it says 2\.5.* is 1\.5"):
        held(folder, made_by(govrank="9"))


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("main-2026-10.csv", b"a\r\nc\r\n", "00002"),
        ("main-2026-10.xlsx", zipped(sheet="y"), "sheet"),
        ("main-2026-10.pdf", b"%PDG", "SHA-256"),
        ("main-2026-10-2.png", b"3", "SHA-256"),
    ],
)
def test_a_file_that_differs_is_named_with_the_place(folder, name, data, place):
    (folder / name).write_bytes(data)
    with pytest.raises(VerificationError, match=f"'files/{name}' does not follow.* at {place}"):
        held(folder, made_by())


def test_how_a_workbook_was_packed_says_nothing(folder):
    (folder / "main-2026-10.xlsx").write_bytes(zipped(1, sheet="x"))
    assert held(folder, made_by())[0]["main-2026-10.xlsx"] == "published"


def test_a_workbook_that_is_none_is_refused(folder):
    (folder / "main-2026-10.xlsx").write_bytes(b"PK")
    with pytest.raises(VerificationError, match=r"xlsx' does not hold what a release keeps there"):
        held(folder, made_by())


@pytest.mark.parametrize("name", ["more.html", "main-2026-10-3.png", "other.json"])
def test_a_file_that_no_format_accounts_for_is_refused(folder, name):
    (folder / name).write_bytes(b"x")
    with pytest.raises(VerificationError, match="expected are"):
        held(folder, made_by())


def test_a_file_that_is_missing_is_refused(folder):
    (folder / "main-2026-10.csv").unlink()
    with pytest.raises(VerificationError, match=r"main-2026-10\.csv"):
        held(folder, made_by())


def test_every_format_but_json_depends_on_its_tools():
    other = other_tools(dict.fromkeys(versions(), "0"))
    assert other == {**TOOLS, "json": ()}


def test_a_manifest_without_versions_leaves_all_but_json_to_the_signature():
    assert other_tools({}) == {**TOOLS, "json": ()}
