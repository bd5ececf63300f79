"""What a call's letters say: all kinds in a list, one in an editor with a preview in both languages."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from contest.domain.letter_defaults import default_words, reset_template, save_template, words_by_language
from contest.domain.messages import Filled
from contest.domain.placeholders import OF_APPLICANTS, fill, placeholders_of, sample_values
from contest.enums import LetterKind
from contest.errors import LetterWordsRefused
from contest.forms.letter_words import LetterTemplateForm
from contest.models import Application, Call, LetterTemplate
from contest.views.application_list import require_secretariat
from stories.enums import Language


@require_safe
def letter_templates(request: HttpRequest, call_id: int) -> HttpResponse:
    """Every kind of letter of the call: its words or the default ones, and whether it leaves by itself."""
    require_secretariat(request)
    call = get_object_or_404(Call.objects.with_edition(), pk=call_id)
    changed = {row.kind: row for row in LetterTemplate.objects.filter(call=call)}
    language = translation.get_language() or Language.UK
    rows = [
        (kind, changed.get(kind) or default_words(kind, language=language), kind in changed)
        for kind in LetterKind
    ]
    return TemplateResponse(request, "contest/admin/letter_templates.html", {"call": call, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def letter_template(request: HttpRequest, call_id: int, kind: str) -> HttpResponse:
    """The words of one kind in both languages; they are shown filled in before they are kept."""
    user = require_secretariat(request)
    call = get_object_or_404(Call.objects.with_edition(), pk=call_id)
    if kind not in LetterKind.values:
        raise Http404
    act = request.POST.get("act", "")
    if act == "reset":
        reset_template(call, kind, by=user)
        messages.success(request, _("The default words hold again."))
        return redirect("letter_template", call.pk, kind)
    form = LetterTemplateForm(request.POST or None, kind=LetterKind(kind), initial=_words(call, kind))
    if request.method == "POST" and form.is_valid() and act == "save":
        try:
            save_template(call, kind, by=user, **form.cleaned_data)
        except LetterWordsRefused as refusal:
            for name, sentence in refusal.faults.items():
                form.add_error(name, sentence)
        else:
            messages.success(request, _("The words are kept. Letters that are written from now on say them."))
            return redirect("letter_templates", call.pk)
    return _editor(request, call, LetterKind(kind), form)


def _editor(request: HttpRequest, call: Call, kind: LetterKind, form: LetterTemplateForm) -> HttpResponse:
    words = {name: form[name].value() or "" for name, _field in form.words_fields()}
    context = {
        "call": call,
        "kind": kind,
        "form": form,
        "letters": [(language.label, _filled(call, kind, words, language=language)) for language in Language],
        "is_real": kind in OF_APPLICANTS and Application.objects.of_call(call).submitted().exists(),
        "for_jurors": kind not in OF_APPLICANTS,
        "placeholders": placeholders_of(kind),
        "is_changed": LetterTemplate.objects.filter(call=call, kind=kind).exists(),
    }
    return TemplateResponse(request, "contest/admin/letter_template.html", context)


def _words(call: Call, kind: str) -> dict[str, Any]:
    found = words_by_language(call, kind)
    words: dict[str, Any] = {"waits": found[Language.UK].waits}
    for language, one in found.items():
        words |= {f"subject_{language}": one.subject, f"body_{language}": one.body}
    return words


def _filled(call: Call, kind: LetterKind, words: dict[str, str], *, language: Language) -> Filled:
    """The letter with what it would say of an application of the call, or of an invented one."""
    values = sample_values(call, kind, language)
    return Filled(
        language, fill(words[f"subject_{language}"], values), fill(words[f"body_{language}"], values)
    )
