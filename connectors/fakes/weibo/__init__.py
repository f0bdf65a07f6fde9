"""A fake of Weibo that is faithful to the contract, doubts included."""

from connectors.fakes.weibo.app import weibo
from connectors.fakes.weibo.state import Grant, Post, Switches, WeiboState

__all__ = ["Grant", "Post", "Switches", "WeiboState", "weibo"]
