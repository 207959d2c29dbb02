"""Guessing: wrong passwords and codes are counted, nobody learns a name, and owners get back in."""

import time
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache, caches
from django.db.models import F
from django.test import Client
from django.urls import reverse

from seedbed.record.people.actions import add_member
from seedbed.trust.asking import system
from tests.web.test_accounts import PASSWORD, again, code, entered, person, with_app

pytestmark = pytest.mark.django_db
WRONG = "wrong wrong wrong"
STUDIES = "workbench:studies"
BY = system("test", using="default")


def tried(name: str, password: str, address: str = "192.0.2.1"):
    client = Client(REMOTE_ADDR=address)
    return client.post(reverse("account_login"), {"login": name, "password": password})


def gets_in(name: str, password: str = PASSWORD, address: str = "192.0.2.1") -> bool:
    return tried(name, password, address).status_code == 302


def text(answer) -> str:
    return unescape(answer.content.decode())


def hours_pass(hours: float) -> None:
    """Tries are as old as if so much time had gone by."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(hours=hours))


def test_five_wrong_passwords_close_the_name_for_that_address_only_and_for_an_hour() -> None:
    person()
    assert [tried("person", WRONG).status_code for _ in range(5)] == [200] * 4 + [429]
    shut = tried("person", PASSWORD)
    assert shut.status_code == 429
    assert "Wait an hour" in text(shut)
    assert gets_in("person", address="192.0.2.2"), "a stranger locked somebody out"
    hours_pass(0.9)
    assert not gets_in("person")
    hours_pass(0.2)
    assert gets_in("person")


def test_trying_on_does_not_make_the_hour_longer() -> None:
    person()
    for _ in range(5):
        tried("person", WRONG)
    hours_pass(0.9)
    for _ in range(5):
        assert tried("person", WRONG).status_code == 429
    hours_pass(0.2)
    assert gets_in("person")


def test_many_addresses_together_lock_nobody_out() -> None:
    person()
    for last in range(2, 32):
        tried("person", WRONG, f"198.51.100.{last}")
    assert gets_in("person")


def test_the_right_password_forgets_the_wrong_ones() -> None:
    person()
    for _ in range(4):
        tried("person", WRONG)
    assert gets_in("person")
    assert tried("person", WRONG).status_code == 200
    assert gets_in("person")


def test_one_address_cannot_try_many_names(tries: list[float]) -> None:
    said = [tried(f"name-{n}", WRONG) for n in range(31)]
    assert {answer.status_code for answer in said[:30]} == {200}
    assert said[30].status_code == 429
    assert "Too many tries" in text(said[30])
    assert "default-src 'none'" in said[30].headers["Content-Security-Policy"]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which costly computations were made."""
    done: list[str] = []
    for what in ("encode", "verify"):
        own = getattr(Argon2PasswordHasher, what)

        def counted(*given, own=own, what=what):
            done.append(what)
            return own(*given)

        monkeypatch.setattr(Argon2PasswordHasher, what, counted)
    return done


def test_a_known_and_an_unknown_name_take_the_same_work(hashed: list[str]) -> None:
    person()
    closed = person("closed")
    closed.is_active = False
    closed.save()
    work = {}
    for name in ("person", "nobody", "closed"):
        hashed.clear()
        tried(name, WRONG)
        work[name] = len(hashed)
    assert work == {"person": 1, "nobody": 1, "closed": 1}


def test_known_and_unknown_names_are_locked_alike(hashed: list[str]) -> None:
    person()
    pages = []
    for name in ("person", "nobody"):
        for _ in range(5):
            tried(name, WRONG)
        hashed.clear()
        answer = tried(name, WRONG)
        pages.append((answer.status_code, text(answer), len(hashed)))
    assert pages[0] == pages[1]
    assert pages[0][2] == 0


def test_only_the_right_password_learns_that_an_account_is_closed() -> None:
    closed = person()
    closed.is_active = False
    closed.save()
    assert "closed" not in text(tried("person", WRONG))
    answer = tried("person", PASSWORD)
    assert answer.status_code == 403
    assert "This account is closed" in text(answer)


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time by which tries are counted; a test moves it."""
    now = [time.time()]
    own = SimpleNamespace(time=lambda: now[0], monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr("allauth.core.internal.ratelimit.time", own)
    return now


def test_wrong_codes_are_counted_by_account_and_the_page_says_to_wait(clock, tries) -> None:
    person()
    secret = with_app(clock)
    visitors = []
    for n in range(6):
        client = Client(REMOTE_ADDR=f"192.0.2.{n + 1}")
        client.post(reverse("account_login"), {"login": "person", "password": PASSWORD})
        visitors.append(client)
    address = reverse("mfa_authenticate")
    for client in visitors[:5]:
        assert "Incorrect code" in text(client.post(address, {"code": "000000"}))
    right = {"code": code(secret, clock[0])}
    refused = visitors[5].post(address, right)
    assert refused.status_code == 200
    assert "Too many wrong tries. Wait five minutes, then try again." in text(refused)
    tries[0] += 5 * 60 + 1
    assert visitors[5].post(address, right).status_code == 302


def test_tries_are_counted_where_every_worker_sees_them(clock) -> None:
    person()
    secret = with_app(clock)
    client, address = entered()
    for _ in range(5):
        client.post(address, {"code": "000000"})
    right = {"code": code(secret, clock[0])}
    assert client.post(address, right).status_code == 200
    # Another worker has the same settings and nothing of this one's memory. What it empties was
    # the count; tests/faults asks real workers.
    caches.create_connection("default").clear()
    assert client.post(address, right).status_code == 302


def test_a_flood_of_tries_does_not_push_out_a_used_code(clock) -> None:
    person()
    used = code(with_app(clock), clock[0])
    first, address = entered()
    assert first.post(address, {"code": used}).status_code == 302
    for n in range(400):
        cache.set(f"z-try-{n}", [1.0], 300)
    second, address = entered()
    assert second.post(address, {"code": used}).status_code == 200


def test_too_many_times_asked_who_it_is_gives_our_own_page(tries: list[float]) -> None:
    person()
    client, _ = entered()
    said = [
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD}) for _ in range(11)
    ]
    assert said[9].status_code == 302
    assert said[10].status_code == 429
    assert "Wait five minutes" in text(said[10])
    assert "<title>Too many tries - Seedbed</title>" in said[10].content.decode()


def test_log_in_makes_a_new_session_and_log_out_ends_it() -> None:
    person()
    planted = Client()
    planted.session.save()
    before = planted.session.session_key
    planted.post(reverse("account_login"), {"login": "person", "password": PASSWORD})
    during = planted.cookies["sessionid"].value
    assert during != before
    old = Client()
    old.cookies["sessionid"] = before
    assert old.get(reverse(STUDIES)).status_code == 302
    planted.post(reverse("account_logout"))
    left = Client()
    left.cookies["sessionid"] = during
    assert left.get(reverse(STUDIES)).status_code == 302


def test_the_second_step_also_makes_a_new_session(clock) -> None:
    person()
    secret = with_app(clock)
    client, address = entered()
    before = client.session.session_key
    client.post(address, {"code": code(secret, clock[0])})
    assert client.session.session_key != before


@pytest.mark.parametrize("how", ["ended", "yesterday", "another role"])
def test_a_membership_changed_is_felt_at_the_next_request(tiny, how: str) -> None:
    user = person()
    member = add_member(by=BY, study=tiny, user=user, role="lead")
    client, _ = entered()
    study = reverse("workbench:study", args=[tiny.public_id])
    runs = reverse("workbench:runs", args=[tiny.public_id])
    assert client.get(study).status_code == 200
    assert client.get(runs).status_code == 200
    if how == "ended":
        member.delete()
    elif how == "yesterday":
        add_member(by=BY, study=tiny, user=user, role="lead", until=date.today() - timedelta(1))
    else:
        member.delete()
        add_member(by=BY, study=tiny, user=user, role="reader")
    assert client.get(study).status_code == (200 if how == "another role" else 404)
    assert client.get(runs).status_code == 404


def test_an_account_closed_is_out_at_the_next_request() -> None:
    user = person()
    client = again(entered()[0])
    assert client.get(reverse(STUDIES)).status_code == 200
    user.is_active = False
    user.save()
    assert client.get(reverse(STUDIES)).status_code == 302
