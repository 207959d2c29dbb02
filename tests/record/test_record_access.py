"""What each role sees of every table: all of it, what belongs to the own site, or nothing."""

import inspect
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from seedbed.errors import NotFound
from seedbed.formats.study_folder import load_folder
from seedbed.record.access import one, theirs
from seedbed.record.frames import frame
from seedbed.record.models import (
    TABLES,
    Attachment,
    Membership,
    Publication,
    Release,
    Run,
    Study,
)
from seedbed.record.people.actions import add_member
from seedbed.record.people.selectors import asker_for
from seedbed.record.study.models import Site
from seedbed.trust.asking import Asker, Grant, nobody, system
from seedbed.trust.models import KeptFile
from seedbed.trust.roles import ROLES
from tests import tiny as tiny_rows
from tests.beside import BESIDE, put_beside
from tests.floors import functions_of

SYSTEM = system("test", using="default")
TODAY = date(2026, 3, 1)
# A site with a team, the team itself, and a site without.
SITES = ("s-ambleford", "s-ambleford-duty", "s-strathlorn")

# The policy, to be read by people: a change of roles.py must be made here as well.
COLUMNS = (
    "lead", "researcher", "co-researcher", "site-member", "circle-member", "reader",
    "safeguarding-lead", "data-protection", "output-checker",
)  # fmt: skip
POLICY = """
studies          all   all   all   all   all   all   all   all   all
sites            all   all   all   site  all   all   all   all   none
innovations      all   all   all   site  all   all   all   all   none
contexts         all   all   all   site  none  all   none  none  none
participants     all   all   none  none  none  none  none  all   none
consents         all   all   none  none  none  none  none  all   none
events           all   all   all   site  none  all   none  none  none
adoptions        all   all   all   site  none  all   none  none  none
conditions       all   all   all   all   all   all   all   all   none
scores           all   all   all   site  none  all   none  none  none
sustainment      all   all   all   site  none  all   none  none  none
indicators       all   all   all   all   all   all   all   all   none
readings         all   all   all   site  none  none  none  none  none
outcomes         all   all   all   site  none  none  none  none  none
costs            all   all   all   site  none  none  none  none  none
benefits         all   all   all   site  none  none  none  none  none
instruments      all   all   all   none  all   all   all   all   none
items            all   all   none  none  none  none  none  none  none
responses        all   all   none  none  none  none  none  none  none
sources          all   all   none  none  none  none  none  none  none
source_versions  all   all   none  none  none  none  none  none  none
codebook         all   all   none  none  none  none  none  none  none
excerpts         all   all   none  none  none  none  none  none  none
codings          all   all   none  none  none  none  none  none  none
claims           all   all   all   site  all   all   none  none  none
supports         all   all   all   site  all   all   none  none  none
claim_versions   all   all   all   site  all   all   none  none  none
circles          all   all   all   none  all   none  none  none  none
organisations    all   all   all   none  all   none  none  none  none
sessions         all   all   all   none  all   none  none  none  none
verdicts         all   all   all   none  all   none  none  none  none
advice           all   all   all   site  all   all   none  none  none
advice_verdicts  all   all   all   site  all   all   none  none  none
requirements     all   all   all   site  all   all   none  none  none
fits             all   all   all   site  all   all   none  none  none
parts            all   all   all   site  all   all   none  none  none
signs            all   all   all   site  all   all   none  none  none
judgements       all   all   all   site  all   all   none  none  none
renderings       all   all   all   site  all   all   none  none  none
notices          all   all   none  site  none  none  none  none  none
replies          all   all   none  site  none  none  none  none  none
publications     all   all   all   none  all   all   none  none  none
runs             all   all   none  none  none  none  none  none  none
attachments      all   all   none  none  none  none  none  none  none
flags            none  none  none  none  none  none  all   none  none
harm_decisions   none  none  none  none  none  none  all   none  none
keeping_rules    all   none  none  none  none  none  none  all   none
keeping_decisions all  none  none  none  none  none  none  all   none
holds            all   none  none  none  none  none  none  all   none
access_requests  all   none  none  none  none  none  none  all   none
access_pauses    all   none  none  none  none  none  none  all   none
access_searches  all   none  none  none  none  none  none  all   none
access_items     all   none  none  none  none  none  none  all   none
redactions       all   none  none  none  none  none  none  all   none
releases         all   all   none  none  none  none  none  all   all
"""
_LINES = [line.split() for line in POLICY.strip().splitlines()]
SEEN = {role: {noun: cells[place] for noun, *cells in _LINES} for place, role in enumerate(COLUMNS)}
CASES = [
    (role, site)
    for role, seen in SEEN.items()
    for site in (SITES if "site" in seen.values() else (None,))
]
MODELS: dict[str, Any] = {
    "studies": Study, **TABLES, "publications": Publication, "runs": Run, "attachments": Attachment,
    **BESIDE,
    "releases": Release,
}  # fmt: skip

# Where the rows of the tiny study belong, from the folder alone and not from the access rules.
ROWS: dict[str, list[dict[str, Any]]] = {
    **tiny_rows.TABLES, **tiny_rows.CLAIMS, **tiny_rows.CIRCLES, **tiny_rows.ADVICE,
    **tiny_rows.RENDERINGS, **tiny_rows.REPLIES,
}  # fmt: skip
BY_ID = {row["id"]: (table, row) for table, rows in ROWS.items() for row in rows}


def homes(table: str, row: dict[str, Any]) -> set[str]:
    """Sites a row belongs to: its own, its innovation's, its claim's; a team's site as well."""
    if table == "sites":
        return {row["id"], row.get("parent")} - {None}
    found = set()
    for column in ("site", "sites", "innovation", "innovations", "claim", "advice"):
        # What a verdict judged does not make the circle's words the site's.
        named = row.get(column) if table != "verdicts" else None
        for name in named if isinstance(named, list) else [named]:
            if name is not None:
                found |= homes(*BY_ID[name])
    return found


@pytest.fixture
def two_studies(tiny: Study, tiny_path: Path, tmp_path: Path) -> tuple[Study, Study]:
    """The tiny study twice, under two names, each with a publication, a run and a release."""
    other = tiny_rows.tiny_folder(tmp_path / "other")
    head = (other / "study.toml").read_text(encoding="utf-8")
    (other / "study.toml").write_text(head.replace("tiny-study", "other-study"), encoding="utf-8")
    both = tiny, load_folder(other, by=SYSTEM)
    author = get_user_model().objects.create(username="who-asked")
    for study in both:
        Release.objects.create(study=study, kind="report", key="html", version=1, form="html",
                               body="x", sha256="0" * 64, asked_by=author,
                               asked_at=f"{TODAY}T12:00:00Z")  # fmt: skip
        frozen = {"study": study, "kind": "study", "key": study.key, "version": 1, "body": {}}
        now = f"{TODAY}T12:00:00Z"
        Publication.objects.create(**frozen, title="x", published_at=now, published_by="x")
        put_beside(study)
        Run.objects.create(study=study, question="stages", asked="stages", digest="0" * 64,
                           method_version="1", at=now)  # fmt: skip
        file = KeptFile.objects.create(name=study.key, study=study.public_id, size=1, made_at=now,
                                       wrapped="x")  # fmt: skip
        source = TABLES["sources"].objects.filter(study=study).first()
        Attachment.objects.create(study=study, source=source, file=file, name="a.mp3", added_at=now)
    return both


def keys_at(noun: str, site: str | None) -> set[str]:
    return {row["id"] for row in ROWS[noun] if site in homes(noun, row)}


def test_the_policy_names_every_role_and_table_and_the_tiny_study_tries_each() -> None:
    assert list(SEEN) == list(ROLES)
    assert [noun for noun, *_ in _LINES] == list(MODELS)
    assert set(ROWS) == set(TABLES)
    for noun, seen in SEEN["site-member"].items():
        if seen == "site":
            found = [keys_at(noun, site) for site in SITES]
            assert any(found), f"no row of {noun} belongs to a site"
            assert any(keys != {row["id"] for row in ROWS[noun]} for keys in found), noun


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "site"), CASES)
def test_a_role_sees_what_the_policy_says_and_nothing_of_another_study(
    two_studies: tuple[Study, Study], role: str, site: str | None
) -> None:
    own, _ = two_studies
    at = Site.objects.get(study=own, key=site).pk if site else None
    by = Asker(name="a-person", using="default", grants=(Grant(role=role, study=own.pk, site=at),))
    for noun, seen in SEEN[role].items():
        model = MODELS[noun]
        rows = model.objects.filter(**{"pk": own.pk} if noun == "studies" else {"study": own})
        assert rows.exists(), f"{noun}: an empty table proves nothing"
        if seen == "site":
            rows = rows.filter(key__in=keys_at(noun, site))
        wanted = set() if seen == "none" else set(rows.values_list("pk", flat=True))
        found = list(theirs(by, model).values_list("pk", flat=True))
        assert set(found) == wanted, noun
        assert len(found) == len(wanted), f"{noun}: a row comes once"
        hidden = model.objects.exclude(pk__in=wanted)
        assert hidden.exists(), noun
        _one_by_one(by, model, model.objects.filter(pk__in=wanted).first(), hidden.first())


def _one_by_one(by: Asker, model: Any, shown: Any, hidden: Any) -> None:
    if shown is not None:
        assert one(by, model, public_id=str(shown.public_id)) == shown
    with pytest.raises(NotFound) as refused:
        one(by, model, public_id=hidden.public_id)
    with pytest.raises(NotFound) as absent:
        one(by, model, public_id="00000000-0000-0000-0000-000000000000")
    assert str(refused.value) == str(absent.value), "hidden and missing must sound alike"


@pytest.mark.django_db
def test_nobody_sees_nothing_and_the_system_everything(two_studies: tuple[Study, Study]) -> None:
    for noun, model in MODELS.items():
        assert not theirs(nobody(using="default"), model).exists(), noun
        assert theirs(SYSTEM, model).count() == model.objects.count() > 1, noun


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "x", "../etc", "0" * 31, "\x00"])
def test_an_address_that_is_none_is_not_found(tiny: Study, wrong: str) -> None:
    with pytest.raises(NotFound):
        one(SYSTEM, Site, public_id=wrong)


@pytest.mark.django_db
def test_a_member_is_known_by_memberships_that_live_today(tiny: Study) -> None:
    person = get_user_model().objects.create(username="ines")
    add_member(by=SYSTEM, study=tiny, user=person, role="reader", until=TODAY)
    assert theirs(asker_for(person, using="default", today=TODAY), Study).get() == tiny
    late = asker_for(person, using="default", today=TODAY + timedelta(days=1))
    assert late.grants == ()
    assert not theirs(late, Study).exists()


@pytest.mark.django_db
def test_who_is_not_logged_in_or_not_active_is_nobody(tiny: Study) -> None:
    person = get_user_model().objects.create(username="ines", is_active=False)
    Membership.objects.create(user=person, study=tiny, role="lead")
    for user in (None, AnonymousUser(), person):
        assert asker_for(user, using="default") == nobody(using="default")


@pytest.mark.django_db
def test_no_selector_over_a_study_gives_anything_to_a_stranger(tiny: Study) -> None:
    stranger, asked = nobody(using="default"), 0
    for name, function in functions_of("seedbed.record", "selectors"):
        if list(inspect.signature(function).parameters) == ["by", "study"]:
            asked += 1
            assert not list(function(stranger, tiny)), name
            assert list(function(SYSTEM, tiny)) or name in NOTHING_KEPT, name
    assert asked > 10


# Selectors of what the tiny study holds none of before somebody asks or publishes.
NOTHING_KEPT = {
    "members",
    "openings",
    "to_note",
    "runs",
    "latest",
    "safeguards",
    "consent_texts",
    "attachments",
    "keeping_rules",
    "keeping_decisions",
    "holds",
    "shortfalls",
    "vetoed",
    "withdrawals",
    "quote_decisions",
    "quote_wordings",
    "flags",
    "raised_by",
    "access_requests",
    "releases",
    "asked",
    "for_me",
}


def test_every_action_and_selector_takes_who_is_asking() -> None:
    """The exceptions make an asker, or show what everybody may read."""
    open_to_all = {
        "asker_for",
        "opened_to",
        "published",
        "publication",
        "shown_replies",
        "shown_corrections",
    }
    for kind in ("actions", "selectors", "frames"):
        for name, function in functions_of("seedbed.record", kind):
            if function is frame:
                continue
            parameters = inspect.signature(function).parameters
            if name in open_to_all:
                assert "using" in parameters, name
            else:
                assert "by" in parameters, name
            if kind == "actions":
                keyword_only = inspect.Parameter.KEYWORD_ONLY
                assert all(p.kind == keyword_only for p in parameters.values()), name
