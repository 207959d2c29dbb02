"""Quotations of a study of real people: when words may leave, and that no page lets others out."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from seedbed.errors import ActionDenied, InputError
from seedbed.publish.chain import Chains
from seedbed.publish.html_report import html_report
from seedbed.publish.quotations import accept, change_words, quotations
from seedbed.publish.quoting import Checked
from seedbed.publish.release import release_claim
from seedbed.publish.report import report
from seedbed.publish.snapshot import draft_of, run_study
from seedbed.publish.withdrawing import withdraw_person
from seedbed.record.claims.models import Claim, ClaimVersion, Support
from seedbed.record.claims.selectors import claims
from seedbed.record.evidence.models import Excerpt, Source, SourceVersion
from seedbed.record.measures.models import Response
from seedbed.record.outputs.models import Advice, Rendering
from seedbed.record.people.models import Consent, Participant
from seedbed.record.quoting.actions import forget_passages
from seedbed.record.quoting.models import QuoteDecision, QuoteWording
from seedbed.record.replies.models import Notice
from seedbed.record.study.models import Site, Study
from seedbed.trust.asking import Asker, Grant, nobody, system
from tests.real import BY, TODAY, as_if_released, open_real, page_bodies

pytestmark = pytest.mark.django_db
LEADER, ASKED = "cl-leader", "cl-asked"
MANAGER = "The director stayed and kept the money in the base budget."
ROBIN = "They came every week, so you got to know them. When one of them left nobody told us."


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Study:
    """The tiny study, real, with an answer put under a claim."""
    made = open_real(monkeypatch, tmp_path)
    run_study(BY, made)
    return made


def claim_of(study: Study, key: str) -> Claim:
    return claims(BY, study).get(key=key)


def checked(study: Study, key: str, ref: str, today: date = TODAY) -> Checked:
    found = quotations(BY, study, claim_of(study, key), today)
    return next(one.checked for one in found if one.support.ref == ref)


def item(study: Study, key: str, ref: str) -> dict[str, Any]:
    """A passage as a published page would hold it."""
    told = Chains(BY, study, [claim_of(study, key)], public=True, today=TODAY)
    body = told.body(told.claims[0])
    return next(i for items in body["evidence"].values() for i in items if i["ref"] == ref)


def accept_all(study: Study, key: str, ref: str) -> None:
    """Look at every finding that may be accepted."""
    claim = claim_of(study, key)
    for one in quotations(BY, study, claim, TODAY):
        for looked in one.checked.looked if one.support.ref == ref else ():
            if looked.decision is None:
                accept(
                    by=BY, study=study, claim=claim, support=one.support.key, of=looked.of,
                    because="Read with the site.", today=TODAY,
                )  # fmt: skip


def say(study: Study, source: str, old: str, new: str) -> None:
    """Put other words of one length into a source, so that passages stay where they are."""
    assert len(old) == len(new)
    for version in SourceVersion.objects.filter(study=study, source__key=source):
        version.text = version.text.replace(old, new)
        version.save()


def test_words_leave_only_after_somebody_looked(study: Study) -> None:
    """Few people like the manager: held back until a reason is kept, and shown then."""
    found = checked(study, LEADER, "ex-manager")
    assert found.verdict == "look"
    assert [one.finding.kind for one in found.looked] == ["few like them"]
    held = item(study, LEADER, "ex-manager")
    assert held["held"]
    assert held["words"] == ""
    accept_all(study, LEADER, "ex-manager")
    assert checked(study, LEADER, "ex-manager").verdict == "may"
    shown = item(study, LEADER, "ex-manager")
    assert shown["words"] == MANAGER
    assert not shown["held"]


def test_what_stands_beside_words_does_not_tell_who_said_them(study: Study) -> None:
    """Title, day, place and pseudonym of the source stay inside."""
    accept_all(study, LEADER, "ex-manager")
    told = json.dumps(item(study, LEADER, "ex-manager"))
    for telling in ("Manager A", "Interview with", "2023-06-01", "1 June", "Ambleford"):
        assert telling not in told, telling
    assert "2023" in told
    report_ = item(study, LEADER, "src-report")
    assert report_["headline"] == "Yearly report of both towns", "what anybody could read is named"


@pytest.mark.parametrize(
    ("old", "new", "kind", "gap"),
    [
        ("director", "Ambleton", "name", "[a name]"),
        ("The director stayed", "ring 07700 900123 x", "number", "[a number]"),
        ("director", "ambleford"[:8], None, ""),
        ("The director", "In Ambleford", "place", "[a place]"),
    ],
)
def test_words_that_name_somebody_are_changed_and_never_accepted(
    study: Study, old: str, new: str, kind: str | None, gap: str
) -> None:
    """No click lets a name out: a gap does, and is checked again."""
    say(study, "src-manager", old, new)
    found = checked(study, LEADER, "ex-manager")
    if kind is None:
        assert not found.quotation.must_change
        return
    assert found.verdict == "must-not"
    assert [one.kind for one in found.quotation.must_change] == [kind]
    assert [one.finding.kind for one in found.looked] == ["few like them"], "a name is not offered"
    accept_all(study, LEADER, "ex-manager")
    assert item(study, LEADER, "ex-manager")["words"] == ""
    claim = claim_of(study, LEADER)
    quoted = next(
        one for one in quotations(BY, study, claim, TODAY) if one.support.ref == "ex-manager"
    )
    change_words(
        by=BY, study=study, claim=claim, support=quoted.support.key, words=quoted.proposal,
        today=TODAY,
    )  # fmt: skip
    after = checked(study, LEADER, "ex-manager")
    assert after.verdict == "look", "other words are looked at anew"
    assert after.changed
    accept_all(study, LEADER, "ex-manager")
    assert gap in item(study, LEADER, "ex-manager")["words"]
    say(study, "src-manager", "budget", "purses")
    assert not checked(study, LEADER, "ex-manager").changed, "gaps end with the words they are of"


def test_a_finding_that_is_not_open_cannot_be_accepted(study: Study) -> None:
    """Neither a made-up mark nor one of a name, nor without a reason, nor twice."""
    claim = claim_of(study, LEADER)
    say(study, "src-manager", "director", "Ambleton")
    quoted = next(
        one for one in quotations(BY, study, claim, TODAY) if one.support.ref == "ex-manager"
    )
    given = {"by": BY, "study": study, "claim": claim, "support": quoted.support.key}
    for of in ("", "0" * 64):
        with pytest.raises(InputError, match="cannot be accepted"):
            accept(**given, of=of, because="x", today=TODAY)
    of = quoted.checked.looked[0].of
    with pytest.raises(InputError, match="Say why"):
        accept(**given, of=of, because=" ", today=TODAY)
    with pytest.raises(InputError, match="does not stand under"):
        accept(**given | {"support": "nowhere"}, of=of, because="x", today=TODAY)
    accept(**given, of=of, because="Read.", today=TODAY)
    with pytest.raises(InputError, match="looked at this already"):
        accept(**given, of=of, because="Read again.", today=TODAY)
    with pytest.raises(InputError, match="not the speaker's words"):
        change_words(
            by=BY, study=study, claim=claim, support=quoted.support.key,
            words="They never paid.", today=TODAY,
        )  # fmt: skip
    assert QuoteDecision.objects.get().because == "Read."
    assert not QuoteWording.objects.exists()


def test_only_who_may_decide_decides(study: Study) -> None:
    """A reader of the study and a stranger keep nothing."""
    claim = claim_of(study, LEADER)
    quoted = next(
        one for one in quotations(BY, study, claim, TODAY) if one.support.ref == "ex-manager"
    )
    reader = Asker(name="r", using="default", grants=(Grant(role="co-researcher", study=study.pk),))
    for by in (reader, nobody(using="default")):
        assert quotations(by, study, claim, TODAY) == []
        with pytest.raises((ActionDenied, InputError)):
            accept(
                by=by, study=study, claim=claim, support=quoted.support.key,
                of=quoted.checked.looked[0].of, because="x", today=TODAY,
            )  # fmt: skip
        with pytest.raises(ActionDenied):
            forget_passages(by=by, study=study, passages=[("excerpt", "ex-manager")])
    researcher = Asker(
        name="w", using="default", grants=(Grant(role="researcher", study=study.pk),)
    )
    accept(
        by=researcher, study=study, claim=claim, support=quoted.support.key,
        of=quoted.checked.looked[0].of, because="x", today=TODAY,
    )  # fmt: skip
    assert QuoteDecision.objects.get().by == "w"


def _veto(study: Study) -> None:
    Excerpt.objects.filter(study=study, key="ex-manager").update(vetoed_on=TODAY)


def _end_consent(study: Study) -> None:
    Consent.objects.filter(study=study, key="cs-manager-quote").update(
        valid_to=TODAY - timedelta(days=1)
    )


def _not_cleared(study: Study) -> None:
    Source.objects.filter(study=study, key="src-manager").update(cleared="no")


def _no_speaker(study: Study) -> None:
    Source.objects.filter(study=study, key="src-manager").update(participant=None)
    Excerpt.objects.filter(study=study, key="ex-manager").update(speaker=None)


def _days_to_comment(study: Study) -> None:
    Notice.objects.filter(study=study, key="nt-ambleford").update(embargo_until=TODAY)


@pytest.mark.parametrize(
    ("undo", "kind"),
    [
        (_veto, "veto"),
        (_end_consent, "no consent"),
        (_not_cleared, "not cleared"),
        (_no_speaker, "no speaker"),
        (_days_to_comment, "right of comment"),
    ],
)
def test_what_no_acceptance_mends_keeps_accepted_words_in(
    study: Study, undo: Any, kind: str
) -> None:
    """Asked again at the moment of use: an acceptance of yesterday does not help."""
    accept_all(study, LEADER, "ex-manager")
    assert item(study, LEADER, "ex-manager")["words"]
    undo(study)
    found = checked(study, LEADER, "ex-manager")
    assert kind in [bar.kind for bar in found.bars]
    assert all(bar.why and bar.remedy for bar in found.bars)
    assert found.verdict == "must-not"
    assert item(study, LEADER, "ex-manager") | {"words": "", "held": True} == item(
        study, LEADER, "ex-manager"
    )


def test_people_alike_make_a_crowd(study: Study) -> None:
    """Ten managers of one site and agency: nothing to look at. Nine: somebody looks."""
    site = Site.objects.get(study=study, key="s-ambleford")
    for n in range(9):
        Participant.objects.create(
            study=study, key=f"p-more-{n}", site=site, pseudonym=f"Manager {n}", role="manager",
            agency="Council",
        )  # fmt: skip
    assert checked(study, LEADER, "ex-manager").verdict == "may"
    Participant.objects.filter(study=study, key="p-more-0").update(groups="carer")
    assert checked(study, LEADER, "ex-manager").verdict == "look"


def test_words_shown_before_under_another_claim_are_looked_at(study: Study) -> None:
    """The same passage, or an overlapping one, in a published page of another claim."""
    accept_all(study, ASKED, "ex-robin-week")
    page = {("claim", ASKED): page_bodies(study)["claim", ASKED]}
    assert ROBIN in json.dumps(page["claim", ASKED], ensure_ascii=False)
    as_if_released(study, page)
    again = checked(study, ASKED, "ex-robin-week")
    assert again.verdict == "may", "a page does not stand in its own way"
    Support.objects.filter(study=study, key="sp-1").update(ref="ex-robin-left")
    found = checked(study, LEADER, "ex-robin-left")
    assert "used before" in [one.finding.kind for one in found.looked]
    assert item(study, LEADER, "ex-robin-left")["words"] == ""
    accept_all(study, LEADER, "ex-robin-left")
    assert item(study, LEADER, "ex-robin-left")["words"]


def test_answers_are_checked_like_passages(study: Study) -> None:
    """Words of an answer, and a number that is one person's."""
    assert checked(study, ASKED, "re-ash").verdict == "must-not", "Ash did not agree"
    assert item(study, ASKED, "re-ash")["words"] == ""
    assert "Not me" not in json.dumps(item(study, ASKED, "re-ash"))
    Support.objects.filter(study=study, ref="re-ash").update(ref="re-robin")
    assert item(study, ASKED, "re-robin")["words"] == ""
    accept_all(study, ASKED, "re-robin")
    assert item(study, ASKED, "re-robin")["words"] == "Mostly."
    Response.objects.filter(study=study, key="re-robin").update(words="")
    assert item(study, ASKED, "re-robin")["words"] == "answered 4"
    Consent.objects.filter(study=study, key="cs-robin-quote").update(given="no")
    assert "4" not in item(study, ASKED, "re-robin")["words"]
    assert item(study, ASKED, "re-robin")["held"]


OUTSIDE = "When one of them left nobody told us"


@pytest.mark.parametrize("where", ["claim", "support", "rendering", "advice", "earlier", "summary"])
def test_words_copied_into_running_text_are_refused(study: Study, where: str) -> None:
    """A quotation that nothing marks is found, whatever it stands in."""
    text = f"One of them said: {OUTSIDE}, and others too."
    if where == "claim":
        Claim.objects.filter(study=study, key=LEADER).update(mechanism=text)
    elif where == "support":
        Support.objects.filter(study=study, key="sp-2").update(says_what=text)
    elif where == "rendering":
        Rendering.objects.filter(study=study).update(text=text)
    elif where == "advice":
        Advice.objects.filter(study=study, key="adv-ambleford").update(summary=text)
    elif where == "earlier":
        ClaimVersion.objects.filter(study=study).update(text=text)
    else:
        Study.objects.filter(pk=study.pk).update(summary=text)
    study.refresh_from_db()
    with pytest.raises(InputError, match="repeat what somebody said") as refused:
        html_report(BY, study, TODAY) if where == "summary" else page_bodies(study)
    assert OUTSIDE in str(refused.value)
    if where in ("claim", "support", "rendering"):
        for way in (report, html_report):
            with pytest.raises(InputError, match="repeat"):
                way(BY, study, today=TODAY)
        with pytest.raises(InputError, match="repeat"):
            release_claim(by=BY, study=study, claim=claim_of(study, LEADER), today=TODAY)
    if where == "advice":
        row = Advice.objects.get(study=study, key="adv-ambleford")
        with pytest.raises(InputError, match="repeat"):
            draft_of(row, using="default", today=TODAY)


def test_words_that_may_be_quoted_may_stand_in_running_text(study: Study) -> None:
    """What was checked and accepted as evidence may also be repeated."""
    accept_all(study, ASKED, "ex-robin-week")
    Rendering.objects.filter(study=study).update(text=f"One said: {OUTSIDE}.")
    assert page_bodies(study)


def test_no_way_out_holds_words_that_nobody_looked_at(study: Study) -> None:
    """Snapshots, drafts, reports as data and as a page: all go through the one check."""
    made = page_bodies(study)
    row = Advice.objects.get(study=study, key="adv-ambleford")
    ways = [json.dumps(body, ensure_ascii=False) for body in made.values()]
    ways.append(json.dumps(draft_of(row, using="default", today=TODAY).body, ensure_ascii=False))
    ways.append(json.dumps(report(BY, study, today=TODAY), ensure_ascii=False))
    ways.append(html_report(BY, study, TODAY))
    for text in ways:
        for words in (MANAGER, ROBIN, "They asked me the same things", "Not me."):
            assert words not in text
    accept_all(study, LEADER, "ex-manager")
    assert MANAGER in json.dumps(report(BY, study, today=TODAY), ensure_ascii=False)
    assert MANAGER in html_report(BY, study, TODAY)


def test_withdrawn_passages_leave_nothing_behind(study: Study) -> None:
    """What was decided and the words with gaps go with the person."""
    say(study, "src-manager", "director", "Ambleton")
    claim = claim_of(study, LEADER)
    quoted = next(
        one for one in quotations(BY, study, claim, TODAY) if one.support.ref == "ex-manager"
    )
    change_words(
        by=BY, study=study, claim=claim, support=quoted.support.key, words=quoted.proposal,
        today=TODAY,
    )  # fmt: skip
    accept_all(study, LEADER, "ex-manager")
    assert forget_passages(by=BY, study=study, passages=[("excerpt", "ex-robin-week")]) == 0
    assert forget_passages(by=BY, study=study, passages=[("excerpt", "ex-manager")]) == 2
    assert not QuoteDecision.objects.exists()
    assert not QuoteWording.objects.exists()


def test_an_erased_person_leaves_no_decision_and_no_words_with_gaps(study: Study) -> None:
    """The one act of withdrawing reaches what is kept of their passages."""
    claim = claim_of(study, LEADER)
    change_words(
        by=BY, study=study, claim=claim, support="sp-1", today=TODAY,
        words="The director stayed and kept the [what] in the base budget.",
    )  # fmt: skip
    accept_all(study, LEADER, "ex-manager")
    accept_all(study, ASKED, "ex-robin-week")
    person = Participant.objects.get(study=study, key="p-manager")
    withdraw_person(by=BY, study=study, participant=person, scope="erase", today=TODAY)
    assert not QuoteWording.objects.exists()
    assert {row.ref for row in QuoteDecision.objects.all()} == {"ex-robin-week"}


def test_a_study_of_invented_facts_is_not_checked(tiny: Study) -> None:
    """Nothing changes for published and invented facts."""
    by = system("test", using="default")
    assert quotations(by, tiny, claims(by, tiny).get(key=LEADER), TODAY) == []
    told = Chains(by, tiny, [claims(by, tiny).get(key=LEADER)], public=True, today=TODAY)
    assert told.quotes is None
    found = [i for items in told.body(told.claims[0])["evidence"].values() for i in items]
    words = next(i for i in found if i["ref"] == "ex-manager")
    assert words["words"] == MANAGER
    assert words["headline"] == "Words from: Interview with a manager"
