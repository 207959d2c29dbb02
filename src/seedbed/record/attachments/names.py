"""Names of files that came from somewhere else: kept as given, without what can do harm."""

import unicodedata

from seedbed.errors import InputError

# What may be kept, and what it is told to be when it leaves again. Nothing here is opened by
# Seedbed, and a browser is told to save it, never to show it.
KINDS = {
    "txt": "text/plain",
    "csv": "text/csv",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
}
LONGEST = 120  # of the name before its ending
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def cleaned(given: str) -> str:
    r"""A name to keep: no folder, no mark that cannot be seen, nothing a disk takes amiss.

    Raises: InputError where its ending is not one that is kept.

    >>> cleaned("C:\\tapes\\Robin\u202e, second talk.MP3")
    'Robin, second talk.mp3'
    """
    seen = "".join(
        " " if unicodedata.category(mark) in ("Zs", "Zl", "Zp") else mark
        for mark in given.replace("\\", "/").rpartition("/")[2]
        if not unicodedata.category(mark).startswith("C")
    )
    stem, _, ending = unicodedata.normalize("NFC", seen).rpartition(".")
    kind = ending.strip().lower()
    if kind not in KINDS:
        raise InputError(
            f"A file that ends in .{kind[:20]} is not kept here."
            f" Kept are: {', '.join(sorted(KINDS))}. Save it as one of these, and add that."
        )
    short = " ".join(stem.translate(_FORBIDDEN).split())[:LONGEST].strip(" .")
    return f"{short or 'file'}.{kind}"


def kind_of(name: str) -> str:
    """The ending of a cleaned name."""
    return name.rpartition(".")[2]
