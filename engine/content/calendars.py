"""Working calendars: ``org/calendars/<calendar>-<year>.yaml``, one published year per file, together a ``Calendar``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, record
from engine.content.sheet import Sheet
from engine.model.workcalendar import SATURDAY, Calendar, Span, Year

BAD_CALENDAR = declare(
    "calendar-bad-value", "日历 {id} 的 {key} 无效:{value}", "Calendar {id}: {key} is not valid: {value}",
    "a holiday whose `to` is before its `from`, a make-up day on a Wednesday",
)
YEAR_TWICE = declare(
    "calendar-year-twice", "日历 {id} 的 {year} 年已有文件", "Calendar {id} already has a file for {year}",
    "`year: 2026` in two files of calendar CN",
)

ZONE = "Asia/Shanghai"
LONGEST_HOLIDAY = 31


def read_calendar(source: bytes, sheet: Sheet, calendars: dict[str, Calendar]) -> None:
    """Add the year of one file to its calendar."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    if item is None:
        return
    id_, number = item.text("calendar"), item.number("year")
    item.element = id_
    zone = _zone(item)
    calendar = calendars.get(id_) or Calendar(id_, timezone=zone)
    if number in calendar.years:
        sheet.note(YEAR_TWICE, item.line_of("year"), id_, id=id_, year=number)
    years = {**calendar.years, number: _year(item)}
    calendars[id_] = replace(calendar, years=years, office=_office(item) or calendar.office, timezone=zone)
    item.done()


def _zone(item: Record) -> str:
    name = item.text("timezone", ZONE)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _bad(item, "timezone", name)
        return ZONE
    return name


def _year(item: Record) -> Year:
    off: set[date] = set()
    makeup: set[date] = set()
    for holiday in item.records("holidays"):
        holiday.element = item.element
        holiday.text("name")
        holiday.text("name_en", "")
        first, last = holiday.date("from"), holiday.date("to")
        if first is None or last is None or not timedelta() <= last - first < timedelta(days=LONGEST_HOLIDAY):
            _bad(holiday, "to", f"{first} … {last}")
        else:
            off |= {first + timedelta(days=offset) for offset in range((last - first).days + 1)}
        makeup |= _makeup(holiday)
        holiday.done()
    if both := off & makeup:
        _bad(item, "holidays", ", ".join(str(day) for day in sorted(both)))
    return Year(frozenset(off), frozenset(makeup))


def _makeup(holiday: Record) -> set[date]:
    days = set()
    for text in holiday.words("makeup"):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            _bad(holiday, "makeup", text)
            continue
        if day.weekday() < SATURDAY:
            _bad(holiday, "makeup", text)
        days.add(day)
    return days


def _office(item: Record) -> tuple[Span, ...]:
    spans: list[Span] = []
    for span in item.records("office"):
        span.element = item.element
        texts = (span.text("from"), span.text("to"))
        try:
            opens, closes = (time.fromisoformat(text) for text in texts)
        except ValueError:
            _bad(span, "from", "-".join(texts))
            continue
        if closes <= opens or (spans and opens <= spans[-1][1]):
            _bad(span, "to", "-".join(texts))
            continue
        spans.append((opens, closes))
        span.done()
    return tuple(spans)


def _bad(item: Record, key: str, value: str) -> None:
    item.sheet.note(BAD_CALENDAR, item.line_of(key), item.element, id=item.element, key=key, value=value)
