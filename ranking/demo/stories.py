"""Invented texts of some hundred characters: long posts, and articles that are nobody's reprint.

No sentence is from anywhere. Two stories share a word here and there and no more, as a sentence is
put together from short parts of which there are many.
"""

from __future__ import annotations

import re
from datetime import date

from numpy.random import Generator

from ranking.demo.units import MARK

_PLACES = (
    "苏河边", "老弄堂", "菜市场", "街心花园", "社区食堂", "站台旁", "图书角", "滨江步道",
    "文化客厅", "老年学校", "托育点", "邻里中心", "小公园", "候车亭", "运动角", "剧场门口",
    "书店二楼", "旧码头", "共享厨房", "创业园", "晒谷场", "稻田边", "渡口", "便民驿站",
)  # fmt: skip
_PEOPLE = (
    "楼组长", "退休教师", "年轻店主", "社工小队", "花艺师", "摄影迷", "合唱队", "编织社",
    "骑手小哥", "园艺师", "木匠师傅", "馆员", "舞蹈队", "种菜能手", "讲解员", "厨师长", "小记者",
    "棋友们", "裁缝阿姨", "跑步社团", "电工师傅", "画家夫妇", "钓鱼协会", "修表匠",
)  # fmt: skip
_DEEDS = (
    "动手整理", "重新布置", "仔细修好", "慢慢搭起", "合力搬来", "现场展示", "耐心讲解", "轮流照看",
    "连夜赶制", "悄悄换新", "一起粉刷", "认真登记", "免费送出", "当场试用", "逐件清点", "提前备好",
    "用心画出", "亲手做了", "细细打磨", "反复调试", "开箱摆放", "热心推荐", "集中晾晒", "拍下了",
)  # fmt: skip
_THINGS = (
    "旧书架", "小花箱", "楼道灯", "木长椅", "手工灯笼", "老照片", "雨水花园", "折叠桌", "防滑垫",
    "自行车棚", "童话绘本", "竹编篮子", "电子屏", "遮阳伞", "石棋盘", "葡萄架", "盲道砖",
    "米糕模具", "风铃墙", "信报箱", "小球门", "晾衣架", "陶瓷碗", "导览图",
)  # fmt: skip
_ONLOOKERS = (
    "孩子们", "老人们", "路人", "游客", "值班员", "新邻居", "家长", "店员", "上班族", "大学生",
    "保安", "司机", "护士", "快递员", "球友", "街坊", "租客", "老板娘", "背包客", "小学生", "农户",
    "船工", "票友", "夜班工人",
)  # fmt: skip
_REPLIES = (
    "看得入迷", "连连点头", "当场报名", "拍照留念", "竖起拇指", "问东问西", "舍不得走", "笑出了声",
    "主动搭手", "写下留言", "约好再来", "记在本上", "转告同伴", "端来热茶", "唱起老歌", "排起了队",
    "想起童年", "搬来板凳", "提了意见", "鼓起掌来", "夸个不停", "录了视频", "留下电话", "学了一手",
)  # fmt: skip
_WORDS = (_PLACES, _PEOPLE, _DEEDS, _THINGS, _ONLOOKERS, _REPLIES)
_PATTERNS = (
    "{0}的{1}{2}{3}，{4}{5}。",
    "{1}在{0}{2}{3}，{4}{5}。",
    "听说{1}{2}{3}，{0}的{4}{5}。",
)
_SHORTEST, _LONGEST = 14, 24
"""Sentences of a story, beside those with its unit and its numbers: 350 to 600 characters."""
_COUNT = re.compile(r"(?<=[了有共到])\d+")


def story(unit: str, day: date, rng: Generator) -> str:
    """Return an invented text about a unit, whom it names at its beginning and at its end."""
    first, last, *lines = _drawn(2 + int(rng.integers(_SHORTEST, _LONGEST)), rng)
    told = [_PATTERNS[number % len(_PATTERNS)].format(*words) for number, words in enumerate(lines)]
    numbers = rng.integers(12, 980, 4).tolist()
    told.insert(3, "前后共有{}人到场，收到{}条建议。".format(*numbers[:2]))
    told.insert(-2, "现场备了{}份材料，送出了{}份。".format(*numbers[2:]))
    named = unit.removesuffix(MARK) + MARK
    opening = f"{day.month}月{day.day}日，{first[0]}迎来{first[1]}，{named}带去{first[3]}。"
    closing = f"下一场就在{last[0]}，{last[1]}等着您，{named}还要添上{last[3]}。"
    return "".join([opening, *told, closing])


def retold(text: str, rng: Generator) -> str:
    """Return a story with other numbers, as of another day."""
    return _COUNT.sub(lambda found: str(int(found[0]) + int(rng.integers(1000, 9000))), text)


def headline(rng: Generator) -> str:
    """Return a title that no post has."""
    ((place, people, deed, thing, *_),) = _drawn(1, rng)
    return f"{place}新鲜事：{people}{deed}{thing}{MARK}"


def _drawn(size: int, rng: Generator) -> list[list[str]]:
    """Return so many rows of words: one of each of _WORDS."""
    columns = [
        [words[place] for place in rng.integers(0, len(words), size).tolist()] for words in _WORDS
    ]
    return [list(row) for row in zip(*columns, strict=True)]
