"""Subtitles as transcripts: WebVTT of meetings, and SRT."""

import html
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

import webvtt

from seedbed.formats.archive import ImportRefused
from seedbed.formats.documents.decoding import decoded
from seedbed.formats.documents.document import Document, Turn, Writer, plain

_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+(?P<name>[^>]{1,80})>")
_NAMED = re.compile(r"(?P<name>[^\W\d_][\w .'’\-]{0,48}): +")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>|<\d[\d:.]{0,20}>")


def read_vtt(content: bytes, name: str) -> Document:
    """WebVTT, as Teams (a voice in each cue) and Zoom (a name before the words) write it."""
    return _read(content, name, webvtt.from_buffer, "vtt")


def read_srt(content: bytes, name: str) -> Document:
    """SRT, with names before the words where the tool writes them."""
    return _read(content, name, webvtt.from_buffer, "srt")


def _read(content: bytes, name: str, parse: Any, form: str) -> Document:
    text, lost = decoded(content, name)
    try:
        captions = list(parse(StringIO(plain(text)), format=form))
    except webvtt.errors.MalformedFileError as wrong:
        raise ImportRefused(f"{name} is not whole as {form}: {wrong}.") from wrong
    if not captions:
        raise ImportRefused(f"{name} holds no words with their times. Export it again.")
    return _joined(captions, lost)


def _joined(captions: Iterable[Any], lost: tuple[str, ...]) -> Document:
    """Cues that one person says one after the other are one turn and one paragraph."""
    writer, speaker = Writer(), ""
    turns: list[Turn] = []
    open_from, begins, ends = 0, None, None
    for cue in captions:
        raw = " ".join(cue.raw_text.split())
        voice = _VOICE.search(raw)
        words = html.unescape(_TAG.sub("", raw)).strip()
        named = None if voice else _NAMED.match(words)
        who = voice["name"].strip() if voice else named["name"] if named else speaker
        words = words[named.end() :] if named else words
        if not words:
            continue
        if turns and who == speaker:
            writer.add(" ")
        else:
            if turns:
                writer.add("\n\n")
            writer.add(f"{who}: " if who else "")
            open_from, begins = writer.at, _ms(cue.start_in_seconds, cue.start)
            turns.append(Turn(start=open_from, end=open_from, speaker=who))
        writer.add(words)
        speaker, ends = who, _ms(cue.end_in_seconds, cue.end)
        turns[-1] = Turn(start=open_from, end=writer.at, speaker=who, begins=begins, ends=ends)
    writer.add("\n")
    return Document(text=writer.text, turns=tuple(turns), lost=lost)


def _ms(seconds: int, written: str) -> int:
    return seconds * 1000 + int((written.rpartition(".")[2] + "000")[:3])
