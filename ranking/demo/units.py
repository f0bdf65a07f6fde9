"""The units of the demo: real names of Shanghai's districts and bureaus, invented everything else.

Each entry is (unit, word used in invented account names and titles, code of invented ids).
"""

from __future__ import annotations

LABEL = "演示数据（合成）"
"""What every file of the demo says about itself."""
MARK = "（演示）"
"""What every invented name carries."""

DISTRICT_GROUP = "各区"
BUREAU_GROUP = "委办局与人民团体"
ORGANISER = ("上海发布办公室（演示）", "发布", "fb")
"""The office that publishes the list: in the roster, not ranked."""

DISTRICTS = (
    ("黄浦区", "黄浦", "hp"),
    ("徐汇区", "徐汇", "xh"),
    ("长宁区", "长宁", "cn"),
    ("静安区", "静安", "ja"),
    ("普陀区", "普陀", "pt"),
    ("虹口区", "虹口", "hk"),
    ("杨浦区", "杨浦", "yp"),
    ("浦东新区", "浦东", "pd"),
    ("闵行区", "闵行", "mh"),
    ("宝山区", "宝山", "bs"),
    ("嘉定区", "嘉定", "jd"),
    ("金山区", "金山", "js"),
    ("松江区", "松江", "sj"),
    ("青浦区", "青浦", "qp"),
    ("奉贤区", "奉贤", "fx"),
    ("崇明区", "崇明", "cm"),
)

BUREAUS = (
    ("市公安局", "公安", "ga"),
    ("市教委", "教育", "jy"),
    ("市卫生健康委", "健康", "wj"),
    ("市文化旅游局", "文旅", "wl"),
    ("市市场监管局", "市场监管", "sc"),
    ("市交通委", "交通", "jt"),
    ("市生态环境局", "环境", "hj"),
    ("市绿化市容局", "绿化", "lh"),
    ("市应急局", "应急", "yj"),
    ("市民政局", "民政", "mz"),
    ("市人力资源社会保障局", "人社", "rs"),
    ("市住房城乡建设管理委", "住建", "zj"),
    ("市规划资源局", "规划", "gh"),
    ("市经济信息化委", "经信", "jx"),
    ("市商务委", "商务", "sw"),
    ("市科委", "科技", "kj"),
    ("市发展改革委", "发展改革", "fg"),
    ("市财政局", "财政", "cz"),
    ("市司法局", "司法", "sf"),
    ("市水务局", "水务", "sh"),
    ("市农业农村委", "三农", "ny"),
    ("市体育局", "体育", "ty"),
    ("市医保局", "医保", "yb"),
    ("市税务局", "税务", "ss"),
    ("市统计局", "统计", "tj"),
    ("市审计局", "审计", "sj2"),
    ("市国资委", "国资", "gz"),
    ("市退役军人事务局", "退役军人", "tw"),
    ("市知识产权局", "知识产权", "zc"),
    ("市民族宗教局", "民族宗教", "mzj"),
    ("市气象局", "气象", "qx"),
    ("市消防救援总队", "消防", "xf"),
    ("市城管执法局", "城管", "cg"),
    ("市房屋管理局", "房管", "fgj"),
    ("市粮食物资局", "粮食物资", "ls"),
    ("市地方金融管理局", "金融", "jr"),
    ("市数据局", "数据", "sjj"),
    ("市药品监管局", "药监", "yjj"),
    ("市邮政管理局", "邮政", "yz"),
    ("市总工会", "工会", "zgh"),
    ("团市委", "青年", "tsw"),
    ("市妇联", "女性", "fl"),
    ("市科协", "科普", "kx"),
    ("市残联", "助残", "cl"),
    ("市红十字会", "红十字", "hsz"),
)

SECOND_ACCOUNTS = (
    ("市公安局", "交警", "ga2"),
    ("市教委", "考试", "jy2"),
    ("市卫生健康委", "疾控", "wj2"),
    ("市文化旅游局", "博物馆", "wl2"),
    ("市交通委", "地铁", "jt2"),
    ("市绿化市容局", "公园", "lh2"),
)
"""Further accounts of a bureau, on both platforms."""

WITHOUT_WEIBO = frozenset({"市审计局", "市粮食物资局", "市统计局"})
"""Units on WeChat only."""
CRAWLED = frozenset({"市气象局", "市消防救援总队", "市体育局"})
"""Units whose Weibo posts come from weibo-crawler, one file an account."""
BACK_OFFICE = frozenset({"市统计局", "市审计局", "市水务局"})
"""Units that hand in the export of the WeChat back office, one file an account."""
VENDOR = frozenset({"市总工会", "团市委", "市妇联", "市科协", "市残联", "市红十字会"})
"""Units whose WeChat posts come in a vendor's workbook."""
