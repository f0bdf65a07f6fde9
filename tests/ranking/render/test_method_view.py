"""A method in words: facts, the tree of each index, features."""

import re
from dataclasses import replace

from ranking.model.method_outline import OutlineNode
from ranking.render.labels import heading
from ranking.render.method_view import method_view
from tests.builders.hostile import spoiled
from tests.builders.publications import small_publication

OUTLINE = small_publication().outline


def test_facts_say_where_it_comes_from_and_how_ties_are_ranked(en):
    """Each with its label; what a method does not say is left out."""
    facts = {f.label: f.figure.text for f in method_view(OUTLINE, {}, en).facts}
    assert facts["Method SHA-256"] == OUTLINE.sha256
    assert facts["Certainty"] == "Our own choice, not a published formula."
    assert facts["Ties"] == "1, 2, 2, 4; totals are compared in steps of 0.000000001"
    assert "Days of a month" not in facts


def test_the_tree_is_read_from_the_root_down(en):
    """A level, then what is below it, one step deeper; shares as numbers and as percentages."""
    leaf = OUTLINE.indexes[0].nodes[0]
    inner = replace(leaf, name="inner", share=0.25, effective=0.125, missing="zero")
    level = OutlineNode(
        *("spread", "level", "0.5", 0.5, 0.5, "amean(inner)", (), "unavailable", None), (inner,)
    )
    index = replace(OUTLINE.indexes[0], nodes=(level, leaf))
    nodes = method_view(replace(OUTLINE, indexes=(index,)), {}, en).indexes[0].nodes
    assert [(n.depth, n.name) for n in nodes] == [(0, "spread"), (1, "inner"), (0, leaf.name)]
    assert (nodes[1].effective.value, nodes[1].effective.text) == (0.125, "12.5%")
    assert [n.missing for n in nodes[:2]] == ["no index", "counts as 0"]


def test_indicators_bear_the_names_of_their_features(zh, names):
    """The name in the method stays beside it."""
    node = method_view(OUTLINE, names, zh).indexes[0].nodes[0]
    assert (node.name, node.label) == ("weighted_reprints", "加权转载量")


def test_formulas_have_names_and_words_in_the_readers_language(en, names):
    """Neither an id nor a word of the method file is left in them."""
    index = method_view(OUTLINE, names, en).indexes[0]
    assert index.formula.startswith("100 × weighted mean(加权转载量, ")
    assert index.formula.endswith(") with every indicator at its reference")
    assert index.nodes[0].formula == "ln(1 + 加权转载量)"


def test_features_say_where_their_numbers_come_from(en, zh):
    """In the reader's language."""
    first = OUTLINE.features[0]
    assert method_view(OUTLINE, {}, en).features[0].name == first.name_en
    assert method_view(OUTLINE, {}, zh).features[0].name == first.name_zh


def test_our_own_method_gives_its_reasons_in_the_readers_language(zh, en):
    """The Chinese page of a list is for Chinese readers; what it counts 10万+ as, too."""
    chinese = re.compile("[\u4e00-\u9fff]{2}")
    for tr, known in ((zh, True), (en, False)):
        view = method_view(OUTLINE, {}, tr)
        reasons = [node.reason for index in view.indexes for node in index.nodes]
        facts = {fact.label: fact.figure.text for fact in view.facts}
        reasons += [facts[heading(tr(label))] for label in ("10万+ counts as", "reason")]
        assert all(bool(chinese.search(reason)) is known for reason in reasons)


def test_hostile_methods_are_single_harmless_lines(en):
    """A method file is written by people too."""
    view = method_view(spoiled(OUTLINE), {}, en)
    texts = [view.title, *view.unknown, *(f.figure.text for f in view.facts)]
    texts += [t for i in view.indexes for n in i.nodes for t in (n.name, n.formula, n.reason)]
    assert all(text.isprintable() for text in texts)
