"""The account pages that allauth doesn't have."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms import ProfileForm
from accounts.models import User


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """One's own account: name, language of letters, and the ways to its keys."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("account_profile")
    return render(request, "account/profile.html", {"form": form})


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """One door for everybody: Wagtail's own sign-in page knows no second factor and no limit of attempts."""
    following = request.GET.get(REDIRECT_FIELD_NAME) or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: following})}")


@never_cache
def admin_sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out of the editors' pages as of all others: what the device keeps of the person is cleared as well.

    Whoever comes by a link rather than by the button is asked first.
    """
    if request.method != "POST" or not request.user.is_authenticated:
        return redirect("account_logout")
    leaver = User.objects.get(pk=request.user.pk)
    logout(request)
    with translation.override(leaver.language):
        return render(
            request, "account/signed_out.html", {"leaver": leaver, "page_title": _("You are signed out")}
        )


def admin_password_reset(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """The same for forgotten passwords."""
    return redirect("account_reset_password")
