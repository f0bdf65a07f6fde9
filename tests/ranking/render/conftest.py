"""Editions written by hand: an ordinary month, a day without reads, a hostile one."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from rich.console import Console, RenderableType

from ranking.i18n import Translator
from ranking.model.edition import (
    Board,
    BoardRow,
    CampaignResult,
    CampaignUnit,
    Change,
    Coverage,
    Edition,
    Match,
    MeasureCoverage,
    MethodRef,
    Note,
    Part,
    PlatformStatistics,
    Statistics,
    TopPost,
    TopPosts,
)
from ranking.model.explanation import (
    AccountShare,
    BoardExplanation,
    ChannelShare,
    Explanation,
    Gain,
    Step,
)
from tests.builders.hostile import HOSTILE

LOCALE = Path(__file__).parents[3] / "ranking" / "locale" / "zh" / "LC_MESSAGES"
DISTRICTS = ("浦东新区", "黄浦区", "静安区", "徐汇区", "长宁区", "普陀区", "虹口区", "杨浦区")
BUREAUS = ("上海市公安局", "上海市卫生健康委员会", "共青团上海市委员会", "上海市消防救援总队")
NAMES = {
    "weighted_reprints": "加权转载量",
    "reprinted_posts": "被转载稿件数",
    "channels": "转载渠道数",
    "max_reprints": "单篇最高转载",
    "total_reads": "总阅读",
    "total_likes": "总点赞",
    "total_comments": "总评论",
}
SPREAD = ("weighted_reprints", "reprinted_posts", "channels", "max_reprints")
REACH = ("total_reads", "total_likes", "total_comments")
CHANGES: tuple[tuple[Change, int | None], ...] = (
    ("up", 3),
    ("down", 1),
    ("same", 0),
    ("new", None),
    ("return", None),
    ("down", 12),
)
METHOD = MethodRef("shanghai", "1", "5f" * 32)


class Catalogue(Translator):
    """A translator that reads the .po sources, so that tests need no compiled catalogue."""

    def __init__(self) -> None:
        super().__init__("zh")
        compiled = io.BytesIO()
        messages = [message for po in sorted(LOCALE.glob("*.po")) for message in _messages(po)]
        catalog = read_po(io.BytesIO(b""))
        for message in messages:
            catalog.add(message.id, message.string)
        write_mo(compiled, catalog)
        compiled.seek(0)
        self._catalogue = gettext.GNUTranslations(compiled)


def _messages(po: Path) -> Iterable:
    with po.open("rb") as file:
        return [message for message in read_po(file) if message.id]


@pytest.fixture(scope="session")
def zh() -> Translator:
    return Catalogue()


@pytest.fixture(scope="session")
def en() -> Translator:
    return Translator("en")


@pytest.fixture(scope="session")
def names() -> dict[str, str]:
    return NAMES


@pytest.fixture(scope="session")
def hostile_texts() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture
def printed() -> Callable[[RenderableType, int], str]:
    """Print to a console of a given width and return the text."""

    def run(what: RenderableType, width: int) -> str:
        file = io.StringIO()
        console = Console(width=width, file=file, no_color=True, legacy_windows=False, _environ={})
        console.print(what)
        return file.getvalue()

    return run


def _part(feature: str, number: float | None, status: str = "observed", reason=None) -> Part:
    return Part(feature, number, status, 0.5, number, number, reason)


def _row(place: int, unit: str, features: Sequence[str], bonus: float = 0.0) -> BoardRow:
    change, moved = CHANGES[place % len(CHANGES)]
    value = 98.765 - place * 3.21
    parts = {f: _part(f, 1_234_567.0 / (place + 1) ** 2 // 10**i) for i, f in enumerate(features)}
    if "weighted_reprints" in parts:
        parts["weighted_reprints"] = _part("weighted_reprints", 54_321.5 - 1000 * place)
    if "total_reads" in parts and place < 2:
        parts["total_reads"] = replace(parts["total_reads"], status="lower_bound")
    previous = None if change == "new" else place + 2
    return BoardRow(place + 1, unit, value, bonus, value + bonus, previous, change, moved, parts)


def _board(index: str, name: str, group: str, units: Sequence[str], features) -> Board:
    rows = [_row(i, u, features, 2.0 if i % 3 == 0 else 0.0) for i, u in enumerate(units)]
    return Board(index, name, group, tuple(rows), ("崇明区",) if group == "各区" else ())


def _boards() -> tuple[Board, ...]:
    return tuple(
        _board(index, name, group, units, features)
        for index, name, features in (
            ("communication", "传播力指数", SPREAD),
            ("influence", "影响力指数", REACH),
        )
        for group, units in (("各区", DISTRICTS), ("委办局与人民团体", BUREAUS))
    )


def _post(rank: int, title: str, unit: str, reads: int | None, censored=()) -> TopPost:
    return TopPost(
        rank=rank,
        post_id=f"wechat:{rank}",
        title=title,
        unit=unit,
        account=f"wechat:{unit}",
        account_name=f"{unit}发布",
        platform="wechat" if reads is not None else "weibo",
        published_at=datetime(2026, 10, 7, 23, 30, tzinfo=UTC),
        url=f"https://example.com/{rank}",
        counts={"reads": reads, "likes": 1200 - rank, "comments": None, "reposts": 34},
        censored=tuple(censored),
        reprints=88 - rank,
    )


def _coverage() -> Coverage:
    full = MeasureCoverage(1200, 0, 0)
    return Coverage(
        units=13,
        units_with_posts=12,
        accounts=26,
        accounts_with_posts=24,
        posts={"wechat": 400, "weibo": 1200},
        measures={
            "wechat": {
                "reads": MeasureCoverage(380, 20, 7),
                "likes": MeasureCoverage(400, 0, 0),
                "wow": MeasureCoverage(400, 0, 0),
            },
            "weibo": {
                "reads": MeasureCoverage(0, 1200, 0),
                "likes": full,
                "comments": full,
                "reposts": full,
                "wow": MeasureCoverage(0, 1200, 0),
            },
        },
        reprint_feed=True,
        reprints=123_456,
        unattributed_posts=19,
    )


@pytest.fixture
def edition() -> Edition:
    """An ordinary month: two boards by two groups, bonus, changes, a campaign, 10万+ reads."""
    return Edition(
        list_id="shanghai",
        title="上海市政务新媒体传播影响力榜",
        offices=("上海市委网信办", "上海市政府新闻办"),
        month="2026-10",
        revision=1,
        state="draft",
        created_at=datetime(2026, 11, 3, 1, 0, 0, 123456, tzinfo=UTC),
        method=METHOD,
        inputs={"roster": "ab" * 32, "facts": "cd" * 32},
        engine="govrank 0.1.0",
        synthetic=False,
        decimals=2,
        boards=_boards(),
        statistics=Statistics(
            platforms={
                "wechat": PlatformStatistics(400, 169, 400),
                "weibo": PlatformStatistics(1200, 804, 1200),
            },
            totals={"reads": 7_654_321, "likes": 54_321, "wow": 9_876, "favourites": None},
            reprints=123_456,
        ),
        previous_statistics=Statistics(
            platforms={"weibo": PlatformStatistics(1000, 585, 1000)}, totals={}, reprints=None
        ),
        top_posts=TopPosts(
            "reads",
            (
                _post(
                    1,
                    "国庆长假上海各景区实时客流查询，一图读懂出行提示",
                    "黄浦区",
                    100_000,
                    ["reads"],
                ),
                _post(2, "明天起，这些路段将调整交通组织", "上海市公安局", 98_765),
            ),
        ),
        campaigns=(
            CampaignResult(
                "guoqing",
                "国庆主题宣传",
                date(2026, 10, 1),
                date(2026, 10, 7),
                36,
                (
                    CampaignUnit("浦东新区", "各区", 20, 2.0),
                    CampaignUnit("上海市公安局", "委办局与人民团体", 16, 2.0),
                ),
            ),
        ),
        coverage=_coverage(),
        notes=(),
        footnotes=("上海发布为主办单位账号，不参评。",),
    )


@pytest.fixture
def without_reads(edition: Edition) -> Edition:
    """A day of Weibo posts: reads in no export, no WeChat, no reprints, first edition."""

    def blind(row: BoardRow) -> BoardRow:
        parts = {f: _part(f, p.count) for f, p in row.parts.items()}
        if "total_reads" in parts:
            parts["total_reads"] = _part("total_reads", None, "missing", "No post has reads.")
        notes = (Note("reweighted", "computed without {feature}", {"feature": "total_reads"}),)
        return replace(
            row,
            change="first",
            moved=None,
            previous_rank=None,
            bonus=0.0,
            total=row.value,
            parts=parts,
            notes=notes if "total_reads" in parts else (),
        )

    boards = [replace(b, rows=tuple(map(blind, b.rows)), dropped=()) for b in edition.boards]
    unranked = replace(boards[2].rows[-1], rank=None, value=None, total=None)
    boards[2] = replace(boards[2], rows=(*boards[2].rows[:-1], unranked))
    covered = MeasureCoverage(834, 0, 0)
    none = MeasureCoverage(0, 834, 0)
    return replace(
        edition,
        synthetic=True,
        month="2020-05",
        boards=tuple(boards),
        statistics=Statistics(
            {"weibo": PlatformStatistics(834, 0, 0)},
            {"reads": None, "likes": 4_321, "wow": None},
            None,
        ),
        previous_statistics=None,
        top_posts=TopPosts("interactions", (_post(1, "云游博物馆", "静安区", None),)),
        campaigns=(),
        coverage=replace(
            edition.coverage,
            posts={"weibo": 834},
            measures={"weibo": {"reads": none, "likes": covered, "wow": none}},
            reprint_feed=False,
            reprints=0,
        ),
    )


@pytest.fixture
def hostile(edition: Edition) -> Edition:
    """The ordinary month with every name and title replaced by something hostile."""
    texts = iter(HOSTILE * 8)

    def rename(row: BoardRow) -> BoardRow:
        note = Note("odd", "about {what}", {"what": next(texts)})
        return replace(row, unit=next(texts), notes=(note,))

    spoil = HOSTILE[1]
    return replace(
        edition,
        list_id="../../etc/CON",
        title=HOSTILE[0],
        offices=HOSTILE[:3],
        state=HOSTILE[4],
        method=MethodRef(HOSTILE[3], spoil, "00" * 32),
        inputs={"=1+1": "=2"},
        boards=tuple(
            replace(
                board,
                group=f"[]:*?/\\'{spoil}",
                index_name=text,
                rows=tuple(map(rename, board.rows)),
                dropped=HOSTILE,
            )
            for board, text in zip(edition.boards, HOSTILE, strict=False)
        ),
        top_posts=TopPosts(
            "reads",
            tuple(
                replace(_post(i, text, text, i), url="javascript:alert(1)")
                for i, text in enumerate(HOSTILE, start=1)
            ),
        ),
        campaigns=(
            replace(
                edition.campaigns[0],
                name=HOSTILE[3],
                units=tuple(CampaignUnit(text, text, 1, 0.5) for text in HOSTILE),
                notes=(Note("x", "{word}", {"word": spoil}),),
            ),
        ),
        footnotes=HOSTILE,
    )


@pytest.fixture
def explanation(edition: Edition) -> Explanation:
    """One unit of the ordinary month, with steps, gains, accounts, channels and matches."""
    row = edition.boards[0].rows[1]
    steps = tuple(
        Step(f, NAMES[f], "", p.count, p.status, f"0.50 × ln(1 + {p.count:g})", p.points, None)
        for f, p in row.parts.items()
    )
    lost = Step("shares", "分享人数", "", None, "missing", "", None, "No post has shares.")
    return Explanation(
        month="2026-10",
        unit="黄浦区",
        group="各区",
        method=METHOD,
        decimals=2,
        boards=(
            BoardExplanation(
                "communication",
                "传播力指数",
                "各区",
                8,
                row,
                "100 × raw ÷ raw(reference)",
                (*steps, lost),
                "浦东新区",
                5.21,
                (
                    Gain("weighted_reprints", "加权转载量", 53321.5, 61234),
                    Gain("channels", "转载渠道数", 30.0, None),
                ),
            ),
        ),
        accounts=(
            AccountShare("wechat:hp", "上海黄浦", "wechat", 31, {"reads": 543210, "likes": None}),
            AccountShare("weibo:hp", "上海黄浦", "weibo", 120, {"reads": None, "likes": 999}),
        ),
        top_posts=edition.top_posts.rows[:1],
        channels=(ChannelShare("c1", "人民日报客户端", "client", 12),),
        campaigns=(("国庆主题宣传", CampaignUnit("黄浦区", "各区", 8, 0.8)),),
        matches=(Match("guoqing", "wechat:1", "黄浦区", "国庆长假出行提示", "国庆", "title"),),
    )
