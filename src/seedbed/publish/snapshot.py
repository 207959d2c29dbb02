"""Publishing: freezing what a stranger may read, with the evidence released under it."""

from datetime import UTC, date, datetime
from typing import Any

from seedbed.errors import InputError
from seedbed.inquiry.ask import ask_all
from seedbed.publish.advice import about_study, advice_body, advice_texts, money_line
from seedbed.publish.bindings import questions_in, refuse_loose_numbers
from seedbed.publish.chain import Chains, claim_texts
from seedbed.publish.check import check_body
from seedbed.publish.copied import refuse_copied
from seedbed.publish.layouts import layouts_by
from seedbed.publish.notices import Naming, naming, refuse_unshown, sites_called
from seedbed.publish.protecting import Shield
from seedbed.publish.release import claim_page
from seedbed.publish.room import put_out
from seedbed.record.claims.models import Claim
from seedbed.record.claims.selectors import claims, supports
from seedbed.record.outputs.models import Advice, Publication
from seedbed.record.outputs.selectors import advice, renderings, verdicts_of
from seedbed.record.releases.models import Release
from seedbed.record.runs.models import Run
from seedbed.record.runs.selectors import latest
from seedbed.record.study.models import Site, Study
from seedbed.record.study.selectors import case_names, innovations, revisions
from seedbed.trust.asking import Asker, system


def sentences_of(by: Asker, study: Study) -> list[tuple[str, str]]:
    """Every text of a study that may hold bound numbers, with where it stands."""
    held = [(c.key, text) for c in claims(by, study) for text in claim_texts(c)]
    held += [(s.key, s.says_what) for s in supports(by, list(claims(by, study)))]
    held += [(r.key, r.text) for r in renderings(by, study)]
    for row in advice(by, study):
        texts = advice_texts(row, verdicts_of(by, row), layouts_by(by, row))
        held += [(row.key, text) for text in texts]
    return held


def questions_of(by: Asker, study: Study) -> list[str]:
    """Every question that a sentence, a support or a page of advice of this study rests on."""
    lines = questions_in(text for _, text in sentences_of(by, study))
    lines += [s.ref for s in supports(by, list(claims(by, study))) if s.kind == "run"]
    lines += [money_line(row.innovation.key) for row in advice(by, study)]
    return list(dict.fromkeys(lines))


def run_study(by: Asker, study: Study) -> list[Run]:
    """Put every question the study's pages rest on."""
    return ask_all(by=by, study=study, also=questions_of(by, study))


def publish_study(*, by: Asker, study: Study, today: date) -> list[Publication | Release]:
    """Freeze the study's page, its advice marked for publishing, and the claims under it.

    What is published in its present version already stays as it is: raise the version of a claim
    or of advice to publish other words. Gives back what was frozen now.

    Raises: InputError where a published sentence holds a number that is bound to nothing, or where
    a page is about a site that was not shown what will be said. Nothing is frozen then.
    """
    by.must("publish", study=study.pk)
    refuse_loose_numbers(sentences_of(by, study))
    press = _Press(by, study, today)
    for row in advice(by, study):
        if row.published == "yes":
            press.advice(row)
    press.claims()
    press.register()
    return press.freeze()


def draft_of(row: Advice, *, using: str, today: date) -> Publication:
    """A piece of advice just as it would be published today. It is kept nowhere.

    For those it is about, under embargo: the system makes it, since what is published is made so.
    """
    by = system("draft", using=using)
    body = advice_body(by, row.study, row, public=True, today=today)
    named = naming(by, row.study, claims=_rests_on(by, row).values(), innovations=[row.innovation])
    return Publication(
        study=row.study, kind="advice", key=row.key, version=row.version, title=row.title,
        body=body | named.body, revisions=revisions(by, row.study), published_at=datetime.now(UTC),
    )  # fmt: skip


def _rests_on(by: Asker, row: Advice) -> dict[int, Claim]:
    """The claims under a piece of advice and its verdicts."""
    held = {claim.pk: claim for claim in row.claims.all()}
    for verdict in verdicts_of(by, row):
        held |= {claim.pk: claim for claim in verdict.claims.all()}
    return held


class _Press:
    """One act of publishing: what is there already, what is made ready now, whom it is about."""

    def __init__(self, by: Asker, study: Study, today: date) -> None:
        self.by, self.study, self.today = by, study, today
        kept = Publication.objects.using(by.using).filter(study=study)
        self.there = set(kept.values_list("kind", "key", "version"))
        self.made: list[dict[str, Any]] = []
        self.about: list[Site] = []
        self.under: dict[int, Claim] = {}

    def advice(self, row: Advice) -> None:
        rests_on = _rests_on(self.by, row)
        self.under |= rests_on
        if ("advice", row.key, row.version) not in self.there:
            body = advice_body(self.by, self.study, row, public=True, today=self.today)
            named = naming(
                self.by, self.study, claims=rests_on.values(), innovations=[row.innovation]
            )
            self.about += sites_called(self.by, self.study, (end["site"] for end in body["ends"]))
            self._make("advice", row.key, row.version, row.title, body, named)

    def claims(self) -> None:
        chains = Chains(self.by, self.study, self.under.values(), public=True, today=self.today)
        for claim in chains.claims:
            if ("claim", claim.key, claim.version) not in self.there:
                title, body = claim_page(chains, claim)
                named = naming(self.by, self.study, claims=[claim])
                self._make("claim", claim.key, claim.version, title, body, named)

    def register(self) -> None:
        """The study's own page: its summary, what became of each, and a claim to check.

        A new one is made where it moved.
        """
        run = latest(self.by, self.study).get("became-of-each")
        if run is None:
            raise InputError(f"Put the questions first: seedbed run {self.study.key}.")
        told = (self.study.title, self.study.summary, self.study.limits)
        refuse_copied(self.by, self.study, ((self.study.key, text) for text in told), self.today)
        named = naming(self.by, self.study, innovations=innovations(self.by, self.study))
        shield = Shield(self.study, using=self.by.using)
        body = {
            "study": about_study(self.study),
            "summary": self.study.summary,
            "became": shield.result(run) | {"digest": run.digest, "asked": run.asked},
            "first": self._first(),
            "check": check_body(self.by, self.study, self.under.values()),
            **named.body,
            **shield.frozen(),
        }
        key = self.study.key
        numbers = [number for kind, _, number in self.there if kind == "study"]
        newest = Publication.objects.using(self.by.using).filter(study=self.study, kind="study")
        if not numbers or newest.get(version=max(numbers)).body != body:
            version = max(numbers, default=0) + 1
            self._make("study", key, version, self.study.title, body, named)

    def _first(self) -> list[str]:
        """What the study puts in front of every list, by the names the register uses."""
        names = case_names(self.by, self.study)
        rows = innovations(self.by, self.study)
        return [names[row.pk] for row in rows if row.key in self.study.first]

    def _make(
        self, kind: str, key: str, version: int, title: str, body: dict[str, Any], named: Naming
    ) -> None:
        self.about += named.sites
        self.made.append(
            {
                "kind": kind,
                "key": key,
                "version": version,
                "title": title,
                "body": body | named.body,
            }
        )

    def freeze(self) -> list[Publication | Release]:
        """Freeze all that was made ready, once every site it is about could answer first."""
        refuse_unshown(self.by, self.study, self.about, self.today)
        now = revisions(self.by, self.study)
        return [put_out(by=self.by, study=self.study, **page, revisions=now) for page in self.made]
