"""Nothing about a site is frozen before it could answer: who is asked, when, and what is said."""

from datetime import date
from typing import Any

import pytest

from seedbed.errors import InputError
from seedbed.publish.notices import refuse_unshown, sites_touched
from seedbed.publish.release import release_claim
from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.claims.models import Claim
from seedbed.record.models import Publication, Study
from seedbed.record.outputs.models import Advice
from seedbed.record.replies.actions import give_notice
from seedbed.record.replies.models import Notice
from seedbed.record.study.models import Innovation, Site
from seedbed.trust.asking import system

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
TODAY = date(2024, 7, 1)


def place(key: str) -> Site:
    return Site.objects.get(key=key)


def without_notice(key: str) -> None:
    Notice.objects.filter(site=place(key)).delete()


def refuse(study: Study, *keys: str, today: date = TODAY) -> None:
    refuse_unshown(BY, study, [place(key) for key in keys], today)


def test_a_page_touches_its_own_sites_and_those_its_evidence_names(tiny: Study) -> None:
    def touched(**given: Any) -> list[str]:
        return [site.key for site in sites_touched(BY, tiny, **given)]

    asked, bare = (Claim.objects.get(key=key) for key in ("cl-asked", "cl-bare"))
    assert touched(claims=[asked])[0] == "s-strathlorn"
    assert touched(claims=[bare]) == []
    team = Innovation.objects.get(key="i-ambleford-duty")
    assert touched(innovations=[team]) == ["s-ambleford"], "a team is spoken for by its site"
    leader = Claim.objects.get(key="cl-leader")
    leader.sites.clear()
    assert set(touched(claims=[leader])) == {"s-ambleford", "s-strathlorn"}, "by its evidence"


def test_a_site_that_was_not_shown_anything_stops_it_by_name_and_remedy(tiny: Study) -> None:
    refuse(tiny, "s-ambleford", "s-strathlorn")
    without_notice("s-strathlorn")
    refuse(tiny, "s-ambleford")
    with pytest.raises(InputError, match=r"(?s)Strathlorn.*not shown.*under Replies") as refused:
        refuse(tiny, "s-ambleford", "s-strathlorn")
    assert "Ambleford" not in str(refused.value)


@pytest.mark.parametrize(
    ("today", "may"), [(date(2024, 4, 20), False), (date(2024, 4, 21), False),
                       (date(2024, 4, 22), True)]
)  # fmt: skip
def test_the_last_day_for_comment_is_theirs_whole(tiny: Study, today: date, may: bool) -> None:
    if may:
        refuse(tiny, "s-ambleford", today=today)
    else:
        with pytest.raises(InputError, match="Ambleford: it may comment until 21 April 2024"):
            refuse(tiny, "s-ambleford", today=today)


def test_a_team_without_a_notice_goes_by_the_notice_of_its_site(tiny: Study) -> None:
    without_notice("s-ambleford-duty")
    refuse(tiny, "s-ambleford-duty")
    without_notice("s-ambleford")
    with pytest.raises(InputError, match="Duty team: it was not shown"):
        refuse(tiny, "s-ambleford-duty")


@pytest.mark.parametrize("key", ["s-ambleford", "s-strathlorn"])
def test_publishing_freezes_nothing_at_all_while_one_site_waits(tiny: Study, key: str) -> None:
    run_study(BY, tiny)
    without_notice(key)
    with pytest.raises(InputError, match=place(key).name):
        publish_study(by=BY, study=tiny, today=TODAY)
    assert not Publication.objects.exists()
    give_notice(by=BY, site=place(key), not_shown_because="It was closed down.")
    assert publish_study(by=BY, study=tiny, today=TODAY)


def test_what_is_published_already_asks_nobody_again(tiny: Study) -> None:
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=TODAY)
    body = Publication.objects.get(kind="study").body
    Notice.objects.all().delete()
    # The register says what each site was shown, so it has moved; advice and claims have not.
    with pytest.raises(InputError, match="Ambleford"):
        publish_study(by=BY, study=tiny, today=TODAY)
    Advice.objects.update(published="no")
    assert Publication.objects.get(kind="study").body == body


def test_a_claim_is_released_only_after_its_sites_could_answer(tiny: Study) -> None:
    claim = Claim.objects.get(key="cl-asked")
    without_notice("s-strathlorn")
    with pytest.raises(InputError, match="Strathlorn"):
        release_claim(by=BY, study=tiny, claim=claim, today=TODAY)
    give_notice(by=BY, site=place("s-strathlorn"), shown_on=date(2024, 6, 1),
                embargo_until=date(2024, 6, 21))  # fmt: skip
    body = release_claim(by=BY, study=tiny, claim=claim, today=TODAY).body
    assert body["about"] == ["s-strathlorn"]
    assert body["shown_to"] == [
        {"sites": [place("s-strathlorn").name], "shown_on": "2024-06-01",
         "embargo_until": "2024-06-21", "because": ""}
    ]  # fmt: skip


def test_every_page_freezes_what_its_sites_were_shown(tiny: Study) -> None:
    run_study(BY, tiny)
    pages = {page.key: page.body for page in publish_study(by=BY, study=tiny, today=TODAY)}
    for key in ("adv-ambleford", "cl-leader", tiny.key):
        told = {name: row for row in pages[key]["shown_to"] for name in row["sites"]}
        assert told["Ambleford"]["shown_on"] == "2024-04-01"
        assert "dissolved" in told[place("s-strathlorn").name]["because"]
        assert set(pages[key]["about"]) == {"s-ambleford", "s-strathlorn"}
