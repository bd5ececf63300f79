"""What the secretariat decides about single pairs: that a juror always, or never, reads an application.

A rule only steers the next plan (`assignments.preview_assignment`); it gives and takes nothing by itself.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.enums import ConflictState, PairRuleKind
from contest.errors import JudgingRefused, ReasonMissing
from contest.models import Application, Juror, PairRule
from contest.querysets.assignments import JUDGED_STATUSES


@transaction.atomic
def set_pair_rule(
    juror: Juror, application: Application, *, kind: str, reason: str, by: User, at: datetime
) -> PairRule:
    """Decide about the pair; a rule that it had is replaced. Raises ReasonMissing, or JudgingRefused for a vain rule."""
    if not reason.strip():
        raise ReasonMissing(_("Give a reason: it stays on record."))
    if juror.call_id != application.call_id or application.status not in JUDGED_STATUSES:
        raise JudgingRefused(_("This application is not judged by this jury."))
    if kind == PairRuleKind.PIN:
        _refuse_vain_pin(juror, application)
    values = {"kind": PairRuleKind(kind), "reason": reason.strip(), "made_at": at, "made_by_name": str(by)}
    rule, _is_new = PairRule.objects.update_or_create(juror=juror, application=application, defaults=values)
    _log(rule, "contest.judging.pair_rule", by=by)
    return rule


@transaction.atomic
def remove_pair_rule(rule: PairRule, *, by: User) -> None:
    """Let the assignment choose again."""
    _log(rule, "contest.judging.pair_rule_removed", by=by)
    rule.delete()


def _refuse_vain_pin(juror: Juror, application: Application) -> None:
    """A pin that the plan could not keep is refused when it is set, while somebody is there to hear why."""
    if not juror.is_active:
        raise JudgingRefused(_("%(juror)s does not sit on the jury now.") % {"juror": juror})
    if juror.conflicts.filter(application=application).exclude(state=ConflictState.LIFTED).exists():
        raise JudgingRefused(
            _("%(juror)s has a conflict of interest with this application.") % {"juror": juror}
        )
    if application.category not in juror.panels.all():
        raise JudgingRefused(
            _("%(juror)s does not sit on the panel of this application’s category.") % {"juror": juror}
        )


def _log(rule: PairRule, action: str, *, by: User) -> None:
    data = {"pair": f"{rule.juror.code} · {rule.application.reference}", "reason": rule.reason}
    log(rule.juror.call, action, user=by, data={**data, "kind": str(rule.kind)})
