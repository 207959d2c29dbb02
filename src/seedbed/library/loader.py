"""Published knowledge, read from the data files beside this module, once.

The files are the truth: one TOML file a codebook, a theory and a framework, one file for the
stages and one for the checklists. Everything returned is frozen and shared. Ids are lower case;
a look-up takes any case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TypeVar

from seedbed.errors import InputError
from seedbed.library import reading
from seedbed.library.checklist import Checklist
from seedbed.library.codebook import Codebook, Construct
from seedbed.library.consent import ConsentRule
from seedbed.library.framework import Framework
from seedbed.library.policy import PolicyBody
from seedbed.library.shown import Shown
from seedbed.library.stage import Stage, StageModel
from seedbed.library.theory import FAMILIES, Theory

Found = TypeVar("Found", bound=Shown)

# The order in which the three frameworks are always named.
FRAMEWORKS = ("trauma-informed", "contextual", "transitional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the catalogue; `n` counts its constructs, stages, propositions or items."""

    kind: str
    id: str
    title: str
    family: str
    n: int


def codebooks() -> tuple[Codebook, ...]:
    """All codebooks, sorted by id.

    Shapes: 30 codebooks with 474 constructs between them.
    Source: each codebook carries its own citation and licence note.

    Example:
        >>> len(codebooks()), len(constructs())
        (30, 474)
    """
    return tuple(_codebooks().values())


def codebook(id: str) -> Codebook:
    """One codebook by id.

    Raises: InputError naming near ids when there is none.

    Example:
        >>> codebook("DSF").title
        'Dynamic Sustainability Framework'
    """
    return _find("codebook", id, _codebooks())


def constructs() -> tuple[Construct, ...]:
    """The constructs of every codebook, in the order of their codebooks."""
    return tuple(_constructs().values())


def construct(id: str) -> Construct:
    """One construct by id, as a code of a study follows it.

    Raises: InputError naming near ids when there is none.

    Example:
        >>> construct("ROGERS.04").definition
        'Can be tried on a small scale.'
    """
    return _find("construct", id, _constructs())


@cache
def stage_model() -> StageModel:
    """The map of six stages, with the six everyday verbs laid over it.

    Source: Lefevre, Hampson and Goldsmith (2023); the questions are ours.

    Example:
        >>> {verb.word: verb.stages for verb in stage_model().verbs}["conceived"]
        ('mobilising', 'designing')
    """
    return reading.read_stage_model()


def stages() -> tuple[Stage, ...]:
    """The six stages in order.

    Example:
        >>> [stage.id for stage in stages()][-2:]
        ['growing', 'system-change']
    """
    return stage_model().stages


def theories() -> tuple[Theory, ...]:
    """All theories, by family in the order of `FAMILIES`, then by title."""
    order = list(FAMILIES)
    return tuple(sorted(_theories().values(), key=lambda it: (order.index(it.family), it.title)))


def theory(id: str) -> Theory:
    """One theory by id, with its propositions and their rivals.

    Raises: InputError naming near ids when there is none.

    Example:
        >>> [rival.name for rival in theory("stage-map").propositions[0].rivals]
        ['Recursive growth', 'Order made by telling']
    """
    return _find("theory", id, _theories())


@cache
def frameworks() -> tuple[Framework, ...]:
    """The three practice frameworks, in the order they are always named.

    Example:
        >>> [framework.title for framework in frameworks()][:2]
        ['Trauma-Informed Practice', 'Contextual Safeguarding']
    """
    return tuple(reading.read_framework(id) for id in FRAMEWORKS)


@cache
def checklists() -> tuple[Checklist, ...]:
    """The reporting checklists, by name and size; their wording is not shipped.

    Example:
        >>> [checklist.title for checklist in checklists()][:2]
        ['GRADE-CERQual', 'SWiM']
    """
    return reading.read_checklists()


def policy_bodies(nation: str) -> tuple[PolicyBody, ...]:
    """Bodies that a page of policy for one nation is for, and those named for no one nation.

    Raises: InputError where no body is held for the nation.
    Source: each body carries where it was named.

    Example:
        >>> [body.title for body in policy_bodies("wales")][:2]
        ['Social Care Wales', 'ADCS']
    """
    known = _policy_bodies()
    if nation not in {body.nation for body in known if body.nation}:
        nations = ", ".join(sorted({body.nation for body in known if body.nation}))
        raise InputError(f"The library holds no policy body of {nation!r}. Nations: {nations}.")
    return tuple(body for body in known if body.nation in (nation, ""))


@cache
def _policy_bodies() -> tuple[PolicyBody, ...]:
    return reading.read_policy_bodies()


@cache
def consent_rules() -> tuple[ConsentRule, ...]:
    """What the consent of a young person needs, by nation and band; the last stand elsewhere.

    Source: each rule carries its own, with how far it may be leaned on.

    Example:
        >>> {rule.status for rule in consent_rules() if rule.nation}
        {'known'}
    """
    return reading.read_consent_rules()


def consent_rule(nation: str, band: str) -> ConsentRule | None:
    """The rule for one nation and one band; none where nothing is asked beyond their own word.

    A nation of which no rule is held falls under the one that asks for the most.

    Example:
        >>> consent_rule("scotland", "16-17").own
        'presumed'
        >>> consent_rule("overseas", "under-16").title
        'Elsewhere, or in more than one nation, under 16'
        >>> consent_rule("wales", "adult") is None
        True
    """
    held = {(rule.nation, rule.band): rule for rule in consent_rules()}
    return held.get((nation, band)) or held.get(("", band))


def catalogue() -> list[Entry]:
    """What the library holds, a line each, for a list: stages first, checklists last.

    Example:
        >>> entry = catalogue()[0]
        >>> entry.kind, entry.id, entry.n
        ('stages', 'six-stages', 6)
    """
    model = stage_model()
    return [
        _entry("stages", model, model.family, len(model.stages)),
        *(_entry("theory", it, it.family, len(it.propositions)) for it in theories()),
        *(_entry("framework", it, it.family, len(it.principles)) for it in frameworks()),
        *(_entry("codebook", it, it.family, len(it.constructs)) for it in codebooks()),
        *(_entry("checklist", it, "reporting", it.n_items) for it in checklists()),
    ]


def show(id: str) -> Shown:
    """Anything in the library by its id: what the catalogue lists, and the parts of it.

    Parts are stages, constructs and propositions. What comes back has `title`, `table()` and
    `text()`.

    Raises: InputError naming near ids when there is none.

    Example:
        >>> show("npt.01").text()
        'Differentiation (npt.01): People see how it differs from before.'
        >>> show("rogerz")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        seedbed.errors.InputError: The library holds nothing called 'rogerz'. Near to it: rogers...
    """
    return _find("", id, _everything())


def _entry(kind: str, it: Shown, family: str, n: int) -> Entry:
    return Entry(kind=kind, id=it.id, title=it.title, family=family, n=n)


def _find(kind: str, id: str, known: Mapping[str, Found]) -> Found:
    asked = id.strip().lower()
    if asked in known:
        return known[asked]
    what = f"no {kind}" if kind else "nothing"
    near = ", ".join(_near(asked, known))
    hint = f"Near to it: {near}." if near else "Nothing has a name like that."
    raise InputError(
        f"The library holds {what} called {id!r}. {hint} "
        "`seedbed library list` names what it holds."
    )


def _near(asked: str, known: Mapping[str, Shown]) -> list[str]:
    """Ids that begin as asked, then those whose title holds it, then those spelt alike."""
    if not asked:
        return []
    begin = [it for it in known if it.startswith(asked)]
    titled = [it for it in known if asked in known[it].title.lower()]
    # A misspelt whole is not answered with its parts.
    wholes_or_parts = [it for it in known if ("." in it) == ("." in asked)]
    alike = get_close_matches(asked, wholes_or_parts)
    return list(dict.fromkeys([*begin, *titled, *alike]))[:5]


@cache
def _everything() -> dict[str, Shown]:
    tops: tuple[Shown, ...] = (
        stage_model(), *theories(), *frameworks(), *codebooks(), *checklists(),
    )  # fmt: skip
    propositions = [it for theory in theories() for it in theory.propositions]
    parts: tuple[Shown, ...] = (*stages(), *propositions, *constructs())
    return {it.id: it for it in (*tops, *parts)}


@cache
def _codebooks() -> dict[str, Codebook]:
    return {it.id: it for it in reading.read_codebooks()}


@cache
def _constructs() -> dict[str, Construct]:
    return {it.id: it for codebook in codebooks() for it in codebook.constructs}


@cache
def _theories() -> dict[str, Theory]:
    return {it.id: it for it in reading.read_theories()}
