"""Who is a member of a study: adding, longer, ending, another role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from seedbed.errors import InputError
from seedbed.publish.look.again import prove_again
from seedbed.publish.look.asking import asker_of
from seedbed.publish.wording import options
from seedbed.record.members import selectors
from seedbed.record.members.actions import change_role, end_member, extend_member
from seedbed.record.people.actions import add_member
from seedbed.record.people.lasting import LONGEST
from seedbed.record.study.selectors import sites
from seedbed.record.study.selectors import study as study_of
from seedbed.trust.accounts import account
from seedbed.workbench.page import page, step

if TYPE_CHECKING:
    from seedbed.record.study.models import Site, Study
    from seedbed.trust.asking import Asker

UNTIL = lazy("For example 2027-11-24. A year at most where a study holds what real people said.")


def _last_day() -> forms.DateField:
    return forms.DateField(
        label=lazy("The last day"), help_text=UNTIL, widget=forms.DateInput(format="%Y-%m-%d")
    )


class Role(forms.Form):
    """A role, at a site where it belongs to one."""

    role = forms.ChoiceField(label=lazy("Role"))
    site = forms.ChoiceField(label=lazy("Site, for a role that belongs to one"), required=False)

    def __init__(self, *given: Any, places: dict[str, Site], **more: Any) -> None:
        super().__init__(*given, **more)
        self.places = places
        self.fields["role"].choices = [("", _("Choose one")), *options("member-role")]
        self.fields["site"].choices = [
            ("", _("The study as a whole")),
            *((key, site.name) for key, site in places.items()),
        ]

    @property
    def place(self) -> Site | None:
        """The site chosen."""
        return self.places.get(self.cleaned_data["site"])


class Until(forms.Form):
    """A last day."""

    until = _last_day()


class New(Role):
    """Somebody with an account, in a role, until a day."""

    username = forms.CharField(label=lazy("User name"), max_length=150)
    until = _last_day()

    field_order = ("username", "role", "site", "until")


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, study: str) -> HttpResponse:
    """Who is a member, until when; and adding one."""
    by, today = asker_of(request), timezone.localdate()
    row = study_of(by, study)
    by.must("add-member", study=row.pk)
    sent = request.POST if request.method == "POST" else None
    new = New(sent, places=_places(by, row), initial={"until": today + LONGEST})
    if sent is not None:
        if (again := prove_again(request, row)) is not None:
            return again
        if new.is_valid() and _done(new, lambda: _add(by, row, new)):
            messages.success(request, _("Added."))
            return redirect("workbench:members", row.public_id)
    held = list(selectors.members(by, row))
    living = [m for m in held if m.until is None or m.until >= today]
    context = page(
        request,
        title=_("Members"),
        study=row,
        at="members",
        living=[(m, m.until is not None and m.until - today <= selectors.SOON) for m in living],
        ended=[m for m in held if m not in living],
        new=new,
    )
    return render(request, "workbench/members.html", context, status=_status(new))


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, study: str, member: str) -> HttpResponse:
    """One membership: another last day, another role, or its end."""
    by, today = asker_of(request), timezone.localdate()
    row = study_of(by, study)
    by.must("add-member", study=row.pk)
    held = selectors.member(by, row, member)
    sent, act = (request.POST, request.POST.get("act")) if request.method == "POST" else (None, "")
    longer = Until(
        sent if act == "extend" else None,
        initial={"until": today + timedelta(days=365)},
    )
    role = Role(
        sent if act == "role" else None, places=_places(by, row),
        initial={"role": held.role, "site": held.site.key if held.site else ""},
    )  # fmt: skip
    end = forms.Form({} if act == "end" else None)
    acts: dict[str, tuple[forms.Form, Callable[[], object]]] = {
        "extend": (longer, lambda: extend_member(
            by=by, membership=held, until=longer.cleaned_data["until"], today=today)),
        "role": (role, lambda: change_role(
            by=by, membership=held, role=role.cleaned_data["role"], site=role.place, today=today)),
        "end": (end, lambda: end_member(by=by, membership=held, today=today)),
    }  # fmt: skip
    if act in acts:
        if (again := prove_again(request, row)) is not None:
            return again
        form, do = acts[act]
        if form.is_valid() and _done(form, do):
            messages.success(request, _("That is changed. It holds from now on."))
            return redirect("workbench:members", row.public_id)
    context = page(
        request,
        title=str(held.user),
        study=row,
        at="members",
        above=[step(_("Members"), "members", row.public_id)],
        member=held,
        over=held.until is not None and held.until < today,
        longer=longer,
        role=role,
        end=end,
    )
    return render(request, "workbench/member.html", context, status=_status(longer, role, end))


def _add(by: Asker, study: Study, new: New) -> None:
    user = account(new.cleaned_data["username"], using=by.using)
    if user is None:
        raise InputError(
            _("There is no account of this name. One is made at a terminal: seedbed member.")
        )
    add_member(
        by=by, study=study, user=user, role=new.cleaned_data["role"], site=new.place,
        until=new.cleaned_data["until"],
    )  # fmt: skip


def _done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do it, or say on the form why not."""
    try:
        do()
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _places(by: Asker, study: Study) -> dict[str, Site]:
    return {site.key: site for site in sites(by, study).order_by("name")}


def _status(*sent: forms.Form) -> int:
    return 400 if any(form.is_bound and form.errors for form in sent) else 200
