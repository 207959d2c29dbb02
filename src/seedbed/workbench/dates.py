"""A date as exactly as somebody knows it: a day, a month, or only a year."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1900
Range = tuple[date, date]


class DateParts(forms.Widget):
    """Three boxes, read together."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...]:
        """What was typed into each box, as typed."""
        return tuple(data.get(f"{name}-{part}", "").strip() for part in PARTS)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether none of the boxes was on the form."""
        return not any(f"{name}-{part}" in data for part in PARTS)


class PartDate(forms.Field):
    """Day and month may be left empty. Gives the first and last day it can mean.

    An error carries the name of its box as code, so that a page can lead there.
    """

    widget = DateParts

    def clean(self, value: Any) -> Range | None:
        """The range of days that was typed; None where nothing was and nothing need be."""
        day, month, year = value or ("", "", "")
        if not any((day, month, year)):
            if self.required:
                raise ValidationError(_("Give at least the year it happened."), code="year")
            return None
        if not year:
            raise ValidationError(_("Give the year as well."), code="year")
        if day and not month:
            raise ValidationError(_("Give the month as well, or leave the day out."), code="month")
        found = _year(year)
        if not month:
            return date(found, 1, 1), date(found, 12, 31)
        in_month = _month(month)
        if not day:
            last = calendar.monthrange(found, in_month)[1]
            return date(found, in_month, 1), date(found, in_month, last)
        exact = _day(day, in_month, found)
        return exact, exact


def _year(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise ValidationError(_("Write the year with four digits, such as 2024."), code="year")
    if int(typed) < EARLIEST_YEAR:
        raise ValidationError(
            _("The year must be %(year)s or later.") % {"year": EARLIEST_YEAR}, code="year"
        )
    return int(typed)


def _month(typed: str) -> int:
    """A month from its number or from the beginning of its name, such as 3, March or mar."""
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 12:
        return int(typed)
    named = [
        number
        for number in range(1, 13)
        if len(typed) >= 3 and calendar.month_name[number].lower().startswith(typed.lower())
    ]
    if not named:
        raise ValidationError(
            _("Write the month as a number from 1 to 12, or by its name."), code="month"
        )
    return named[0]


def _day(typed: str, month: int, year: int) -> date:
    try:
        return date(year, month, int(typed))
    except ValueError as wrong:
        raise ValidationError(
            _("%(month)s %(year)s has no day “%(day)s”.")
            % {"day": typed, "month": calendar.month_name[month], "year": year},
            code="day",
        ) from wrong


class DatedForm(forms.Form):
    """A form with dates that may be known in part only."""

    def mistakes(self) -> list[tuple[str, str]]:
        """Every mistake with the place on the page where it is mended."""
        found = []
        for name, errors in self.errors.as_data().items():
            for error in errors:
                part = f"-{error.code}" if isinstance(self.fields.get(name), PartDate) else ""
                found += [(text, f"#{name}{part}") for text in error.messages]
        return found
