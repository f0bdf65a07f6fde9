"""The published JSON: its schema holds for every edition, and names every key and no other."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ranking.i18n import Translator
from ranking.model.edition_json import from_json, to_json
from ranking.model.lifecycle import Standing, State
from ranking.model.month_record import MonthRecord
from ranking.model.publication import Publication
from ranking.render.json_publication import FORMAT, publication_json, publication_record
from ranking.render.schema import schema_text
from ranking.render.text import text_view
from ranking.render.text_view import Sentence, TextFigure, TextSection
from tests.builders.hostile import HOSTILE
from tests.builders.publications import (
    hostile_publication,
    make_publication,
    shipped_publishing,
    small_publication,
)

SCHEMA = json.loads(schema_text())
TEXT = (
    TextSection(
        "opening",
        "总体情况",
        ((Sentence(("本月发稿", TextFigure("51", 51, ("/statistics/posts",)), "篇。")),),),
    ),
)


def written(publication: Publication) -> dict[str, Any]:
    return json.loads(publication_json(publication, TEXT))


def withdrawn() -> Publication:
    edition = replace(small_publication().edition, state="withdrawn")
    return replace(small_publication(), edition=edition, standing=Standing(State.WITHDRAWN))


def without_reprint_feed() -> Publication:
    edition = small_publication().edition
    figures = replace(edition.statistics, reprints=None)
    return replace(small_publication(), edition=replace(edition, statistics=figures))


@pytest.mark.parametrize(
    "make",
    [
        small_publication,
        lambda: make_publication(first=True),
        hostile_publication,
        withdrawn,
        without_reprint_feed,
    ],
    ids=["ordinary", "first", "hostile", "withdrawn", "without reprints"],
)
def test_every_edition_keeps_the_schema(make):
    Draft202012Validator.check_schema(SCHEMA)
    faults = [
        f"{fault.json_path}: {fault.message[:200]}"
        for fault in Draft202012Validator(SCHEMA).iter_errors(written(make()))
    ]
    assert faults == []


def test_the_text_an_edition_writes_of_itself_keeps_the_schema():
    publication = small_publication()
    text = text_view(publication, shipped_publishing().text, Translator("zh"))
    found = json.loads(publication_json(publication, text))
    assert list(Draft202012Validator(SCHEMA).iter_errors(found)) == []


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object with named keys, wherever it stands."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)


def test_the_schema_names_every_key_and_no_other():
    found = list(objects(SCHEMA))
    assert len(found) > 25
    for schema in found:
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        assert schema["description"]


def test_keys_stand_in_the_order_of_the_schema():
    assert list(written(small_publication())) == list(SCHEMA["properties"])


def test_every_field_says_what_it_is_and_what_null_means():
    for schema in objects(SCHEMA):
        for name, field in schema["properties"].items():
            said = field.get("description") or SCHEMA["$defs"][field["$ref"][8:]]["description"]
            nullable = {"type": "null"} in field.get("anyOf", ()) or "null" in field.get("type", ())
            assert said, name
            assert not nullable or "null" in said.lower(), name


def uses(value: Any, schema: Any) -> Iterator[str]:
    """The name of every definition that a document makes use of."""
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    if name:
        yield name
        schema = SCHEMA["$defs"][name]
    for one in schema.get("anyOf", ()):
        if value is not None and "$ref" in one:
            yield from uses(value, one)
    if isinstance(value, dict):
        for key, item in value.items():
            more = schema.get("additionalProperties")
            inner = schema.get("properties", {}).get(key) or more
            yield from uses(item, inner) if inner else ()
        if value and "propertyNames" in schema:
            yield from uses(None, schema["propertyNames"])
    if isinstance(value, list):
        for item in value:
            yield from uses(item, schema.get("items", {}))


def test_an_ordinary_edition_makes_use_of_every_definition():
    """So that no definition is left behind by the code."""
    record = written(small_publication())
    note = {"code": "x", "text": "x", "params": {}}
    record["notes"].append(note)
    assert set(uses(record, SCHEMA)) == set(SCHEMA["$defs"])


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("month",), "2026-13"),
        (("state",), "lost"),
        (("statistics", "posts"), -1),
        (("statistics", "original_rate"), 1.5),
        (("boards", 0, "rows", 0, "change"), "sideways"),
        (("boards", 0, "rows", 0, "rank"), 0),
        (("created_at",), "2026-11-03 09:00"),
        (("boards", 0, "rows", 0, "colour"), "red"),
    ],
)
def test_what_is_no_edition_breaks_the_schema(place, value):
    record = written(small_publication())
    target = record
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    assert list(Draft202012Validator(SCHEMA).iter_errors(record))


def test_a_key_that_is_missing_breaks_the_schema():
    record = written(small_publication())
    del record["boards"][0]["rows"][0]["bonus"]
    assert list(Draft202012Validator(SCHEMA).iter_errors(record))


def test_the_record_is_there_at_full_precision():
    publication = small_publication()
    found = written(publication)
    record = publication.record
    assert found["format"] == FORMAT
    assert found["topics"] == [asdict(topic) for topic in record.topics]
    assert [unit["unit"] for unit in found["units"]] == [unit.unit for unit in record.units]
    assert [past["month"] for past in found["history"]] == ["2025-10", "2026-09"]
    totals = [row["total"] for board in found["boards"] for row in board["rows"]]
    assert totals == [row.total for board in publication.edition.boards for row in board.rows]


def test_a_first_edition_has_no_difference():
    found = written(make_publication(first=True))
    assert (found["difference"], found["history"]) == (None, [])


def test_a_sentence_names_what_its_figures_follow_from():
    sentence = written(small_publication())["text"][0]["paragraphs"][0][0]
    assert sentence["text"] == "本月发稿51篇。"
    assert sentence["figures"][0]["source"] == ["/statistics/posts"]
    assert sentence["figures"][0]["value"] == 51


def test_hostile_text_survives_exactly_and_harmlessly():
    publication = hostile_publication()
    text = publication_json(publication, ())
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\u200f\u200b\x00")
    units = {unit["unit"] for unit in json.loads(text)["units"]}
    assert units == {unit.unit for unit in publication.record.units}
    assert units & {one for name in HOSTILE for one in (name, f"{name} 1", f"{name} 2")}


def test_a_record_read_from_a_file_gives_the_same_bytes():
    """A frozen record has the keys of its mappings in order, one just computed has not."""
    publication = small_publication()
    frozen = json.loads(json.dumps(to_json(publication.record), sort_keys=True))
    told = replace(publication, record=from_json(MonthRecord, frozen))
    assert publication_json(told, TEXT) == publication_json(publication, TEXT)


def test_the_same_publication_gives_the_same_bytes():
    assert publication_json(small_publication(), TEXT) == publication_json(make_publication(), TEXT)
    assert next(iter(publication_record(small_publication(), ()))) == "format"
