"""The gate: a study of real people takes nothing in and shows nothing while something lacks."""

import os
from datetime import date

import pytest
from allauth.mfa.models import Authenticator

from seedbed.errors import ActionDenied, InputError
from seedbed.formats.study_folder import load_folder
from seedbed.record.gate.actions import add_consent_text, begin_real_study, settle
from seedbed.record.gate.lock import missing, refuse_shut
from seedbed.record.people.actions import add_member
from seedbed.record.people.selectors import asker_for
from seedbed.record.study.models import Study
from seedbed.record.study.selectors import sites, studies
from seedbed.trust import store
from seedbed.trust.asking import system
from seedbed.trust.models import User
from tests.real import as_if_protected, with_app
from tests.tiny import tiny_folder

pytestmark = pytest.mark.django_db
HERE = "default"
BY = system("test", using=HERE)
TODAY = date(2026, 11, 24)


@pytest.fixture
def protected(monkeypatch: pytest.MonkeyPatch) -> None:
    as_if_protected(monkeypatch)


@pytest.fixture
def real(protected: None) -> Study:
    return begin_real_study(by=BY, key="tiny-study", title="Real", today=TODAY)


def settled(study: Study) -> None:
    """Everything the gate asks for."""
    for role in ("lead", "safeguarding-lead", "data-protection"):
        add_member(by=BY, study=study, user=with_app(role), role=role)
    settle(
        by=BY, study=study, lawful_basis="public-task", special_condition="research",
        retention="Ten years, then destroyed.", review_on=date(2030, 1, 1),
    )  # fmt: skip
    for use in ("take-part", "quote"):
        add_consent_text(by=BY, study=study, use=use, text="May we?", since=TODAY)


def said(study: Study) -> str:
    return " ".join(item.text() for item in missing(study, using=HERE, today=TODAY))


def test_a_new_study_of_real_people_is_told_all_it_lacks(real: Study) -> None:
    told = said(real)
    for part in ("lead", "safeguarding lead", "data-protection", "lawful basis", "special",
                 "how long", "consent to take part"):  # fmt: skip
        assert part.lower() in told.lower(), part


def test_the_gate_opens_when_all_is_settled_and_shuts_again(real: Study) -> None:
    settled(real)
    assert missing(real, using=HERE, today=TODAY) == []
    refuse_shut(real, using=HERE, today=TODAY)
    bare = User.objects.create_user("bare", password="four plain words here")
    add_member(by=BY, study=real, user=bare, role="researcher")
    assert "Without a second factor: bare" in said(real)
    Authenticator.objects.create(
        user=bare, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )
    assert "Without a second factor: bare" in said(real)  # spare codes alone are no second factor


def test_a_membership_that_ended_names_nobody(real: Study) -> None:
    settled(real)
    add_member(
        by=BY, study=real, user=User.objects.get(username="safeguarding-lead"),
        role="safeguarding-lead", until=date(2026, 11, 23),
    )  # fmt: skip
    assert "safeguarding lead" in said(real)


@pytest.mark.parametrize("condition", ["safeguarding", "public-interest"])
def test_some_conditions_need_a_policy_document(real: Study, condition: str) -> None:
    settled(real)
    settle(by=BY, study=real, special_condition=condition)
    assert "policy document" in said(real)
    settle(by=BY, study=real, policy="The shared drive, policies, 3")
    assert said(real) == ""


def test_no_study_of_real_people_begins_in_a_plain_store(monkeypatch) -> None:
    monkeypatch.setattr("seedbed.record.gate.actions.is_protected", lambda using: False)
    with pytest.raises(InputError, match="not encrypted"):
        begin_real_study(by=BY, key="x", title="x", today=TODAY)
    assert not Study.objects.exists()


def test_this_store_knows_whether_it_is_encrypted() -> None:
    with_key = os.environ.get("SEEDBED_TEST_DB") in ("encrypted", "sealed")
    assert store.is_protected(HERE) is with_key


def test_a_folder_of_real_people_comes_in_only_through_an_open_gate(real, tmp_path) -> None:
    folder = tiny_folder(tmp_path / "tiny")
    text = (folder / "study.toml").read_text().replace('"simulated"', '"real"')
    (folder / "study.toml").write_text(text)
    with pytest.raises(InputError, match="its gate is shut"):
        load_folder(folder, by=BY, replace=True)
    assert list(sites(BY, real)) == []
    settled(real)
    study = load_folder(folder, by=BY, replace=True)
    assert study.kind == "real"
    assert sites(BY, study).exists()


def test_a_folder_cannot_make_a_study_real_or_unreal(tiny, tmp_path, protected) -> None:
    folder = tiny_folder(tmp_path / "tiny")
    text = (folder / "study.toml").read_text().replace('"simulated"', '"real"')
    (folder / "study.toml").write_text(text)
    with pytest.raises(InputError, match="of kind simulated"):
        load_folder(folder, by=BY, replace=True)
    other = text.replace("tiny-study", "other-study")
    (folder / "study.toml").write_text(other)
    with pytest.raises(InputError, match="begins with its gate"):
        load_folder(folder, by=BY)


def test_consent_that_names_words_nobody_kept_shuts_the_gate(real, tmp_path) -> None:
    settled(real)
    folder = tiny_folder(tmp_path / "tiny")
    text = (folder / "study.toml").read_text().replace('"simulated"', '"real"')
    (folder / "study.toml").write_text(text)
    consents = (folder / "consents.csv").read_text()
    assert ",quote,1," in consents
    (folder / "consents.csv").write_text(consents.replace(",quote,1,", ",quote,2,"))
    load_folder(folder, by=BY, replace=True)
    assert "whose text is not kept" in said(real)


def test_a_member_sees_nothing_of_it_without_a_second_factor_or_behind_a_shut_gate(
    real, tmp_path
) -> None:
    settled(real)
    lead = User.objects.get(username="lead")
    bare = asker_for(lead, using=HERE, today=TODAY)
    proven = asker_for(lead, using=HERE, today=TODAY, proven=True)
    assert list(studies(bare)) == [real]
    assert not bare.studies_for("sites")
    assert not bare.may("log-event", study=real.pk)
    assert bare.may("keep-gate", study=real.pk)
    assert proven.studies_for("sites") == {real.pk}
    assert proven.may("publish", study=real.pk)
    add_member(
        by=BY, study=real, user=User.objects.create_user("bare", password="four plain words 1"),
        role="reader",
    )  # fmt: skip
    behind = asker_for(lead, using=HERE, today=TODAY, proven=True)
    assert not behind.studies_for("sites")
    assert not behind.may("publish", study=real.pk)


def test_other_studies_ask_for_none_of_this(tiny) -> None:
    user = User.objects.create_user("somebody", password="four plain words here")
    add_member(by=BY, study=tiny, user=user, role="lead")
    assert missing(tiny, using=HERE, today=TODAY) == []
    assert asker_for(user, using=HERE).may("publish", study=tiny.pk)


def test_only_the_lead_settles_and_words_that_are_not_known_are_refused(real) -> None:
    reader = User.objects.create_user("reader", password="four plain words here")
    add_member(by=BY, study=real, user=reader, role="reader")
    by = asker_for(reader, using=HERE)
    with pytest.raises(ActionDenied):
        settle(by=by, study=real, lawful_basis="public-task")
    with pytest.raises(ActionDenied):
        add_consent_text(by=by, study=real, use="quote", text="x", since=TODAY)
    for wrong in ({"lawful_basis": "because"}, {"special_condition": ""}, {"offences": "maybe"}):
        with pytest.raises(InputError, match="must be one of"):
            settle(by=BY, study=real, **wrong)
    with pytest.raises(InputError, match="must be one of"):
        add_consent_text(by=BY, study=real, use="sell", text="x", since=TODAY)
    with pytest.raises(InputError, match="words that people are shown"):
        add_consent_text(by=BY, study=real, use="quote", text="  ", since=TODAY)


def test_words_of_a_consent_are_kept_as_versions(real) -> None:
    first = add_consent_text(by=BY, study=real, use="quote", text="May we?", since=TODAY)
    second = add_consent_text(by=BY, study=real, use="quote", text="Please?", since=TODAY)
    assert (first.version, second.version) == (1, 2)
    first.refresh_from_db()
    assert first.text == "May we?"
