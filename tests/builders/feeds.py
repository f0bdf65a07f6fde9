"""Made feeds with known truth: press releases, and what news clients make of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

import polars as pl

from ranking.reprints.frames import ARTICLES, NAMES, ORIGINALS

START = datetime(2026, 10, 1, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
_PLACES = "浦静徐杨虹闵宝嘉松青奉金崇黄普长宁汇远阳桥港川泉溪"
_VOCABULARY = 6_000
_FULL = str.maketrans("，。！？；：“”（）", ',.!?;:""()')


@dataclass(frozen=True)
class Feed:
    """``originals``, ``articles`` and ``names`` as their schemas say; ``truth``: article_id,
    post_id (null = reprints nothing) and hardness."""

    originals: pl.DataFrame
    articles: pl.DataFrame
    names: pl.DataFrame
    truth: pl.DataFrame


class Writer:
    """Writes Chinese-looking texts: words drawn by Zipf's law, in sentences and paragraphs."""

    def __init__(self, seed: int, units: int = 40) -> None:
        """Make up a language and the units that use it."""
        self.random = random.Random(seed)
        letters = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
        self._words = [
            "".join(self.random.choices(letters, k=self.random.choice((1, 2, 2, 2, 3, 4))))
            for _ in range(_VOCABULARY)
        ]
        weights = [1 / (rank + 10) for rank in range(_VOCABULARY)]
        self._sums = list(accumulate(weights))
        found: dict[str, None] = {}
        while len(found) < units:
            found["".join(self.random.sample(_PLACES, 2)) + "区"] = None
        self.units = list(found)

    def sentence(self, unit: str | None = None) -> str:
        """Return one sentence, now and then with a number, and with the unit's name if given."""
        words = self.random.choices(
            self._words, cum_weights=self._sums, k=self.random.randint(8, 16)
        )
        if self.random.random() < 0.4:
            words.insert(self.random.randrange(len(words)), f"{self.random.randint(2, 99999)}个")
        if unit and self.random.random() < 0.4:
            words.insert(self.random.randrange(len(words)), unit)
        words.insert(len(words) // 2, "，")
        return "".join(words) + self.random.choice("。。。！？")

    def text(self, size: int, unit: str | None = None) -> str:
        """Return a text of about ``size`` characters, in paragraphs."""
        sentences: list[str] = []
        while sum(map(len, sentences)) < size:
            sentences.append(self.sentence(unit) + ("\n" if self.random.random() < 0.25 else ""))
        return "".join(sentences)[:size]


def cut(kept: float) -> Callable[[Writer, str], str]:
    """Return a change that keeps this share of the sentences."""

    def change(writer: Writer, text: str) -> str:
        parts = re.findall(r"[^。！？]*[。！？]?\n?", text)[:-1]
        wanted, total = kept * len(text), 0
        chosen = set()
        for place in writer.random.sample(range(len(parts)), len(parts)):
            if total < wanted:
                chosen.add(place)
                total += len(parts[place])
        return "".join(part for place, part in enumerate(parts) if place in chosen)

    return change


def edited(share: float, run: int = 10) -> Callable[[Writer, str], str]:
    """Return a change that rewrites this share of the characters, about ``run`` at a time."""

    def change(writer: Writer, text: str) -> str:
        spans = max(round(share * len(text) / run), 1)
        for _ in range(spans):
            at = writer.random.randrange(max(len(text) - run, 1))
            text = text[:at] + writer.text(run) + text[at + run :]
        return text

    return change


def concatenated(writer: Writer, text: str) -> str:
    """Return the text between two others."""
    size = len(text)
    return f"{writer.text(size)}\n{text}\n{writer.text(size // 2)}"


def repunctuated(writer: Writer, text: str) -> str:
    """Return the text with ASCII marks, spaces about numbers, and paragraphs run together."""
    return re.sub(r"(\d+)", r" \1 ", text.translate(_FULL)).replace("\n", "  ")


def dressed(writer: Writer, text: str) -> str:
    """Return the text as HTML, with a header and a footer of the site."""
    body = "".join(f"<p>&emsp;{line}</p>" for line in text.split("\n"))
    footer = "<p>责任编辑：小王</p><p>版权所有，未经许可不得使用</p>"
    return f"<div>首页 &gt; 新闻 &gt; 正文</div>{body}{footer}"


def unchanged(writer: Writer, text: str) -> str:
    """Return the text; its title is another."""
    return text


def renamed(text: str, old: str, new: str, writer: Writer) -> str:
    """Return the press release of another district: its name and its own figures."""
    numbers = re.sub(r"\d+", lambda _: str(writer.random.randint(2, 99999)), text)
    return numbers.replace(old, new)


HARDNESS: dict[str, Callable[[Writer, str], str]] = {
    "retitled": unchanged,
    "punctuation": repunctuated,
    "HTML": dressed,
    "concatenated": concatenated,
    "cut to 80 %": cut(0.8),
    "cut to 50 %": cut(0.5),
    "cut to 30 %": cut(0.3),
    **{f"edited {share} %": edited(share / 100) for share in (5, 10, 20, 30, 50)},
    "edited 20 %, single characters": edited(0.2, 1),
}
"""What is done to a text by name; twins and unrelated articles beside."""
KEPT_ENOUGH = (
    *("retitled", "punctuation", "HTML", "concatenated", "cut to 80 %"),
    *("edited 5 %", "edited 10 %", "edited 20 %"),
)
"""Those that keep 80 % of the text or more, in runs."""


def feed(
    seed: int, posts: int, per_hardness: int = 1, sizes: tuple[int, int] = (300, 1500)
) -> Feed:
    """Return a feed: of every post ``per_hardness`` articles of each hardness, of every fourth a
    twin press release (half of them posts themselves, with a reprint), and unrelated articles."""
    writer = Writer(seed)
    rows = [_post(writer, number, sizes) for number in range(posts)]
    made: list[tuple[str | None, str, str]] = []
    for row in list(rows):
        for hardness, change in HARDNESS.items():
            for _ in range(per_hardness):
                made.append((row["post_id"], hardness, change(writer, row["text"])))
        made.append((None, "unrelated", writer.text(writer.random.randint(*sizes))))
    for number, row in enumerate(rows[::4]):
        twin = _twin(writer, row, len(rows))
        if number % 2:
            made.append((None, "twin of no post", twin["text"]))
        else:
            rows.append(twin)
            made.append((twin["post_id"], "twin of two posts", cut(0.8)(writer, twin["text"])))
    return _feed(writer, rows, made)


def _post(writer: Writer, number: int, sizes: tuple[int, int]) -> dict[str, Any]:
    unit = writer.random.choice(writer.units)
    # A press release says at least once whose it is.
    text = f"记者从{unit}获悉，" + writer.text(writer.random.randint(*sizes), unit)
    return _original(number, unit, text)


def _twin(writer: Writer, row: dict[str, Any], number: int) -> dict[str, Any]:
    unit = str(row["unit"])
    other = writer.random.choice([name for name in writer.units if name != unit])
    return _original(number, other, renamed(str(row["text"]), unit, other, writer))


def _original(number: int, unit: str, text: str) -> dict[str, object]:
    return {
        "post_id": f"wechat:{number:06}",
        "unit": unit,
        "account": f"{unit}发布",
        "title": f"{unit}第{number}号通报",
        "text": text,
        "url": f"https://mp.weixin.qq.com/s/{number}",
        "published_at": START + timedelta(minutes=number % 30_000),
        "withdrawn_at": None,
    }


def _feed(
    writer: Writer, rows: list[dict[str, object]], made: list[tuple[str | None, str, str]]
) -> Feed:
    articles = [
        {
            "article_id": f"a{number:07}",
            "source": f"第{writer.random.randrange(4)}新闻",
            "title": writer.text(15),
            "text": text,
            "url": f"https://news.example/{number}",
            "linked": None,
            "published_at": START + timedelta(days=21),
        }
        for number, (_, _, text) in enumerate(made)
    ]
    truth = [(f"a{n:07}", post, hardness) for n, (post, hardness, _) in enumerate(made)]
    return Feed(
        pl.DataFrame(rows, schema=ORIGINALS),
        pl.DataFrame(articles, schema=ARTICLES),
        pl.DataFrame({"name": writer.units, "unit": writer.units}, schema=NAMES),
        pl.DataFrame(truth, schema=["article_id", "post_id", "hardness"], orient="row"),
    )


def scored(matches: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Return per hardness: articles, found (credited to the right post), wrong (to another),
    doubtful (waiting for people, rightly), sorted as they come."""
    accepted = matches.filter(pl.col("verdict") == "accepted")
    said = accepted.select("article_id", got="matched_post")
    waiting = matches.filter(pl.col("verdict") == "doubtful").select(
        "article_id", doubt="matched_post"
    )
    waiting = waiting.unique("article_id", keep="first", maintain_order=True)
    joined = truth.join(said, on="article_id", how="left").join(
        waiting, on="article_id", how="left"
    )
    right = pl.col("got") == pl.col("post_id")
    return joined.group_by("hardness", maintain_order=True).agg(
        pl.len().alias("articles"),
        right.fill_null(value=False).sum().alias("found"),
        (pl.col("got").is_not_null() & ~right.fill_null(value=False)).sum().alias("wrong"),
        (pl.col("got").is_null() & pl.col("doubt").eq(pl.col("post_id")))
        .fill_null(value=False)
        .sum()
        .alias("doubtful"),
    )
