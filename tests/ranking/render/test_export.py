"""The files of an edition: safe names, the formats that are wanted, the same bytes every time."""

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from ranking.publish_rules import FORMATS, PublishRules
from ranking.render import export
from ranking.render.export import files, formats_of, stem, unsettable
from tests.builders.publications import (
    hostile_publication,
    shipped_publishing,
    small_publication,
)

OWN = ("json", "csv", "xlsx", "md")
"""Formats that no font or office template has a part in; the others have tests of their own."""


def synthetic():
    edition = replace(small_publication().edition, synthetic=True)
    return replace(small_publication(), edition=edition)


def test_files_are_named_by_list_and_month(zh):
    """No title, unit or office enters a file name."""
    made = files(small_publication(), shipped_publishing(), zh, OWN)
    assert list(made) == [f"main-2026-10.{name}" for name in OWN]


def test_every_format_of_the_office_is_written(zh, monkeypatch):
    monkeypatch.setattr(export, "_WRITERS", {name: lambda source: [b"x"] for name in FORMATS})
    made = files(small_publication(), shipped_publishing(), zh)
    assert list(made) == [f"main-2026-10.{name}" for name in FORMATS]


def test_several_pages_are_numbered(zh, monkeypatch):
    monkeypatch.setattr(export, "_WRITERS", {"png": lambda source: [b"1", b"2"]})
    made = files(small_publication(), shipped_publishing(), zh, ["png"])
    assert made == {"main-2026-10-1.png": b"1", "main-2026-10-2.png": b"2"}


def test_json_is_always_one_of_the_formats():
    assert formats_of(PublishRules(formats=("pdf", "csv"))) == ("json", "csv", "pdf")


def test_a_format_that_is_named_twice_is_written_once(zh):
    told = []
    made = files(
        small_publication(),
        shipped_publishing(),
        zh,
        ["md", "csv", "md"],
        lambda done, count: told.append((done, count)),
    )
    assert list(made) == ["main-2026-10.md", "main-2026-10.csv"]
    assert told == [(0, 2), (1, 2)]


def test_synthetic_files_say_so_in_their_names(zh):
    """A copy in a mail still tells."""
    made = files(synthetic(), shipped_publishing(), zh, OWN)
    assert all("-synthetic." in name for name in made)


def test_a_hostile_list_id_leads_nowhere():
    """Names hold letters, digits and dashes only, so they stay in the folder asked for."""
    edition = replace(hostile_publication().edition, list_id="../../etc/CON")
    assert re.fullmatch(r"[\w-]+", stem(edition))


def test_hostile_texts_are_written_in_every_format(zh):
    made = files(hostile_publication(), shipped_publishing(), zh, OWN)
    assert all(made.values())
    assert json.loads(made["main-2026-10.json"])["format"] == "govrank-edition/1"


def test_each_format_that_cannot_set_a_name_is_told_with_the_characters(zh):
    asked = ("json", "docx", "pdf", "png")
    publication, sound = small_publication(), shipped_publishing()
    assert unsettable(publication, sound, zh, asked) == {}
    renamed = replace(publication, edition=replace(publication.edition, title="榜🎉"))
    found = unsettable(renamed, sound, zh, asked)
    assert list(found) == ["pdf", "png"]
    assert all("U+1F389" in str(error) for error in found.values())
    assert unsettable(renamed, sound, zh, ["json", "docx"]) == {}
    paper_only = shipped_publishing(red_header="🎉办公室文件")
    assert list(unsettable(publication, paper_only, zh, asked)) == ["pdf"]


_ELSEWHERE = """
import hashlib, sys
from ranking.i18n import Translator
from ranking.render.export import files
from tests.builders.publications import shipped_publishing, small_publication
made = files(small_publication(), shipped_publishing(), Translator("en"), sys.argv[1:])
for name, data in made.items():
    print(name, hashlib.sha256(data).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(en, pytestconfig):
    """Neither the time nor the order of a set has a part in a file."""
    run = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, *FORMATS],
        capture_output=True,
        text=True,
        check=True,
        cwd=pytestconfig.rootpath,
        env={"PYTHONHASHSEED": "7", "PATH": "", "TZ": "America/New_York", "LANG": "C.UTF-8"},
    )
    other = dict(line.split() for line in run.stdout.splitlines())
    made = files(small_publication(), shipped_publishing(), en, FORMATS)
    assert {name: hashlib.sha256(data).hexdigest() for name, data in made.items()} == other
    assert {name.rpartition(".")[2] for name in other} == set(FORMATS)


def test_no_format_is_loaded_before_it_is_wanted():
    """``govrank --help`` and ``show`` load neither Word nor Typst."""
    code = (
        "import sys, ranking.render.export; "
        "print(sorted({'docx', 'typst', 'xlsxwriter', 'jinja2', 'fontTools'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
