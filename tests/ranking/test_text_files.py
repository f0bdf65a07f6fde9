"""Text files: what is sound, and what is told of what is not."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from ranking.errors import ConfigError
from ranking.text_files import FIELDS, Each, Field, TextFile, load_text, pieces
from tests.builders.month import CONFIG

DOCS = Path(__file__).parents[2] / "docs" / "text.md"
HEAD = """[[sections]]
id = "a"
heading = { zh = "甲", en = "A" }
[[sections.paragraphs]]
"""


def load(folder: Path, text: str) -> TextFile:
    """Read a text file of this content."""
    path = folder / "text.toml"
    path.write_text(text, "utf-8")
    return load_text(path)


def faults(folder: Path, text: str) -> str:
    """Return what is told of a text file that is not sound."""
    with pytest.raises(ConfigError) as told:
        load(folder, text)
    return str(told.value)


def sentence(template: str, each: str = "month") -> str:
    """Return a text file of one sentence; line 7 is the template's."""
    return f'{HEAD}each = "{each}"\n[[sections.paragraphs.sentences]]\nzh = {template!r}\n'


def test_the_shipped_text_is_sound_in_both_languages() -> None:
    text = load_text(CONFIG / "text.toml")
    assert [section.id for section in text.sections][:2] == ["overview", "leaders"]
    templates = [s for one in text.sections for p in one.paragraphs for s in p.sentences]
    assert all(len(one.zh) == len(one.en) for one in templates)
    assert len(text.sha256) == 64


def test_the_shipped_languages_tell_the_same() -> None:
    for section in load_text(CONFIG / "text.toml").sections:
        for one in [s for paragraph in section.paragraphs for s in paragraph.sentences]:
            told = [
                [{p.name for p in pieces(text) if isinstance(p, Field)} for text in language]
                for language in (one.zh, one.en)
            ]
            assert told[0] == told[1], one.zh


def test_an_office_may_have_no_text(tmp_path: Path) -> None:
    assert load(tmp_path, "").sections == ()
    assert load(tmp_path, "sections = []\n").sections == ()


def test_one_language_is_enough(tmp_path: Path) -> None:
    read = load(tmp_path, sentence("共{posts}篇。"))
    only = read.sections[0].paragraphs[0].sentences[0]
    assert only.variants("zh") == ("共{posts}篇。",)
    assert only.variants("en") == ()


def test_spaces_between_things_count(tmp_path: Path) -> None:
    words = 'opening = { zh = "有", en = "With " }\nbetween = { zh = "；", en = "; " }\n'
    read = load(
        tmp_path,
        sentence("{topic}", "topic")
        .replace("[[sections.p", "[[sections.p", 1)
        .replace('each = "topic"\n', f'each = "topic"\n{words}'),
    )
    paragraph = read.sections[0].paragraphs[0]
    assert paragraph.between is not None
    assert (paragraph.opening.en, paragraph.between.en) == ("With ", "; ")


def test_an_unknown_field_is_told_with_its_line_what_is_near_and_what_is_allowed(
    tmp_path: Path,
) -> None:
    told = faults(tmp_path, sentence("共{postz}篇。", "topic"))
    assert "line 7, sections[0].paragraphs[0].sentences[0].zh" in told
    assert "'{postz}' is not a field of each = \"topic\"; did you mean 'posts'?" in told
    assert "Allowed: topic, rank, posts, units." in told


def test_a_field_of_another_kind_is_unknown(tmp_path: Path) -> None:
    assert "'{climber}' is not a field" in faults(tmp_path, sentence("{climber}"))
    load(tmp_path, sentence("{climber}", "board"))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("共{posts篇", "braces are not in order"),
        ("共}篇", "braces are not in order"),
        ("{posts!r}", "'{posts!r}' is not a field: write its name alone"),
        ("{posts!r:a|b}", "'{posts!r:a|b}' is not a field"),
        ("{posts.x}", "'{posts.x}' is not a field: write its name alone"),
        ("{}", "write its name alone"),
        ("{0}", "write its name alone"),
        ("{posts:,.2f}", "write one and many"),
        ("{posts:a|b|c}", "write one and many"),
        ("{posts:|s}", "write one and many"),
        ("{{posts}", "braces are not in order"),
    ],
)
def test_bad_braces_are_told(tmp_path: Path, template: str, said: str) -> None:
    assert said in faults(tmp_path, sentence(template))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (sentence("x", "boards"), "did you mean 'board'?"),
        (sentence("x").replace("zh = 'x'", ""), "a sentence needs a template"),
        (sentence("x").replace("zh = 'x'", "zh = []"), "a sentence needs a template"),
        (sentence("x").replace("zh = 'x'", "zh = ''"), "the text is empty"),
        (HEAD, "sentences: is missing"),
        (HEAD + "sentences = []\n", "at least one"),
        (HEAD + sentence("x"), "'a' stands twice"),
        (sentence("x").replace("each =", "most = 0\neach ="), "most"),
        (sentence("x").replace("each =", 'closing = { zh = "。", en = "." }\neach ='), "'between'"),
        (sentence("x").replace("zh =", "cn ="), "is not a known key"),
        ("sections = 3\n", "a list in [ ] is expected"),
        ("sections = [3]\n", "a table of keys is expected"),
    ],
)
def test_what_is_not_sound_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert said in faults(tmp_path, text)


def test_a_template_is_read_in_order() -> None:
    assert pieces("In {month}: {posts:post|posts} {{x}}.") == (
        *("In ", Field("month"), ": ", Field("posts", "post", "posts")),
        *(" {", "x}", "."),
    )


def test_every_field_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    for each in get_args(Each):
        section = text.split(f"### `{each}`", 1)[1].split("\n### ", 1)[0]
        missing = [name for name in FIELDS[each] if f"`{name}`" not in section]
        assert not missing, each
