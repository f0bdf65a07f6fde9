"""What the templates read, with every character looked up."""

from dataclasses import replace

import pytest

from ranking.errors import ConfigError
from ranking.i18n import Translator
from ranking.render.publication_view import publication_view
from ranking.render.typeset.fonts import FAMILY
from ranking.render.typeset.proof import proved
from tests.builders.publications import shipped_publishing, small_publication


def made(**rules):
    return publication_view(small_publication(), shipped_publishing(**rules), Translator("zh"))


def with_title_of_a_post(view, title):
    top = view.edition.top_posts
    rows = (replace(top.rows[0], title=title), *top.rows[1:])
    return replace(view, edition=replace(view.edition, top_posts=replace(top, rows=rows)))


def test_font_and_marked_characters_are_told_to_the_template():
    data = proved(with_title_of_a_post(made(), "开幕🎉"), "pdf")
    assert data["font"] == FAMILY
    assert "U+1F389" in data["missing"]
    assert data["posts"][0]["rows"][0]["headline"] == "开幕〓"
    assert proved(made(), "pdf")["missing"] == ""


def test_a_picture_has_pages_and_is_not_held_up_by_what_it_does_not_print():
    view = made(red_header="🎉办公室文件")
    assert proved(view, "png")["pages"]
    with pytest.raises(ConfigError, match=r"U\+1F389.*🎉办公室文件"):
        proved(view, "pdf")
