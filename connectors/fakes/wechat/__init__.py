"""A WeChat on loopback that behaves as its documents say, and both ways where they say nothing."""

from connectors.fakes.wechat.app import WeChatFake
from connectors.fakes.wechat.state import Article, Doubts, Platform, WeChatAccount, WeChatState

__all__ = ["Article", "Doubts", "Platform", "WeChatAccount", "WeChatFake", "WeChatState"]
