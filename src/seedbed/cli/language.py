"""The language prompt of ``seedbed check``: words to think again about. Nothing is refused."""

from seedbed.formats.folder import Folder
from seedbed.formats.language import prompts

SHOWN = 5


def language_prompt(found: Folder) -> list[str]:
    """Lines on words to avoid in what the study writes for readers; none where there are none."""
    every = [
        prompt
        for prompt in prompts(found.study, found.tables)
        if prompt.doubt.kind == "word-to-avoid"
    ]
    if not every:
        return []
    words = "1 word" if len(every) == 1 else f"{len(every)} words"
    more = [f"  and {len(every) - SHOWN} more"] if len(every) > SHOWN else []
    return [
        f"Language prompt: {words} that a reader may stumble over. Nothing is refused for it.",
        *(f"  {prompt.text()}" for prompt in every[:SHOWN]),
        *more,
    ]
