from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from ranking.render.docx.document import docx_bytes
from ranking.render.figures import NOTHING
from ranking.render.text_view import Sentence, TextSection

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
CHILD = """
import hashlib, sys
from ranking.i18n import Translator
from ranking.render.docx.document import docx_bytes
from ranking.render.publication_view import publication_view
from tests.builders.publications import shipped_publishing, small_publication
view = publication_view(small_publication(), shipped_publishing(), Translator("en"))
sys.stdout.write(hashlib.sha256(docx_bytes(view, None)).hexdigest())
"""


def texts(document) -> list[str]:
    return [p.text for p in document.paragraphs]


def styled(document, style: str) -> list[str]:
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in document.element.body.iter(qn("w:p"))
        if p.pPr is not None and p.pPr.pStyle is not None and p.pPr.pStyle.val == style
    ]


def rows(table) -> list[list[str]]:
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in table._tbl.iter(qn("w:tr"))
    ]


def test_the_page_is_that_of_the_standard(view, opened):
    section = opened(view).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_the_text_is_set_in_the_fonts_of_the_standard_and_none_is_embedded(view, opened):
    styles = opened(view).styles
    fonts = {
        name: styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Body", "Title", "heading 1", "heading 2", "Footer")
    }
    assert fonts == {
        "Body": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "heading 1": "黑体",
        "heading 2": "楷体_GB2312",
        "Footer": "宋体",
    }
    body = styles["Body"].element
    assert body.rPr.find(qn("w:rFonts")).get(qn("w:ascii")) == "Times New Roman"
    assert body.rPr.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert body.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert body.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-4"
    names = zipfile.ZipFile(io.BytesIO(docx_bytes(view, None))).namelist()
    assert not [name for name in names if "font" in name.lower() and "fontTable" not in name]


def test_page_numbers_stand_outside_and_are_the_only_fields(view, opened):
    document = opened(view)
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert "".join(t.text for t in line._p.iter(qn("w:t"))) == "— 1 —"
        assert [f.get(qn("w:instr")) for f in line._p.iter(qn("w:fldSimple"))] == [" PAGE "]
    body = document.element.body
    for tag in ("w:fldSimple", "w:fldChar", "w:instrText", "w:hyperlink"):
        assert not list(body.iter(qn(tag)))


def test_every_number_and_name_of_a_board_is_the_views(view, opened):
    tables = opened(view).tables
    for board, table in zip(view.edition.boards, tables, strict=False):
        expected = [
            [row.rank.text, row.change.text, row.unit, row.index.text]
            + ([row.bonus.text, row.total.text] if board.has_bonus else [])
            + [figure.text for figure in row.counts]
            for row in board.rows
        ]
        assert rows(table)[1:] == expected


def test_posts_topics_and_campaigns_are_attached(view, opened):
    found = [row for table in opened(view).tables for row in rows(table)]
    assert view.edition.top_posts.rows
    for posts in (view.edition.top_posts, view.most_reprinted):
        for post in posts.rows:
            cells = [post.rank.text, post.title, post.unit, post.account, post.platform]
            figures = [figure.text for figure in (post.main, *post.counts)]
            assert [*cells, *figures] in found
    for topic in view.topics.rows:
        assert [topic.rank.text, topic.topic, topic.posts.text, topic.units.text] in found
    for campaign in view.edition.campaigns:
        for row in campaign.rows:
            assert [row.unit, row.group, row.posts.text, row.points.text] in found
    for fact in view.edition.provenance:
        assert [fact.label, fact.figure.text] in found


def test_a_board_without_bonus_has_no_columns_for_it(view, opened):
    board = replace(
        view.edition.boards[0],
        has_bonus=False,
        rows=tuple(replace(r, bonus=NOTHING) for r in view.edition.boards[0].rows),
    )
    edition = replace(view.edition, boards=(board,))
    heads = rows(opened(replace(view, edition=edition)).tables[0])[0]
    assert view.edition.labels.index in heads
    assert view.edition.labels.bonus not in heads
    assert view.edition.labels.total not in heads


def test_headings_of_tables_repeat_and_rows_are_not_torn(view, opened):
    for table in opened(view).tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))
        assert not any(row.trPr.find(qn("w:tblHeader")) is not None for row in others)


def test_tables_fill_the_line_and_their_cells_agree_with_their_columns(view, opened):
    for table in opened(view).tables:
        columns = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert sum(columns) == pytest.approx(Mm(156).twips, abs=len(columns))
        for row in table._tbl.tr_lst:
            widths = [int(c.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for c in row.tc_lst]
            assert widths == columns


def test_each_attachment_begins_a_page_and_stands_in_the_list(view, opened):
    document = opened(view)
    marks = [
        p for p in document.element.body.iter(qn("w:p"))
        if p.pPr is not None and p.pPr.find(qn("w:pageBreakBefore")) is not None
    ]  # fmt: skip
    titles = styled(document, "AttachmentTitle")
    assert len(marks) == len(titles) == len(styled(document, "Listed"))
    assert titles[: len(view.edition.boards)] == [b.title for b in view.edition.boards]
    for title, listed in zip(titles, styled(document, "Listed"), strict=True):
        assert listed.endswith(title)


def test_sections_are_numbered_in_the_way_of_the_language(view, english, opened):
    text = (
        TextSection("a", "总体情况", ((Sentence(("共发布稿件", "9篇。")), Sentence(("完。",))),)),
        TextSection("b", "传播力", ((Sentence(("略。",)),),)),
    )
    assert styled(opened(replace(view, text=text)), "Heading1") == ["一、总体情况", "二、传播力"]
    assert styled(opened(replace(view, text=text)), "Body") == ["共发布稿件9篇。完。", "略。"]
    assert styled(opened(replace(english, text=text)), "Heading1") == ["1. 总体情况", "2. 传播力"]


def test_the_written_text_is_printed_whole(view, opened):
    assert view.text
    document = opened(view)
    written = ["".join(s.text for s in p) for section in view.text for p in section.paragraphs]
    assert styled(document, "Body") == written


def test_it_is_signed_by_the_offices_and_dated_in_shanghai(view, english, opened):
    late = datetime.fromisoformat("2026-11-04T16:30:00+00:00")
    signed = replace(view.edition, offices="某某市网信办", created_at=late)
    assert styled(opened(replace(view, edition=signed)), "Signature") == [
        "某某市网信办",
        "2026年11月5日",
    ]
    dated = replace(english.edition, offices="", created_at=late)
    assert styled(opened(replace(english, edition=dated)), "Signature") == ["5 November 2026"]


def test_a_red_header_stands_above_the_number_and_a_red_rule(red, view, opened):
    document = opened(red)
    assert styled(document, "Issuer") == ["某某市互联网信息办公室文件"]
    assert styled(document, "Number") == ["某网信〔2026〕12号"]
    (rule,) = document.element.body.iter(qn("w:pBdr"))
    assert rule[0].get(qn("w:color")) == "FF0000"
    assert not styled(opened(view), "Issuer")
    assert not list(opened(view).element.body.iter(qn("w:pBdr")))


def test_the_title_breaks_before_a_bracket_only_where_it_is_too_long(view, opened):
    long = "某某市政务新媒体传播影响力榜（2026年10月）"
    titled = replace(view, edition=replace(view.edition, title=long))
    (title,) = [p for p in opened(titled).paragraphs if p.style.name == "Title"]
    assert title.text == "某某市政务新媒体传播影响力榜\n（2026年10月）"
    short = replace(view, edition=replace(view.edition, title="短榜（2026年10月）"))
    (title,) = [p for p in opened(short).paragraphs if p.style.name == "Title"]
    assert title.text == "短榜（2026年10月）"


def test_synthetic_data_are_called_so_above_all_and_on_every_page(synthetic, view, opened):
    document = opened(synthetic)
    assert texts(document)[0] == synthetic.edition.warning
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        assert [p.text for p in header.paragraphs] == [synthetic.edition.warning]
    plain = opened(view)
    assert not styled(plain, "Warning")
    assert [p.text for p in plain.sections[0].header.paragraphs] == [""]


def test_a_revised_edition_says_so(hostile_view, opened):
    assert hostile_view.edition.warning
    assert texts(opened(hostile_view))[0] == hostile_view.edition.warning


def test_the_first_three_are_bold_and_changes_coloured(view, opened):
    colours = {"rise": "C00000", "fall": "00713A", "new": "1F4E9E", "none": None}
    for board, table in zip(view.edition.boards, opened(view).tables, strict=False):
        for row, made in zip(board.rows, table._tbl.tr_lst[1:], strict=True):
            rank, change = made.tc_lst[0], made.tc_lst[1]
            assert bool(list(rank.iter(qn("w:b")))) == row.honoured
            found = [c.get(qn("w:val")) for c in change.iter(qn("w:color"))]
            assert found == [colours[row.change.tone]] * bool(colours[row.change.tone])


def test_hostile_texts_break_nothing_and_stay_text(hostile_view, opened):
    document = opened(hostile_view)
    for board, table in zip(hostile_view.edition.boards, document.tables, strict=False):
        assert [row[2] for row in rows(table)[1:]] == [row.unit for row in board.rows]
    package = zipfile.ZipFile(io.BytesIO(docx_bytes(hostile_view, None)))
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(package.read(name))
    relations = package.read("word/_rels/document.xml.rels").decode()
    assert "External" not in relations
    assert not list(document.element.body.iter(qn("w:fldSimple"), qn("w:hyperlink")))


def test_a_month_with_nothing_in_it_is_a_document(view, opened):
    edition = replace(
        view.edition,
        boards=(),
        campaigns=(),
        top_posts=replace(view.edition.top_posts, rows=()),
        coverage=(),
        notes=(),
    )
    empty = replace(
        view,
        edition=edition,
        text=(),
        topics=replace(view.topics, rows=()),
        most_reprinted=replace(view.most_reprinted, rows=()),
    )
    assert len(styled(opened(empty), "AttachmentTitle")) == 1


def test_properties_are_the_editions_and_not_todays(view, opened):
    properties = opened(view).core_properties
    created = view.edition.created_at.replace(microsecond=0)
    assert properties.created == properties.modified == created
    assert properties.author == properties.last_modified_by == view.edition.offices
    assert (properties.title, properties.comments) == (view.edition.title, "")
    entries = zipfile.ZipFile(io.BytesIO(docx_bytes(view, None))).infolist()
    assert {entry.date_time for entry in entries} == {created.timetuple()[:6]}
    assert entries[0].filename == "[Content_Types].xml"


def test_two_processes_write_the_same_bytes(english):
    made = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout == hashlib.sha256(docx_bytes(english, None)).hexdigest()


@pytest.mark.parametrize("which", ["red", "english", "hostile_view"])
def test_libreoffice_reads_it(which, request, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / "list.docx"
    file.write_bytes(docx_bytes(request.getfixturevalue(which), None))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(tmp_path / "list.pdf")
    try:
        assert len(pdf) > 4
        assert [round(side) for side in pdf[0].get_size()] == [595, 842]
    finally:
        pdf.close()
