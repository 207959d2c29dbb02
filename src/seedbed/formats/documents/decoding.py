"""Bytes of a text into its letters."""

import codecs

from charset_normalizer import from_bytes

from seedbed.formats.archive import ImportRefused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
LOOKED_AT = 200_000  # bytes, to guess an encoding from


def decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The letters of a text, and what a reader must know of how they were come by.

    UTF-8 is taken for granted where the bytes allow it. Otherwise the likeliest encoding is taken,
    and said: a wrong letter is seen by whoever reads the text first.

    Raises: ImportRefused for bytes that are no text.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ()
            except UnicodeDecodeError as wrong:
                raise _no_text(name) from wrong
    if b"\x00" in content[:LOOKED_AT]:
        raise _no_text(name)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    guess = from_bytes(content[:LOOKED_AT]).best()
    if guess is None:
        raise _no_text(name)
    try:
        text = content.decode(guess.encoding)
    except UnicodeDecodeError as wrong:
        raise _no_text(name) from wrong
    return text, (
        f"Its letters were read as {guess.encoding}, a guess: look at accents and dashes.",
    )


def _no_text(name: str) -> ImportRefused:
    return ImportRefused(
        f"{name} holds bytes that are no text. Save it as a text in UTF-8, or give it the ending "
        "of what it is."
    )
