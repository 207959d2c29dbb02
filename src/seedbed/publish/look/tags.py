"""What templates may say: words of the record, dates, and sentences with their bound numbers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from seedbed.publish import figures, wording

register = template.Library()


@register.filter
def said(word: str, vocabulary: str) -> str:
    """A word of a vocabulary: ``{{ claim.status|said:"claim-status" }}``."""
    return wording.said(vocabulary, word) if word else ""


@register.filter
def day(when: date | str | None) -> str:
    """One day, from a date or its ISO text."""
    if not when:
        return ""
    return figures.day(date.fromisoformat(when[:10]) if isinstance(when, str) else when)


@register.simple_tag
def span(earliest: date | str | None, latest: date | str | None) -> str:
    """A range of dates as exactly as it is known."""
    return figures.span(_date(earliest), _date(latest))


@register.filter
def figure(value: Any) -> str:
    """A number as people read it; nothing where there is none."""
    return "" if value is None else figures.number(value, places=1)


@register.simple_tag
def sentences(said: Iterable[dict[str, Any]], changed: frozenset[str] = frozenset()) -> SafeString:
    """Sentences with each bound number leading to its source, and a badge on those that moved.

    ``changed`` names the tokens whose source differs from what was shown when this was frozen.
    """
    return format_html_join(" ", "{}", ((_sentence(s, changed),) for s in said))


def _sentence(sentence: dict[str, Any], changed: frozenset[str]) -> SafeString:
    body = format_html_join("", "{}", ((_part(part),) for part in sentence["parts"]))
    moved = any(isinstance(p, dict) and p["token"] in changed for p in sentence["parts"])
    if not moved:
        return body
    return format_html(
        '<span class="sb-moved">{} <strong class="sb-flag">{}</strong></span>',
        body,
        _("number changed since"),
    )


def _part(part: str | dict[str, Any]) -> SafeString | str:
    if isinstance(part, str):
        return part
    return format_html(
        '<a class="sb-number" href="#{}" data-token="{}">{}</a>',
        part["anchor"],
        part["token"],
        part["shown"],
    )


def _date(when: date | str | None) -> date | None:
    return date.fromisoformat(when[:10]) if isinstance(when, str) and when else when or None
