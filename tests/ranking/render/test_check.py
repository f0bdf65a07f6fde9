"""A check on a terminal, in a pipe and for machines."""

import json

import pytest
from rich.cells import cell_len

from ranking.i18n import Translator
from ranking.model.check import Post
from ranking.quality.kinds import KINDS, flag
from ranking.render.check import SHOWN, check_document, check_lines, check_rows
from ranking.render.tables import emit
from ranking.render.wire import json_text
from tests.builders.checked import month_check, noon

EN = Translator("en")
POST = Post("wechat:1", "标题" * 60, "https://example.org/1", noon(10))
READS = {"measure": "likes", "count": 340, "reads": 12}
IMPOSSIBLE = flag("more_than_reads", READS, unit="甲区", account="wechat:a", post=POST)
MISSING = flag("measure_missing", {"measures": "likes comments", "missing": 3, "posts": 4})
NAMES = {"wechat:a": "甲区发布"}


def lines(*flags, width=80, tr=EN):
    found = check_lines(month_check(*flags, names=NAMES), tr, {}, width)
    return "\n".join(found).split("\n")


def test_the_worst_stand_first_each_with_what_to_do():
    """Severity, area, finding, post, next step; at the end what could not be checked."""
    text = "\n".join(lines(IMPOSSIBLE, MISSING, width=100))
    parts = ["== serious (1)", "-- impossible values", "likes 340 exceed reads 12.", "→ Compare"]
    parts += ["== warning (1)", "Not observed for up to 3 of 4 posts: likes, comments."]
    parts += ["not checked: rank moves: There is no edition.", "1 serious, 1 warnings, 0 for"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "甲区 · 甲区发布 (WeChat): likes" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_terminal_and_all_exist_in_gbk(width, language):
    """Chinese counts two cells."""
    for text in lines(IMPOSSIBLE, MISSING, width=width, tr=Translator(language)):
        assert cell_len(text) <= width
        text.encode("gbk")


def test_many_flags_of_a_kind_are_cut_on_a_terminal_and_nowhere_else():
    """The sheet and the JSON have them all."""
    flags = [flag("unattributed", {"posts": n}) for n in range(SHOWN + 3)]
    assert "  and 3 more of this kind" in lines(*flags)
    assert len(check_document(month_check(*flags), EN, {})["flags"]) == SHOWN + 3
    assert len(check_rows(month_check(*flags), EN, {})[1]) == SHOWN + 3


def test_a_pipe_has_one_line_a_flag_with_its_evidence():
    """A title with tabs and line breaks stays in its cell."""
    nasty = Post("p", "a\tb\nc", None, noon(1))
    one = flag("more_than_reads", READS, account="wechat:a", post=nasty)
    columns, rows = check_rows(month_check(one), EN, {})
    head, row = emit(rows, columns, "tsv").splitlines()
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert json.loads(cells["evidence"]) == READS
    assert (cells["severity"], cells["title"]) == ("serious", "a b c")


def test_the_document_has_codes_numbers_and_counts():
    """Words of the reader are in the sentences alone."""
    document = json.loads(json_text(check_document(month_check(IMPOSSIBLE, MISSING), EN, {})))
    assert document["counts"] == {"serious": 1, "warning": 1, "info": 0}
    first = document["flags"][0]
    assert (first["code"], first["severity"]) == ("more_than_reads", "serious")
    assert first["evidence"] == READS
    assert first["post"]["post_id"] == "wechat:1"
    assert document["settings"] == {"no_update_days": 14}
    assert document["not_checked"][0]["area"] == "rank"


def test_numbers_that_are_not_known_are_shown_as_a_dash():
    """Never as None."""
    numbers = {"measure": "likes", "base": "reads", "times": 3.0, "peers": 12, "z": None}
    assert "(modified z —)" in "\n".join(lines(flag("account_peers", numbers)))


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_can_be_said_with_the_evidence_it_names(code, language):
    """Number formats of a translation fit too."""
    words = {"inputs", "reason", "measure", "measures", "base", "platform", "state", "previous"}
    words |= {"first", "last", "when", "index", "group", "campaign", "word", "counts", "feature"}

    class Known(dict):
        def __missing__(self, key):
            return "likes" if key in words else 7

    text = Translator(language)(KINDS[code].template)
    assert "{" not in text.format_map(Known())
