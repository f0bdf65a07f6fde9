"""The closed word lists of the field, with their Chinese names."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """Where an account lives."""

    WECHAT = "wechat"
    WEIBO = "weibo"


class ChannelType(StrEnum):
    """What kind of place reprints."""

    CLIENT = "client"
    WEBSITE = "website"
    WECHAT = "wechat"
    WEIBO = "weibo"


class ChannelTier(StrEnum):
    """Whose a channel is."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    CITY = "city"
    DISTRICT = "district"
    COMMERCIAL = "commercial"


PLATFORM_NAMES = {Platform.WECHAT: "微信", Platform.WEIBO: "微博"}
CHANNEL_TYPE_NAMES = {
    ChannelType.CLIENT: "新闻客户端",
    ChannelType.WEBSITE: "新闻网站",
    ChannelType.WECHAT: "微信公众号",
    ChannelType.WEIBO: "微博账号",
}
CHANNEL_TIER_NAMES = {
    ChannelTier.CENTRAL: "中央",
    ChannelTier.PROVINCIAL: "省级",
    ChannelTier.CITY: "市级",
    ChannelTier.DISTRICT: "区县",
    ChannelTier.COMMERCIAL: "商业",
}
PLATFORM_WORDS = {
    "微信": Platform.WECHAT,
    "公众号": Platform.WECHAT,
    "微信公众号": Platform.WECHAT,
    "wechat": Platform.WECHAT,
    "weixin": Platform.WECHAT,
    "微博": Platform.WEIBO,
    "新浪微博": Platform.WEIBO,
    "weibo": Platform.WEIBO,
}
"""Spellings of a platform in rosters and exports (compare with names.key)."""
CHANNEL_TYPE_WORDS = {
    "客户端": ChannelType.CLIENT,
    "新闻客户端": ChannelType.CLIENT,
    "app": ChannelType.CLIENT,
    "client": ChannelType.CLIENT,
    "网站": ChannelType.WEBSITE,
    "新闻网站": ChannelType.WEBSITE,
    "网页": ChannelType.WEBSITE,
    "website": ChannelType.WEBSITE,
    "微信": ChannelType.WECHAT,
    "公众号": ChannelType.WECHAT,
    "微信公众号": ChannelType.WECHAT,
    "wechat": ChannelType.WECHAT,
    "微博": ChannelType.WEIBO,
    "微博账号": ChannelType.WEIBO,
    "weibo": ChannelType.WEIBO,
}
"""Spellings of a channel type in channel and reprint tables (compare with names.key)."""
CHANNEL_TIER_WORDS = {
    "中央": ChannelTier.CENTRAL,
    "中央级": ChannelTier.CENTRAL,
    "央媒": ChannelTier.CENTRAL,
    "central": ChannelTier.CENTRAL,
    "省级": ChannelTier.PROVINCIAL,
    "省": ChannelTier.PROVINCIAL,
    "直辖市": ChannelTier.PROVINCIAL,
    "provincial": ChannelTier.PROVINCIAL,
    "市级": ChannelTier.CITY,
    "地市": ChannelTier.CITY,
    "地市级": ChannelTier.CITY,
    "city": ChannelTier.CITY,
    "区县": ChannelTier.DISTRICT,
    "县级": ChannelTier.DISTRICT,
    "区级": ChannelTier.DISTRICT,
    "district": ChannelTier.DISTRICT,
    "商业": ChannelTier.COMMERCIAL,
    "商业平台": ChannelTier.COMMERCIAL,
    "商业网站": ChannelTier.COMMERCIAL,
    "commercial": ChannelTier.COMMERCIAL,
}
"""Spellings of a channel tier in channel tables (compare with names.key)."""

POST_MEASURES = ("reads", "likes", "wow", "comments", "reposts", "favourites")
"""Counts of a post: 阅读, 点赞, 在看, 评论, 转发, 收藏."""
REPRINT_MEASURES = ("reads", "likes", "comments")
"""Counts of a reprint: 阅读, 点赞, 评论."""
