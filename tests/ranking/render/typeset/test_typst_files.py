"""PDF and PNG: opened again, and made twice."""

import ctypes
import io
import re
import shutil
import sys
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from ranking.errors import ConfigError
from ranking.i18n import Translator
from ranking.render.publication_view import publication_view
from ranking.render.typeset import fonts, typst_files
from ranking.render.typeset.typst_files import pdf_bytes, png_pages
from tests.builders.child import run_child
from tests.builders.hostile import HOSTILE
from tests.builders.publications import (
    hostile_publication,
    shipped_publishing,
    small_publication,
)

MARKUP = (
    '#eval("1+1")',
    "$x^2$",
    "@label <label>",
    "*粗* _斜_ `码`",
    "= 标题",
    "[方括号](x)",
    "\\ /* */",
)


def made(publication, language="zh", **rules):
    return publication_view(publication, shipped_publishing(**rules), Translator(language))


@pytest.fixture(scope="module")
def view():
    return made(small_publication())


def changed(view, **changes):
    return replace(view, edition=replace(view.edition, **changes))


def with_units(view, names):
    """The first board with other names."""
    board = view.edition.boards[0]
    rows = tuple(replace(board.rows[0], unit=name) for name in names)
    return changed(view, boards=(replace(board, rows=rows), *view.edition.boards[1:]))


def with_titles(view, titles):
    top = view.edition.top_posts
    return changed(
        view, top_posts=replace(top, rows=tuple(replace(top.rows[0], title=t) for t in titles))
    )


def pages(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def text_of(data):
    """All text without the spaces and line breaks that laying out brings."""
    return squeezed("".join(pages(data)))


def running_text(view):
    """All text as it runs on from page to page, without page numbers and heads."""
    head = re.escape(squeezed(f"{view.edition.title}{view.edition.offices}"))
    return re.sub(rf"—\d+—{head}", "", text_of(pdf_bytes(view)))


def squeezed(text):
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\ufffe")


def test_every_rank_unit_total_and_count_can_be_read_in_the_pdf(view):
    text = text_of(pdf_bytes(view))
    for board in view.edition.boards:
        assert squeezed(board.title) in text
        for row in board.rows:
            figures = (
                (row.index, row.bonus, row.total) if board.has_bonus else (row.index, row.total)
            )
            scores = "".join(figure.text for figure in figures)
            assert f"{row.rank.text}{row.change.text}{row.unit}{scores}" in text
            assert "".join(count.text for count in row.counts) in text


def test_head_text_posts_topics_campaigns_notes_and_provenance_are_printed(view):
    text = running_text(view)
    edition = view.edition
    wanted = [edition.title, edition.subtitle, edition.offices, *edition.notes, *edition.coverage]
    wanted += [section.heading for section in view.text]
    sentences = [s for section in view.text for p in section.paragraphs for s in p]
    # A sentence may go on over the foot of a page: its pieces are looked for.
    wanted += [x if isinstance(x, str) else x.text for s in sentences for x in s.pieces]
    wanted += [post.title for post in (*edition.top_posts.rows, *view.most_reprinted.rows)]
    wanted += [topic.topic for topic in view.topics.rows]
    wanted += [c.name for c in edition.campaigns] + [c.summary for c in edition.campaigns]
    wanted += [fact.figure.text for fact in (*edition.statistics, *edition.provenance)]
    wanted += [t for i in view.formula.indexes for n in i.nodes for t in (n.label, n.formula)]
    assert [w for w in wanted if squeezed(w) not in text] == []


def test_it_is_an_archive_pdf_with_title_author_and_the_time_of_the_edition(view):
    data = pdf_bytes(view)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    about = pypdfium2.PdfDocument(data).get_metadata_dict()
    assert about["Title"] == view.edition.title
    assert about["Author"] == view.edition.offices
    assert about["CreationDate"].startswith(f"D:{view.edition.created_at:%Y%m%d%H%M%S}")


def embedded_fonts(data):
    """Base name → whether it is embedded, of all fonts that texts are set in."""
    found = {}
    for page in pypdfium2.PdfDocument(data):
        for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(thing)
            name = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, name, 200)
            found[name.value.decode()] = raw.FPDFFont_GetIsEmbedded(font)
    return found


def test_only_our_font_is_used_and_a_subset_of_it_embedded(view):
    data = pdf_bytes(view)
    used = embedded_fonts(data)
    assert used
    assert all("NotoSansCJKsc" in name and embedded == 1 for name, embedded in used.items())
    assert len(data) < 1_000_000


def test_pages_are_numbered_and_repeat_title_and_table_head(view):
    board = view.edition.boards[0]
    many = replace(board, rows=board.rows * 30)
    found = pages(pdf_bytes(changed(view, boards=(many,), synthetic=False, warning="")))
    assert len(found) > 3
    assert all(f"— {n} —" in text for n, text in enumerate(found, start=1))
    assert all(squeezed(view.edition.title) in squeezed(text) for text in found)
    row = f"{board.rows[0].unit}{board.rows[0].index.text}"
    with_rows = [text for text in map(squeezed, found) if row in text]
    assert len(with_rows) > 3
    assert all(view.edition.labels.previous in text for text in with_rows)


def test_every_page_of_a_synthetic_or_revised_edition_says_so(view):
    said = changed(view, synthetic=True, warning="本榜单使用模拟数据")
    found = pages(pdf_bytes(said))
    assert len(found) > 1
    assert all("本榜单使用模拟数据" in squeezed(text) for text in found)
    assert all(view.edition.labels.synthetic in squeezed(text) for text in found)


def test_a_red_header_stands_above_the_title(view):
    rules = {"red_header": "上海市互联网信息办公室", "document_number": "沪网信〔2026〕11号"}
    first = squeezed(pages(pdf_bytes(made(small_publication(), **rules)))[0])
    places = [first.index(t) for t in (*rules.values(), squeezed(view.edition.title))]
    assert places == sorted(places)


def test_markup_in_names_and_titles_is_text(view):
    text = text_of(pdf_bytes(with_titles(with_units(view, MARKUP), MARKUP)))
    assert [m for m in MARKUP if text.count(squeezed(m)) < 2] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_texts_are_set_in_both_formats(language):
    hostile = made(hostile_publication(), language)
    text = text_of(pdf_bytes(hostile))
    units = [row.unit for board in hostile.edition.boards for row in board.rows]
    assert [u for u in units if squeezed(u).replace("\ufffd", "〓") not in text] == []
    assert png_pages(hostile)


def test_hostile_titles_are_all_there(view):
    titles = [post.title for post in made(hostile_publication()).edition.top_posts.rows]
    text = text_of(pdf_bytes(with_titles(view, (*titles, "a" * 300, HOSTILE[10]))))
    assert "a" * 300 in text
    assert HOSTILE[10] in text


def test_rare_names_are_set_and_an_emoji_in_a_title_is_marked_and_listed(view):
    rare = "鄠邑硚口洺堃𬭩𫭟㵲崀塱垟"
    text = text_of(pdf_bytes(with_titles(with_units(view, [rare]), ["开幕🎉啦❤️"])))
    assert rare in text
    assert "开幕〓啦〓" in text
    assert "U+2764" in text
    assert "U+1F389" in text


@pytest.mark.parametrize("make", [pdf_bytes, png_pages])
def test_a_name_the_font_cannot_set_is_refused(view, make):
    with pytest.raises(ConfigError, match=r"🎉 \(U\+1F389\) in '市🎉局'"):
        make(with_units(view, ["市🎉局"]))


@pytest.mark.parametrize("make", [pdf_bytes, png_pages])
def test_without_the_font_nothing_is_made(view, make, monkeypatch):
    monkeypatch.setitem(sys.modules, "manimgx_fonts_cjk", None)
    with pytest.raises(ConfigError, match="not installed"):
        make(view)


def test_a_faulty_template_is_named_without_a_traceback(view, monkeypatch, tmp_path):
    (tmp_path / "paper.typ").write_text("#let x = ", "utf-8")
    monkeypatch.setattr(typst_files, "_TEMPLATES", tmp_path)
    with pytest.raises(ConfigError, match=r"paper\.typ.*expected expression"):
        pdf_bytes(view)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_are_1080_pixels_wide_and_not_too_long(language):
    view = made(small_publication(), language)
    board = view.edition.boards[0]
    boards = (replace(board, rows=(board.rows * 60)[:312]), *view.edition.boards[1:])
    sizes = [Image.open(io.BytesIO(p)).size for p in png_pages(changed(view, boards=boards))]
    assert len(sizes) == 8
    assert all(width == 1080 and 500 < height < 16_000 for width, height in sizes)


def test_an_edition_without_boards_or_posts_is_made(view):
    top = replace(view.edition.top_posts, rows=())
    bare = changed(view, boards=(), top_posts=top, campaigns=(), statistics=(), notes=())
    bare = replace(bare, text=(), most_reprinted=top, topics=replace(view.topics, rows=()))
    assert squeezed(view.edition.title) in text_of(pdf_bytes(bare))
    assert len(png_pages(bare)) == 1


CHILD = """
import hashlib
from ranking.i18n import Translator
from ranking.render.publication_view import publication_view
from ranking.render.typeset.typst_files import pdf_bytes, png_pages
from tests.builders.publications import shipped_publishing, small_publication
view = publication_view(small_publication(), shipped_publishing(), Translator("zh"))
print(hashlib.sha256(b"".join([pdf_bytes(view), *png_pages(view)])).hexdigest())
"""


@pytest.mark.slow
def test_other_processes_with_and_without_other_fonts_make_the_same_bytes(tmp_path):
    there, none = tmp_path / "there", tmp_path / "none"
    for home in (there, none):
        (home / ".fonts").mkdir(parents=True)
        (home / "fonts.conf").write_text(f"<fontconfig><dir>{home}/.fonts</dir></fontconfig>")
    shutil.copy(fonts.font_file(), there / ".fonts" / "Another.ttc")
    made = [
        run_child(CHILD, HOME=str(home), FONTCONFIG_FILE=str(home / "fonts.conf")).stdout
        for home in (there, none)
    ]
    assert len(made[0].strip()) == 64
    assert made[0] == made[1]
