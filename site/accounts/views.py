"""The account pages that allauth doesn't have."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.forms import ProfileForm


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


def admin_password_reset(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """The same for forgotten passwords."""
    return redirect("account_reset_password")
