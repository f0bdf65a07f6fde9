from __future__ import annotations

from datetime import datetime

import pytest

from ranking.render.docx.words import chinese, day, first_level, second_level


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"),
     (100, "100"), (0, "0")],
)  # fmt: skip
def test_numbers_of_headings_are_written_in_chinese(number, written):
    assert chinese(number) == written


def test_headings_are_numbered_as_the_language_does():
    assert (first_level(12, "zh"), second_level(3, "zh")) == ("十二、", "（三）")
    assert (first_level(12, "en"), second_level(3, "en")) == ("12. ", "(3) ")


def test_a_document_is_dated_by_the_day_in_shanghai():
    evening = datetime.fromisoformat("2026-12-31T16:00:00+00:00")
    assert (day(evening, "zh"), day(evening, "en")) == ("2027年1月1日", "1 January 2027")
