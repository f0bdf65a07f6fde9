from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from ranking.errors import ConfigError
from ranking.render.docx import office_template
from ranking.render.docx.context import context
from ranking.render.docx.document import docx_bytes

MANUAL = Path(__file__).parents[4] / "docs" / "word.md"


def template(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(0, max(map(len, table)))
        for texts in table:
            for cell, text in zip(made.add_row().cells, texts, strict=False):
                cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


FULL = template(
    "{{ title }}",
    "{{ offices }}　{{ date }}",
    "{%p for section in text %}",
    "{{ section.heading }}",
    "{%p for paragraph in section.paragraphs %}",
    "{{ paragraph }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "{%p if warning %}",
    "注意：{{ warning }}",
    "{%p endif %}",
    table=(
        ("{{ labels.rank }}", "{{ labels.unit }}", "{{ labels.total }}"),
        ("{%tr for r in boards[0].rows %}",),
        ("{{ r.rank }}", "{{ r.unit }}", "{{ r.total }}"),
        ("{%tr endfor %}",),
    ),
)


def filled(view, given: bytes):
    return Document(io.BytesIO(docx_bytes(view, given)))


def texts(document) -> list[str]:
    return [p.text for p in document.paragraphs]


def test_texts_and_rows_are_filled_in(view):
    document = filled(view, FULL)
    assert texts(document)[0] == view.edition.title
    for section in view.text:
        assert section.heading in texts(document)
    (table,) = document.tables
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found[1:] == [[r.rank.text, r.unit, r.total.text] for r in view.edition.boards[0].rows]


def test_the_same_edition_gives_the_same_bytes(view):
    assert docx_bytes(view, FULL) == docx_bytes(view, FULL)
    properties = filled(view, FULL).core_properties
    assert properties.created == view.edition.created_at.replace(microsecond=0)
    assert properties.author == view.edition.offices


def test_hostile_texts_are_escaped_and_never_evaluated(hostile_view):
    made = docx_bytes(hostile_view, FULL)
    found = [[c.text for c in r.cells] for r in Document(io.BytesIO(made)).tables[0].rows]
    rows = hostile_view.edition.boards[0].rows
    assert found[1:] == [[r.rank.text, r.unit, r.total.text] for r in rows]
    package = zipfile.ZipFile(io.BytesIO(made))
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(package.read(name))


@pytest.mark.parametrize(
    ("text", "unknown", "near"),
    [
        ("{{ titel }}", "titel", "title"),
        ("{% for b in boards %}{{ b.rosw }}{% endfor %}", "rosw", "rows"),
        ("{{ top_posts.rows[0].acount }}", "acount", "account"),
    ],
)
def test_an_unknown_name_is_named_with_the_one_that_was_meant(view, text, unknown, near):
    with pytest.raises(ConfigError, match=f"asks for '{unknown}'") as raised:
        docx_bytes(view, template(text))
    assert near in raised.value.near
    assert "docs/word.md" in raised.value.hint_text()


def test_a_name_that_stands_in_many_places_is_suggested_once(view):
    with pytest.raises(ConfigError) as raised:
        docx_bytes(view, template("{{ rowz }}"))
    assert len(raised.value.near) == len(set(raised.value.near))
    assert "rows" in raised.value.near


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ boards.__init__.__globals__ }}",
        "{{ title.__class__.__name__ }}",
        "{{ boards.append(1) }}",
        "{{ boards.clear() }}",
        "{{ '{0.__class__}'.format(title) }}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(view, text):
    with pytest.raises(ConfigError, match=r"no template may|does not exist"):
        docx_bytes(view, template(text))


@pytest.mark.parametrize(
    "text",
    [
        "{% for %}",
        "{{ title",
        "{% endif %}",
        "{{ title|safe }}",
        "{{ title|nosuch }}",
        "{{ title() }}",
        "{{ 1 / 0 }}",
        "{{ title + 1 }}",
        "{% include 'x' %}",
        "{% for i in range(999999999) %}{% endfor %}",
        "{{ title * 10**9 }}",
        "{{ title|random }}",
    ],
)
def test_a_faulty_template_is_refused_with_its_name(view, text):
    named = replace(view, rules=view.rules.model_copy(update={"docx_template": "月度.docx"}))
    with pytest.raises(ConfigError, match=re.escape("'月度.docx' cannot be filled in")):
        docx_bytes(named, template(text))


def repacked(name: str, content: bytes) -> bytes:
    """Replace one part of a good template."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FULL)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return written.getvalue()


def macros() -> bytes:
    types = zipfile.ZipFile(io.BytesIO(FULL)).read("[Content_Types].xml").decode()
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    enabled = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return repacked("[Content_Types].xml", types.replace(plain, enabled).encode())


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"PK\x03\x04 broken",
        b"{\\rtf1 old}",
        b"PK\x05\x06" + bytes(18),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted",
        FULL[: len(FULL) // 2],
        repacked("word/document.xml", b"<w:document"),
        repacked("_rels/.rels", b"<Relationships/>"),
        macros(),
    ],
)
def test_what_is_no_word_document_is_refused(view, given):
    with pytest.raises(ConfigError, match=r"not a Word document"):
        docx_bytes(view, given)


def test_a_template_that_is_too_large_is_refused(view, monkeypatch):
    monkeypatch.setattr(office_template, "_LARGEST_UNPACKED", 1000)
    with pytest.raises(ConfigError, match="too large"):
        docx_bytes(view, FULL)


def test_a_warning_that_the_template_does_not_print_goes_above_everything(synthetic, view):
    silent = template("{{ title }}")
    first = filled(synthetic, silent).paragraphs[0]
    assert first.text == synthetic.edition.warning
    assert str(first.runs[0].font.color.rgb) == "C00000"
    assert texts(filled(view, silent))[0] == view.edition.title


def test_a_warning_that_the_template_prints_is_not_said_twice(synthetic):
    said = "".join(t.text or "" for t in filled(synthetic, FULL).element.body.iter(qn("w:t")))
    assert said.count(synthetic.edition.warning) == 1


def test_every_value_is_in_the_manual_and_the_manual_promises_no_other(view):
    rows = [line.split("|") for line in MANUAL.read_text(encoding="utf-8").splitlines()]
    table = [row for row in rows if len(row) == 4 and row[1].strip().startswith("`")]
    promised = {re.findall(r"`(\w+)`", row[1])[0] for row in table}
    values = context(view)
    assert promised == set(values)
    told = {name for row in table for cell in row[1:3] for name in re.findall(r"`(\w+)`", cell)}
    assert set(_inner(values)) <= told | set(values["labels"])


def _inner(values: object):
    if isinstance(values, dict):
        yield from values
        values = list(values.values())
    if isinstance(values, list):
        for value in values:
            yield from _inner(value)
