"""Passkeys: what a phone, a computer or a security key signs after a PIN, a finger or a face.

A passkey is a second factor beside the password; there is no log-in by passkey alone. It belongs to
the name under which the site is open (``localhost`` or a real name over https), never to a number
such as 127.0.0.1.
"""

from typing import Any, cast

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
)
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from seedbed.project.hosts import number_of, under_a_name

NOT_TAKEN = _("The passkey was not accepted. Try it again, or use a code.")
NOTHING_SENT = _("Your browser sent no passkey. That needs a script to run; a code does not.")
# What of an answer is kept: enough to check what the passkey signs later.
KEPT = ("id", "rawId", "type", "response", "clientExtensionResults")


class Credential(forms.Form):
    """The hidden answer of a passkey, whatever was sent in its place."""

    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": NOTHING_SENT, "invalid": NOT_TAKEN},
    )

    def add_error(self, field: str | None, error: Any) -> None:
        """Say of the whole form what is wrong with a field that nobody sees."""
        wrong = NOT_TAKEN if getattr(error, "code", "") == "incorrect_code" else error
        if field == "credential":
            self.cleaned_data.pop(field, None)
        super().add_error(None if field == "credential" else field, wrong)


class ByPasskey(Credential, AuthenticateWebAuthnForm):
    """The second factor of a log-in."""

    def clean_credential(self) -> Any:
        """Whose passkey signed what was asked."""
        readable(AuthenticationResponse, self.cleaned_data["credential"])
        return super().clean_credential()


class AgainByPasskey(ByPasskey):
    """It is still the same person."""

    reauthenticated = True


class NewPasskey(Credential, AddWebAuthnForm):
    """A new passkey and what it is to be called."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("So that you know it again, such as “my phone” or “the key on my ring”."),
        max_length=60,
        required=False,
    )

    def clean_credential(self) -> dict[str, Any]:
        """What the new passkey sent, and of that only what is needed."""
        sent = self.cleaned_data["credential"]
        readable(RegistrationResponse, sent)
        return {part: sent[part] for part in KEPT if part in sent}


class Renamed(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name"), max_length=60)


def readable(kind: Any, sent: Any) -> None:
    """Refuse what is not an answer of a passkey at all."""
    try:
        kind.from_dict(sent)
    except Exception as wrong:  # bytes of a stranger: their reader fails in many ways
        raise ValidationError(NOT_TAKEN) from wrong


class OnAPage:
    """A page on which the browser is asked for a passkey."""

    request: HttpRequest

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Keep a form that was looked at; say whether the address allows passkeys at all."""
        context = cast(dict[str, Any], super().get_context_data(**given))  # type: ignore[misc]
        return context | given | {
            "number": number_of(self.request),
            "under_a_name": under_a_name(self.request),
        }  # fmt: skip


class Authenticate(OnAPage, AuthenticateView):
    """The second step of a log-in: a code or a passkey."""


class Add(OnAPage, AddWebAuthnView):
    """A new passkey."""


class Again(OnAPage, ReauthenticateWebAuthnView):
    """Is it still you? By passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong on the page itself."""
        return cast(HttpResponse, self.render_to_response(self.get_context_data(form=form)))
