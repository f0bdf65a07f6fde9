"""The hooks file: whom the schedule tells, and of what. A webhook's address never stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from ranking.config_file import Fault, Strict, StrictFile, TomlContent, read_toml, validate
from ranking.model.run import Occasion, Stage

Body = Literal["json", "wecom", "dingtalk", "feishu"]
"""What a webhook is sent: our own document, or a robot's text message."""
_ENV = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Hook(Strict):
    """One who is told: a command, or a webhook whose address is in a variable or in a file.

    ``on``: of which occasions; ``stages``: of which parts of the routine, empty = of all.
    ``body`` is of webhooks alone.
    """

    on: Annotated[tuple[Occasion, ...], Field(min_length=1)]
    stages: tuple[Stage, ...] = ()
    command: tuple[str, ...] = ()
    url_env: str | None = None
    url_file: str | None = None
    body: Body = "json"

    @property
    def target(self) -> str:
        """Who is told, without arguments and addresses: ``notify``, ``env:NAME``, ``file:PATH``."""
        if self.command:
            return self.command[0]
        return f"env:{self.url_env}" if self.url_env else f"file:{self.url_file}"

    def place(self, home: Path) -> str:
        """Return where the webhook's address is: ``env:NAME``, ``file:`` with an absolute path."""
        if self.url_env:
            return f"env:{self.url_env}"
        return f"file:{(home / str(self.url_file)).absolute()}"

    def wants(self, occasion: Occasion, stage: str) -> bool:
        """Tell whether the hook is for an occasion of a stage; ``collect-05`` is ``collect``."""
        part = stage.partition("-")[0]
        return occasion in self.on and (not self.stages or part in self.stages)


class HookFile(StrictFile):
    """The whole file; no hook = nobody is told."""

    hooks: tuple[Hook, ...] = ()


def load_hooks(home: Path) -> tuple[Hook, ...]:
    """Read ``config/hooks.toml`` of a workspace; without the file there are none.

    Raises ConfigError with every fault by line and key. What may be a secret by mistake is never
    repeated: pydantic, which repeats values, sees sound ones alone.
    """
    path = home / "config" / "hooks.toml"
    if not path.exists():
        return ()
    data, _ = read_toml(path)
    faults = list(_faults(data))
    sound = TomlContent(_without(data, {fault.key for fault in faults}))
    sound.text = data.text
    return validate(HookFile, sound, path, faults=faults).hooks


def _is_command(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(part, str) and "\0" not in part for part in value)
        and bool(value[0].strip())
    )


def _is_variable(value: object) -> bool:
    return isinstance(value, str) and _ENV.fullmatch(value.strip()) is not None


def _is_file(value: object) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and value.isprintable()
        and "://" not in value
    )


_TARGETS: dict[str, tuple[Callable[[object], bool], str]] = {
    "command": (
        _is_command,
        'write the program and each argument in quotes, such as ["notify", "--all"]',
    ),
    "url_env": (
        _is_variable,
        "write the NAME of an environment variable here, never the address itself",
    ),
    "url_file": (
        _is_file,
        "write the path of a file that holds the address here, never the address itself",
    ),
}


def _faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    hooks = data.get("hooks", [])
    if not isinstance(hooks, list) or not all(isinstance(hook, Mapping) for hook in hooks):
        yield Fault("hooks", "begin each hook with a line [[hooks]]")
        return
    for number, hook in enumerate(hooks):
        yield from _hook_faults(f"hooks[{number}]", hook)


def _hook_faults(key: str, hook: Mapping[str, Any]) -> Iterator[Fault]:
    given = [name for name in _TARGETS if name in hook]
    if len(given) != 1:
        found = f"{' and '.join(given)} found" if given else "no target found"
        yield Fault(key, f"{found}; one of {', '.join(_TARGETS)} is expected")
    for name in given:
        is_sound, text = _TARGETS[name]
        if not is_sound(hook[name]):
            yield Fault(f"{key}.{name}", text)
    if "body" in hook and "command" in hook:
        yield Fault(f"{key}.body", "is for webhooks; a command is always given our document")


def _without(data: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    """Return the content without the keys that are at fault."""
    if "hooks" in keys:
        return {name: value for name, value in data.items() if name != "hooks"}
    sound = dict(data)
    if "hooks" in data:
        sound["hooks"] = [
            {name: value for name, value in hook.items() if f"hooks[{number}].{name}" not in keys}
            for number, hook in enumerate(data["hooks"])
        ]
    return sound
