"""Why a row was set aside or marked: code to English sentence, translated where it is shown."""

from __future__ import annotations

UNREGISTERED = {
    "account_unknown": "The account is not in the roster. Add it and import the file again.",
    "roster_gap": "The roster knows the account, but for no span of days that covers the day of"
    " publication. Correct its first or last day and import the file again.",
}
"""Reasons of rows that are unregistered: sound, but nobody's."""

QUARANTINED = {
    "account_ambiguous": "Several accounts of the roster had this name on the day of publication."
    " Give the account id, or correct the names in the roster.",
    "account_missing": "The row names no account. Fill in the account's id or name.",
    "approximate": "The count is only approximate. Write the number itself, or leave it empty.",
    "before_original": "The reprint is dated more than a day before its post. Correct the time or"
    " the post.",
    "channel_ambiguous": "Several channels have this name. Give the channel's type or id.",
    "channel_missing": "The row names no channel. Fill in its name or id.",
    "channel_type_unknown": "The channel's type is none of client, website, wechat, weibo.",
    "channel_unknown": "No such channel is known. Add it to the channels and import again.",
    "content_missing": "The row has neither a title nor a text that could be matched with a post.",
    "fractional": "A count must be a whole number.",
    "id_damaged": "The id is not a whole post id (a spreadsheet may have rounded it). Export again"
    " with the column as text, or give the link.",
    "id_missing": "The row has neither an id nor a link (nor, on WeChat, a title).",
    "nan": "The count is NaN or infinite. Write the number, or leave the cell empty.",
    "negative": "A count cannot be negative.",
    "not_a_number": "The count cannot be read. Write digits, like 12345, 1.2万 or 10万+; leave it"
    " empty when it is not known.",
    "original_unreadable": "Whether the post is original cannot be read. Write 是 or 否, or leave"
    " it empty.",
    "outside_any_month": "The time is before August 2009 or after tomorrow. Correct it.",
    "platform_missing": "The row names no platform. Fill in 微信 or 微博.",
    "platform_unknown": "The platform is neither 微信 nor 微博.",
    "position_unreadable": "The position cannot be read. Write 1 for the first article (头条).",
    "post_ambiguous": "Several posts have this reference. Give the post's link.",
    "post_missing": "The row does not say which post was reprinted.",
    "post_unknown": "No such post is known. Import the posts first, or correct the reference.",
    "time_missing": "The row has no time (and, for a reprint, no link either).",
    "time_unreadable": "The time cannot be read. Write it like 2026-10-31 08:00.",
    "time_without_year": "The time has no year or is relative. Write it like 2026-10-31 08:00.",
    "too_large": "The count is larger than 2^53, which no post can reach.",
}
"""Reasons of rows in quarantine: each says what was expected or what to do."""

REASONS = {**UNREGISTERED, **QUARANTINED}
"""Every reason a row may be rejected for, by code."""

FLAGS = {
    "account_renamed": "Rows whose account has another name in the roster on that day (kept).",
    "channel_added": "WeChat or Weibo channels that were not known before (added).",
    "channel_type_other": "Articles whose source is of a type that is none of client, website,"
    " wechat, weibo (kept without it).",
    "likes_above_reads": "Rows with more likes than reads (kept).",
    "link_unreadable": "Articles whose link is no address (kept without it).",
    "time_ignored": "Articles dated before August 2009 or after tomorrow (kept without a time).",
}
"""Marks on accepted rows, by code: counted per batch, never a reason to drop a row."""
