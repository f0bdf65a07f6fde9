"""The campaigns of the demo, and the words its invented titles are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ranking.model.month import Month


@dataclass(frozen=True)
class Theme:
    """One campaign 主题宣传. Both days of the window count; ``share`` of posts in it take part."""

    id: str
    name: str
    keyword: str
    hashtag: str
    start: date
    end: date
    share: float
    points_per_post: float
    cap: float


def themes(last_month: Month) -> tuple[Theme, ...]:
    """Return the campaigns: two in the last month, one before, one over the turn of a month."""
    last, before = last_month.first_day, last_month.previous().first_day
    month_end = last_month.next().first_day - timedelta(days=1)
    return (
        Theme(
            "demo-book-fair", "上海书展（演示）", "上海书展", "上海书展演示",
            last.replace(day=8), last.replace(day=17), 0.10, 0.02, 0.8,
        ),
        Theme(
            "demo-waste-sorting", "垃圾分类宣传周（演示）", "垃圾分类", "垃圾分类演示",
            last.replace(day=20), month_end, 0.06, 0.02, 0.6,
        ),
        Theme(
            "demo-fire-safety", "消防安全月（演示）", "消防安全", "消防安全演示",
            before.replace(day=5), before.replace(day=25), 0.08, 0.02, 0.6,
        ),
        Theme(
            "demo-volunteers", "志愿服务季（演示）", "志愿服务", "志愿服务演示",
            before.replace(day=24), last.replace(day=6), 0.05, 0.04, 0.4,
        ),
    )  # fmt: skip


SUBJECTS = (
    ("便民提示", "这些窗口周末照常办理", "便民服务演示"),
    ("交通提示", "早高峰请错峰出行", "交通提示演示"),
    ("天气提醒", "明后两天有中到大雨", "天气提醒演示"),
    ("招聘信息", "一批岗位等你来报名", "就业服务演示"),
    ("健康科普", "换季时节这样照顾家人", "健康科普演示"),
    ("文化活动", "本周末的展览和演出看这里", "文化活动演示"),
    ("政策解读", "一张图看懂新规要点", "政策解读演示"),
    ("安全提示", "接到这类电话请立即挂断", "反诈提示演示"),
    ("社区故事", "老街坊的新生活", "社区故事演示"),
    ("教育资讯", "报名时间和流程公布", "教育资讯演示"),
    ("城市更新", "又一处滨水空间开放", "城市更新演示"),
    ("生态环境", "这片湿地来了新客人", "生态环境演示"),
    ("消费提示", "选购时认准这几点", "消费提示演示"),
    ("科技创新", "一项成果完成试点", "科技创新演示"),
    ("体育健身", "市民球场开放预约", "体育健身演示"),
    ("公告", "一批项目名单公示", "公示公告演示"),
)
"""(subject, sentence, hashtag) of everyday posts."""
