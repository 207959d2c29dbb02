"""Sources, and the passages marked in them: the words are given, the generator finds the place."""

from typing import Any

from seedbed.errors import InputError
from seedbed.formats import rows as r
from seedbed.formats.row import Row

from . import written

FIRST_CODER = "Coder one"


def texts() -> dict[str, str]:
    """The words of every source, by the name of its file."""
    return {f"{row['text']}.txt": written.text(row["text"]) for row in written.csv("sources")}


def sources() -> list[Row]:
    """Every source with its one text version."""
    listed = written.csv("sources")
    told = [
        {"id": f"src-{row['text']}", **{k: v for k, v in row.items() if k != "text"}}
        for row in listed
    ]
    versions = [
        {
            "id": f"sv-{row['text']}-1",
            "source": f"src-{row['text']}",
            "number": "1",
            "file": f"{row['text']}.txt",
        }
        for row in listed
    ]
    return [*written.rows(r.SourceRow, told), *written.rows(r.SourceVersionRow, versions)]


def passages() -> list[Row]:
    """Excerpts with the codings given to each.

    Raises: ``InputError`` if the words of a passage are not in its text exactly once.
    """
    read = texts()
    marked = written.toml("written/passages.toml")["passages"]
    excerpts = [_excerpt(passage, read[f"{passage['text']}.txt"]) for passage in marked]
    return [*excerpts, *(coding for passage in marked for coding in _codings(passage))]


def place(quote: str, text: str, *, passage: str) -> tuple[int, int]:
    """Where a quotation stands in a text, in code points, end not included.

    Raises: ``InputError`` if it does not stand there exactly once.

    >>> place("ôl", "mynd yn ôl", passage="ex-1")
    (8, 10)
    """
    found = text.count(quote)
    if found != 1:
        raise InputError(
            f"passages.toml, {passage}: expected the words exactly once in the text and found "
            f"them {found} times: {quote!r}. Mark a longer or a corrected passage."
        )
    start = text.index(quote)
    return start, start + len(quote)


def _excerpt(passage: dict[str, Any], text: str) -> r.ExcerptRow:
    start, end = place(passage["quote"], text, passage=passage["id"])
    return r.ExcerptRow(
        id=passage["id"],
        version=f"sv-{passage['text']}-1",
        start=start,
        end=end,
        speaker=passage.get("speaker"),
    )


def _codings(passage: dict[str, Any]) -> list[r.CodingRow]:
    """One coding a code and coder; the memo goes with the first."""
    made = []
    for number, (code, label, *coder) in enumerate(passage["codes"]):
        by = coder[0] if coder else FIRST_CODER
        about = f"{passage['id'].removeprefix('ex-')}-{code.removeprefix('code-')}"
        made.append(
            {
                "id": f"cd-{about}" if by == FIRST_CODER else f"cd-{about}-second",
                "excerpt": passage["id"],
                "code": code,
                "coder": by,
                "label": label,
                "stage": passage.get("stage", ""),
                "memo": passage.get("memo", "") if number == 0 else "",
            }
        )
    return written.rows(r.CodingRow, made)
