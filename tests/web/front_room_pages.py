"""Reading a page of the front room as a stranger would: its text, its links, what encloses what."""

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr", "path", "circle", "rect", "line"}


class Reader(HTMLParser):
    """Text with the chain of elements round it; ids; links."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts, self.ids, self.links = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "a":
            self.links.append(held["href"])
        if tag not in VOID:
            self.open.append((tag, held.get("class", "")))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open[-1][0] == tag, (tag, self.open[-3:])
            self.open.pop()

    def handle_data(self, data):
        self.texts.append((data, [tag for tag, _ in self.open], [name for _, name in self.open]))

    def around(self, words):
        """The elements round the first text that holds some words."""
        return next(tags for text, tags, _ in self.texts if words in text)

    @property
    def text(self):
        """All the text, in order, single spaces."""
        shown = (text for text, tags, _ in self.texts if "svg" not in tags)
        return re.sub(r"[ \n]+", " ", "".join(shown))


def flagged(html):
    """The sentences that carry a badge, as text."""
    found = re.findall(r'<span class="sb-moved">(.*?)</strong></span>', html, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", sentence).strip() for sentence in found}
