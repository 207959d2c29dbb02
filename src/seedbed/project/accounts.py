"""How people come in: by an account somebody made for them, and a second factor of their own."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.project.hosts import host_of
from seedbed.trust import second_factor
from seedbed.trust.accounts import end_sessions


class ClosedSignUp(DefaultAccountAdapter):
    """Sign-up is closed: a member is added by the lead of a study."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by name and address together, which axes does.

        A count by the name alone would let a stranger elsewhere lock the person out.
        """

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Somebody with the right password whose account was closed."""
        return render(request, "account/inactive.html", status=403)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show that it is still you, in our words."""
        said = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": said[way["id"]]} for way in ways]


class SecondFactor(DefaultMFAAdapter):
    """One-time codes whose secrets lie sealed in the store, never in clear; and passkeys.

    Of a passkey the store holds only the public half, which opens nothing.
    """

    def encrypt(self, text: str) -> str:
        """Seal a secret for the store."""
        return second_factor.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return second_factor.opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows beside the code."""
        return "Seedbed"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a passkey belongs to: the name under which the site is open."""
        return {"id": host_of(context.request), "name": "Seedbed"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called until its owner says."""
        there = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey {number}").format(number=there + 1)

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Seedbed sends no mail: it makes no call to any other server."""


class Activate(ActivateTOTPForm):
    """The first code of a new app, which counts as used: it does not also open the next log-in."""

    def clean_code(self) -> str:
        """Take the code once."""
        code = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return str(code)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def second_factor_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    """A second factor was set up, changed or taken away: every other session ends."""
    end_sessions(user, using=settings.SEEDBED_STORE)
    if request.user.pk == user.pk:
        update_session_auth_hash(request, user)
