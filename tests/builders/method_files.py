"""Small method files as an office would write them."""

from __future__ import annotations

from pathlib import Path

NODE = """
[[indexes.nodes]]
feature = "{feature}"
transform = "ln1p"
weight = {weight}
{more}
"""

METHOD = """
id = "mine"
version = "1"
title = "本办试行方法"
certainty = "public_source"
source = "test"
unknown = ["一切"]
decimals = 2
comparison_precision = 1e-9
ties = "competition"
{days}
[inputs]
posts = {{ name = {{ zh = "发稿数", en = "Posts" }} }}
reads = {{ name = {{ zh = "阅读数", en = "Reads" }} }}
likes = {{ name = {{ zh = "点赞数", en = "Likes" }} }}

[features.avg_reads]
name = {{ zh = "篇均阅读", en = "Reads a post" }}
formula = "reads / posts"
reason = "test"
{features}
[[indexes]]
id = "power"
name = "力"
aggregate = "amean"
finish = {{ multiplier = 100 }}
{nodes}
"""

PLAIN_NODES = (("avg_reads", "0.8", ""), ("likes", "0.2", ""))
DAYS = '[days]\nmonth = 30\nreason = "test"\n'


def method_text(
    nodes: tuple[tuple[str, str, str], ...] = PLAIN_NODES, days: str = "", features: str = ""
) -> str:
    """Return a method over posts, reads and likes; ``nodes`` are (feature, weight, more keys)."""
    written = "".join(NODE.format(feature=f, weight=w, more=more) for f, w, more in nodes)
    return METHOD.format(nodes=written, days=days, features=features)


def write_method(folder: Path, text: str | None = None) -> Path:
    """Write a method file and return its path."""
    path = folder / "mine.toml"
    path.write_text(text or method_text(), encoding="utf-8")
    return path
