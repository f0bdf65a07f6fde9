"""WeChat's error codes that a reader of counts has to tell apart."""

from __future__ import annotations

BUSY = -1
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
ADDRESS_REFUSED = 40164
DAY_QUOTA = 45009
MINUTE_QUOTA = 45011
NO_PERMISSION = 48001
DAY_REFUSED = 61501
NOT_READY = 61503

OURS = frozenset({40002, 41001, 41002, 41004, 43002, 44002, 47001, 47009, 61500, DAY_REFUSED})
"""Codes that say that the request was wrong, or the interface is no more: faults of the source."""

_COPY_ANEW = (
    "Copy AppID and AppSecret of this account anew from its back-office (设置与开发 → 基本配置)."
)
_WHITELIST = (
    "Add {address} to the account's IP whitelist (设置与开发 → 开发接口管理); it takes effect "
    "within 10 minutes."
)
_STATE = "Log in to the account's back-office and follow what it says there."
_CONFIRM = "Let the account's administrator confirm the call on the phone, then collect again."
_PLATFORM = "Check AppID and AppSecret of the third-party platform."
_TICKET = (
    "Check that the receiver of component_verify_ticket runs and stores the newest; it is pushed "
    "every 10 minutes."
)
_AUTHORISE = "Let the account's administrator authorise the third-party platform again."

ACCESS: dict[int, tuple[str, str]] = {
    40001: ("WeChat does not accept the AppSecret of {account}.", _COPY_ANEW),
    40013: ("WeChat does not know the AppID of {account}.", _COPY_ANEW),
    40125: ("WeChat does not accept the AppSecret of {account}.", _COPY_ANEW),
    40243: ("The AppSecret of {account} is frozen.", _STATE),
    ADDRESS_REFUSED: (
        "WeChat refuses calls from the address {address} for {account}.",
        _WHITELIST,
    ),
    50004: ("The account {account} is forbidden by WeChat.", _STATE),
    50007: ("The account {account} is frozen by WeChat.", _STATE),
    89503: ("WeChat wants a confirmation of this computer's calls for {account}.", _CONFIRM),
    89506: ("This computer's calls for {account} were refused twice; wait 24 hours.", _CONFIRM),
    89507: ("This computer's calls for {account} were refused; wait one hour.", _CONFIRM),
    61003: ("{account} has not authorised the third-party platform.", _AUTHORISE),
    61004: (
        "This computer's address is not registered with the third-party platform ({account}).",
        "Add the address to the platform's own IP whitelist.",
    ),
    61005: ("The ticket of the third-party platform is out of date ({account}).", _TICKET),
    61006: ("The ticket of the third-party platform is wrong ({account}).", _TICKET),
    61010: ("{account} has not authorised the third-party platform.", _AUTHORISE),
    61011: ("WeChat does not know the third-party platform ({account}).", _PLATFORM),
    61023: ("The refresh token of {account} is no longer valid.", _AUTHORISE),
    61024: ("The token of {account} belongs to another kind of access.", _PLATFORM),
}
"""Codes that a person must act on: what is the matter, and what to do."""
