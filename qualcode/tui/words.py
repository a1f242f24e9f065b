"""What kinds, effects and times are called on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qualcode.i18n import _
from qualcode.model.message import Message, Value
from qualcode.ops.report_words import EFFECT_NAMES, KINDS

_SIGNS = {"positive": "+", "negative": "−", "mixed": "±", "none": "=", "unclear": "?"}
_LANGUAGES = {"fr": "français", "nl": "Nederlands", "en": "English", "de": "Deutsch"}


def kind_name(kind: str) -> str:
    """A document's kind in the reader's language."""
    return _(KINDS[kind]) if kind in KINDS else kind


def effect_name(effect: str | None) -> str:
    """An effect in the reader's language; one that nobody has judged is said to be so."""
    return _("not assessed") if effect is None else _(EFFECT_NAMES.get(effect, effect))


def effect_sign(effect: str | None) -> str:
    """The sign beside a code's name: + − ± = ? or nothing."""
    return _SIGNS.get(effect or "", "")


def language_name(language: str) -> str:
    """A language's name in itself."""
    return _LANGUAGES.get(language, language)


def clock(seconds: float | None) -> str:
    """A time in a recording: 0:41, 12:04, 1:02:03; nothing where it is not known."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def day_and_time(at: str) -> str:
    """A moment as the clock on this machine has it, to the minute."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def lately(at: str) -> str:
    """A moment as one would say it: `today 14:05`, `yesterday 9:30`, else its day; nothing where it is not known."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    days = (datetime.now().astimezone().date() - moment.date()).days
    if days == 0:
        return _("today {time}").format(time=f"{moment:%H:%M}")
    if days == 1:
        return _("yesterday {time}").format(time=f"{moment:%H:%M}")
    return f"{moment:%Y-%m-%d}"


def said_here(message: Message, instead: Mapping[str, str]) -> Message:
    """A message that speaks of the command line elsewhere, worded as it is said on the screens."""
    values: dict[str, Value] = {
        name: said_here(value, instead) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return Message(instead.get(message.template, message.template), values)
