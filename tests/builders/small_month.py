"""A small month on both platforms, its numbers counted by hand, and boards of any method on it."""

from __future__ import annotations

from ranking.methods.model import Method
from ranking.model.edition import Board
from tests.builders.editions import make_edition
from tests.builders.month import Office, account, make_list, post

WECHAT = {
    "甲": [
        {"position": 1, "reads": 100_000, "likes": 90, "wow": 40, "reposts": 300},
        {"position": 2, "reads": 2_000, "likes": 10, "wow": 3, "reposts": 1},
    ],
    "乙": [{"position": 1, "reads": 150_000, "likes": 20, "wow": 9, "reposts": 5}],
    "丙": [{"position": 3, "reads": 900, "likes": 1, "wow": 0, "reposts": 0}],
}
WEIBO = {
    "甲": [
        {"original": True, "reposts": 12, "comments": 7, "likes": 30},
        {"original": False, "reposts": 5, "comments": 0, "likes": 2},
    ],
    "乙": [{"original": False, "reposts": 1, "comments": 2, "likes": 3}],
}


def small_office() -> Office:
    roster = [account(f"{p}:{unit}", unit) for p in ("wechat", "weibo") for unit in "甲乙丙静"]
    posts = [
        post(f"{platform}-{unit}-{number}", f"{platform}:{unit}", **counts)
        for platform, units in (("wechat", WECHAT), ("weibo", WEIBO))
        for unit, rows in units.items()
        for number, counts in enumerate(rows)
    ]
    posts[0]["censored"] = ["reads"]
    return Office(roster, posts, feed=False)


def by_hand(of: Method, unit: str) -> dict[str, float]:
    """Return the method's inputs of a unit, from the rows above."""
    limit = of.censoring.counts_as if of.censoring else None
    wechat, weibo = WECHAT.get(unit, []), WEIBO.get(unit, [])
    measures = {"reads": "reads", "likes": "likes", "wow": "wow", "shares": "reposts"}
    cards: dict[str, float] = {"wechat_posts": len(wechat), "weibo_posts": len(weibo)}
    for name, measure in measures.items():
        shown = [
            (
                p["position"],
                limit if limit and name == "reads" and p[measure] >= 100_000 else p[measure],
            )
            for p in wechat
        ]
        cards[f"wechat_{name}"] = sum(count for _, count in shown)
        cards[f"wechat_max_{name}"] = max((count for _, count in shown), default=0)
        cards[f"wechat_headline_{name}"] = sum(count for place, count in shown if place == 1)
    originals = [p for p in weibo if p["original"]]
    cards["weibo_originals"] = len(originals)
    for measure in ("reposts", "comments", "likes"):
        cards[f"weibo_{measure}"] = sum(p[measure] for p in weibo)
        cards[f"weibo_original_{measure}"] = sum(p[measure] for p in originals)
    filled = {name: float(cards[item.month or ""]) for name, item in of.inputs.items()}
    return filled | ({"days": float(of.days.month)} if of.days else {})


def boards_of(of: Method) -> list[dict[str, str]]:
    return [{"index": index.id} for index in of.indexes]


def ranked(of: Method, office: Office | None = None) -> Board:
    edition, _ = make_edition(office or small_office(), make_list(boards=boards_of(of)), method=of)
    return edition.boards[0]
