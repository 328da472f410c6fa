"""How all commands take settings and tell errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import GiaoBanError
from kg.settings import Setting, Settings, load_settings, table

Command = TypeVar("Command", bound=Callable[..., Any])


class CommandGroup(click.Group):
    """A group that tells an error of ours in words, with its cure and exit code 1, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GiaoBanError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return list(self.commands)


def settings_options(*names: str, short: dict[str, str] | None = None) -> Callable[[Command], Command]:
    """Give a command the options of these settings, or of a whole group of them, from the one table.

    :param short: setting → its short flag, such as ``{"data": "-d"}``.
    """
    chosen = [setting for setting in table() if setting.name in names or setting.group in names]

    def decorate(command: Command) -> Command:
        for setting in reversed(chosen):
            command = _option(setting, (short or {}).get(setting.name))(command)
        return command

    return decorate


def settings_from(context: click.Context, flags: dict[str, object]) -> Settings:
    """The settings of this run: the flags of the command over environment, file and defaults."""
    config = context.find_root().obj
    return load_settings(flags, file=config if isinstance(config, Path) else None)


def _option(setting: Setting, short: str | None) -> Callable[[Command], Command]:
    flags = [short, setting.flag] if short else [setting.flag]
    kind: Any = click.Choice(setting.choices) if setting.choices else setting.type
    default = "none" if setting.default == "" else setting.default
    help = f"{setting.help} [{setting.variable}; default: {default}]"
    return click.option(*flags, setting.name, type=kind, default=None, help=help)
