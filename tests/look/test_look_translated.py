"""No English stands outside a translation: not in templates, nor in what views and pages say."""

import ast
import re
from pathlib import Path

import pytest

from tests.floors import SOURCE

ROOMS = ("front_room", "workbench", "publish/look")
TEMPLATES = sorted(
    path for room in ROOMS for path in (SOURCE / room / "templates").rglob("*.html")
)  # fmt: skip
# Names that are the same in every language, and the units and signs of numbers.
SAME = {"Seedbed", "Atom", "docx", "DOCTYPE", "html"}
# What a browser or a screen reader says aloud.
SPOKEN = re.compile(r"""\b(?:alt|title|aria-label|placeholder)="([^"]*)\"""")
COMMENT = re.compile(r"{%\s*comment.*?%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
BLOCK = re.compile(r"{%\s*blocktrans.*?%}.*?{%\s*endblocktrans\w*\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
DRAWN = re.compile(r"<(style|script|svg|code)\b.*?</\1>", re.DOTALL)
# A string handed on by a tag: a label begins with a capital or has several words.
HANDED_ON = re.compile(r"""(?<!_\()(?<!translate )(?<!== )(["'])([A-Z][a-z]|[a-z]+ [a-z]).*?\1""")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def english_in(template: str) -> list[str]:
    """Words between tags, or in attributes that are spoken, which no translator would be given."""
    # A tag inside an attribute may hold > and "; take what is translated or computed out first.
    bare = TAG.sub("", BLOCK.sub("", COMMENT.sub("", template)))
    spoken = [word for value in SPOKEN.findall(bare) for word in LETTERS.findall(value)]
    between = re.sub(r"<[^>]*>", " ", DRAWN.sub("", bare))
    handed = [
        found.group()
        for tag in TAG.findall(BLOCK.sub("", COMMENT.sub("", template)))
        for found in HANDED_ON.finditer(tag)
    ]
    return [w for w in (*LETTERS.findall(between), *spoken, *handed) if w not in SAME]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_holds_no_english_of_its_own(path: Path) -> None:
    assert english_in(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Some words</p>", ["Some", "words"]),
        ('<img alt="A mark">', ["mark"]),
        ('<a title="{{ x }}" aria-label="Go to {{ y }}">x</a>', ["Go", "to"]),
        ('{% translate "Some words" %} {# Not shown #}', []),
        ("{% blocktranslate trimmed with a=b %}Some {{ a }}{% endblocktranslate %}", []),
        ('{% include "a.html" with title="Some words" only %}', ['"Some words"']),
        ("{{ name|default:'No name' }}{{ name|default:_('No name') }}", ["'No name'"]),
        ("{% if word == 'yes' %}<b>{{ word }}</b>{% endif %}<svg><title>no</title></svg>", []),
    ],
)
def test_english_is_found_where_it_hides(template: str, words: list[str]) -> None:
    assert english_in(template) == words


# What marks a string for translators; ``tools/messages.py`` tells xgettext the short names.
GETTEXT = {"_", "lazy", "lazy_plural", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
MODULES = sorted(
    path
    for room in ("front_room", "workbench", "publish")
    for path in (SOURCE / room).rglob("*.py")
)
# Strings of two words or more that no reader meets, and why.
NOT_SAID = {
    "front_room/fit.py": {'attachment; filename="'},  # a header
    "publish/advice.py": {"cost-consequence innovation="},  # a question as written
    "publish/charts/baselines.py": {  # rows, as an error names them
        "baseline years", "baseline years with a value", "published numbers",
    },
    "publish/charts/costs.py": {"cost lines"},
    "publish/charts/curve.py": {"published figures"},
    "publish/charts/ink.py": {"Arial, 'Liberation Sans', Helvetica, sans-serif"},
    "publish/charts/series_lines.py": {"the caller has checked the baseline"},  # an assertion
    "publish/claim_check.py": {"statistical neighbours"},  # a word of the method
    "publish/fit.py": {"Not known."},  # a word of the study folder
    "publish/look/pictures.py": {"not known"},  # a word of the method
    "publish/look/tables.py": {"not known"},  # the same
    "publish/protecting.py": {"this page"},  # a key, compared and never shown
    "publish/quoting.py": {  # kinds of bars, as the record keeps them; why is told beside each
        "not cleared", "no speaker", "no consent", "right of comment",
    },
    "publish/wording.py": {"left out"},  # the same
    "publish/word_file.py": {"List Bullet", "Table Grid"},  # styles of the program that opens it
    "workbench/views/room.py": {  # headers
        'attachment; filename="', "text/html; charset=utf-8", "text/plain; charset=utf-8",
    },
    "workbench/views/subject_access.py": {
        'attachment; filename="what-is-held.html"', "text/html; charset=utf-8",
    },
    "workbench/asking.py": {" unless given"},  # taken out of what a question says
}  # fmt: skip
CHECKS = {"publish/charts/drawn.py"}  # says what is wrong with a drawing, to a test
CODE = re.compile(r"[<>\\]|datum")  # markup, a pattern, a formula of a chart


def loose(code: str) -> list[str]:
    """Strings of two words or more that nothing translates: no docstring, error, import or log."""
    tree = ast.parse(code)
    excused = {
        id(part) for node in ast.walk(tree) for one in _excused(node) for part in ast.walk(one)
    }
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in excused
    ]
    return [
        text
        for text in found
        if len(LETTERS.findall(text)) > 1 and " " in text.strip() and not CODE.search(text)
    ]


def _excused(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Raise() | ast.Expr(value=ast.Constant()):
            return [node]
        case ast.Call(func=ast.Name(id=name)) if name in GETTEXT:
            return list(node.args)
    return []


def in_f_strings(code: str) -> list[int]:
    """Lines where a string is marked inside an f-string, which xgettext does not read."""
    return [
        call.lineno
        for joined in ast.walk(ast.parse(code))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GETTEXT
    ]


def named(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_what_a_module_says_can_be_translated(path: Path) -> None:
    code = path.read_text("utf-8")
    if named(path) not in CHECKS:
        assert set(loose(code)) - NOT_SAID.get(named(path), set()) == set()
    assert in_f_strings(code) == []


def test_no_exception_is_kept_longer_than_it_is_needed() -> None:
    for name, strings in NOT_SAID.items():
        assert strings <= set(loose((SOURCE / name).read_text("utf-8"))), name


def test_loose_words_are_found_and_marked_ones_are_not() -> None:
    code = """
def page(request):
    '''A page that says things.'''
    if not request:
        raise InputError("This is told elsewhere.")
    title = "My own words"
    return show(title=title, says=_("Words for all"), more=lazy_plural("%(n)s day", "%(n)s days"))
"""
    assert loose(code) == ["My own words"]
    assert in_f_strings("a = f'{_(\"some words\")}'") == [1]
    assert in_f_strings("a = f'{b}' + _('some words')") == []


def test_every_marked_string_is_gathered(tmp_path: Path) -> None:
    """With the keywords of ``tools/messages.py`` xgettext reads every short name of gettext."""
    tool = (SOURCE.parent.parent / "tools" / "messages.py").read_text("utf-8")
    assert {"lazy", "lazy_plural"} <= set(re.findall(r"--keyword=(\w+)", tool))
    short = {
        name.asname
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname
    }
    assert short <= {"_", "lazy", "lazy_plural"}
