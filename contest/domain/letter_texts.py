"""What letters say unless a call says it in words of its own. Each tells first what it is about, then what to do next."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contest.enums import LetterKind

# Kinds that leave by themselves: what one has just done or must do soon. Decisions wait to be read by somebody.
LEAVE_BY_THEMSELVES = frozenset(
    {
        LetterKind.RECEIPT, LetterKind.REMINDER, LetterKind.RETURNED, LetterKind.ANSWER_DUE, LetterKind.EXTENDED,
        LetterKind.WITHDRAWN, LetterKind.STORY_APPROVAL, LetterKind.JUROR_ASSIGNED, LetterKind.JUROR_REMINDER,
    }
)  # fmt: skip

# The end of every letter.
FOOT = _("Questions: {contact}\n\nThe secretariat\n{edition}\n{site}")

# The subject and the text above the foot.
TEXTS: dict[LetterKind, tuple[Any, Any]] = {
    LetterKind.RECEIPT: (
        _("Application {reference} has arrived"),
        _(
            "Your application “{title}” for the contest “{edition}” has arrived: {submitted}. Its reference is "
            "{reference}, this is version {version}.\n\n"
            "{changes}\n\n"
            "The secretariat checks whether it meets the conditions and writes to you. Where it stands is always shown "
            "here:\n{address}\n\n"
            "The fingerprint of what you submitted (SHA-256) proves later that not a letter was changed:\n{hash}"
        ),
    ),
    LetterKind.REMINDER: (
        _("Application “{title}”: {left} to submit it"),
        _(
            "Your application “{title}” for the contest “{edition}” can be submitted until {deadline}: {left}.\n\n"
            "{state}\n\n"
            "{missing}\n\n"
            "Go on here:\n{address}\n\n"
            "Everything you have written is kept. If you have decided not to take part, there is nothing you need to do."
        ),
    ),
    LetterKind.RETURNED: (
        _("Application {reference}: please answer until {deadline}"),
        _(
            "The secretariat asks you to make something clear in the application {reference} “{title}”. Please answer "
            "until {deadline}.\n\n"
            "What is asked:\n{question}\n\n"
            "These sections are open again: {sections}\n\n"
            "Change them and submit the application once more:\n{address}\n\n"
            "Your application keeps its place."
        ),
    ),
    LetterKind.ANSWER_DUE: (
        _("Application {reference}: {left} to answer"),
        _(
            "The secretariat still waits for your answer about the application {reference} “{title}”. Please answer "
            "until {deadline}: {left}.\n\n"
            "What is asked:\n{question}\n\n"
            "These sections are open: {sections}\n\n"
            "Change them and submit the application once more:\n{address}\n\n"
            "After that the secretariat decides by what it has."
        ),
    ),
    LetterKind.EXTENDED: (
        _("More time for your application: until {deadline}"),
        _(
            "You have more time for the application “{title}” ({community}): it can now be submitted or changed until "
            "{deadline}.\n\n"
            "Reason: {reason}\n\n"
            "Go on here:\n{address}\n\n"
            "What has been submitted already stays as it is."
        ),
    ),
    LetterKind.WITHDRAWN: (
        _("Application {reference} is withdrawn"),
        _(
            "The application {reference} “{title}” has been taken back and takes no further part in the contest "
            "“{edition}”.\n\n"
            "There is nothing more you need to do. You can still read it here:\n{address}\n\n"
            "If you did not want this, write to us as soon as you can."
        ),
    ),
    LetterKind.ELIGIBLE: (
        _("Application {reference} goes on to the jury"),
        _(
            "Your application {reference} “{title}” meets the conditions of the contest “{edition}” and goes on to the "
            "jury.\n\n"
            "There is nothing you need to do now. We will write to you when there is a decision. Where the application "
            "stands is always shown here:\n{address}"
        ),
    ),
    LetterKind.INELIGIBLE: (
        _("Application {reference}: the conditions are not met"),
        _(
            "We have checked your application {reference} “{title}”. It does not meet the conditions of the contest "
            "“{edition}” and does not go on to the jury.\n\n"
            "Reason: {reason}\n\n"
            "If you think that this is a mistake, answer this letter. The application stays readable here:\n{address}\n\n"
            "Thank you for the work that you do for your community."
        ),
    ),
    LetterKind.SHORTLISTED: (
        _("Application {reference} is on the shortlist"),
        _(
            "Congratulations: your application {reference} “{title}” is on the shortlist of the contest “{edition}”.\n\n"
            "There is nothing you need to do now; please keep your contacts up to date, the jury may have questions. "
            "Where the application stands is always shown here:\n{address}"
        ),
    ),
    LetterKind.WINNER: (
        _("Application {reference} has won"),
        _(
            "Congratulations: your application {reference} “{title}” is among the winners of the contest “{edition}”.\n\n"
            "The jury says of it:\n{citation}\n\n"
            "All the results:\n{results}\n\n"
            "Your certificate has a page of its own, which confirms it and offers a badge for your site:\n{certificate}\n\n"
            "It can be downloaded and printed from the page of the application:\n{address}\n\n"
            "What jurors wrote for you:\n{feedback}\n\n"
            "Thank you for letting other communities learn from yours."
        ),
    ),
    LetterKind.SPECIAL_AWARD: (
        _("Application {reference} receives a special award"),
        _(
            "Congratulations: your application {reference} “{title}” receives a special award of the contest "
            "“{edition}”.\n\n"
            "The jury says of it:\n{citation}\n\n"
            "All the results:\n{results}\n\n"
            "Your certificate has a page of its own, which confirms it and offers a badge for your site:\n{certificate}\n\n"
            "It can be downloaded and printed from the page of the application:\n{address}\n\n"
            "What jurors wrote for you:\n{feedback}\n\n"
            "Thank you for letting other communities learn from yours."
        ),
    ),
    LetterKind.NOT_AWARDED: (
        _("Application {reference}: the jury’s decision"),
        _(
            "The jury of the contest “{edition}” has decided. Your application {reference} “{title}” is not among those "
            "that receive an award this time.\n\n"
            "What jurors wrote for you:\n{feedback}\n\n"
            "All the results, and how they came about:\n{results}\n\n"
            "The application stays yours: you can read it, copy it for a later contest and go on with it:\n{address}\n\n"
            "Thank you for the work that you do for your community."
        ),
    ),
    LetterKind.DISQUALIFIED: (
        _("Application {reference} no longer takes part"),
        _(
            "Your application {reference} “{title}” has been excluded from the contest “{edition}”.\n\n"
            "Reason: {reason}\n\n"
            "If you think that this is a mistake, answer this letter. The application stays readable here:\n{address}"
        ),
    ),
    LetterKind.REINSTATED: (
        _("Application {reference} takes part again"),
        _(
            "The exclusion of your application {reference} “{title}” from the contest “{edition}” has been taken back: the "
            "application stands where it stood before.\n\n"
            "Reason: {reason}\n\n"
            "There is nothing you need to do because of it. Where the application stands is always shown here:\n{address}"
        ),
    ),
    LetterKind.FREE: (
        _("About your application {reference}"),
        _(
            "This letter is about your application {reference} “{title}” for the contest “{edition}”.\n\n{address}"
        ),
    ),
    LetterKind.STORY_APPROVAL: (
        _("Please read the text of your story: {title}"),
        _(
            "We have prepared a text for the catalogue of stories from your application {reference} “{title}” for the "
            "contest “{edition}”. Please read it before it is published.\n\n"
            "Here you agree to it, or say what should be otherwise:\n{address}\n\n"
            "The link needs no password, so please don’t pass it on. Please answer until {until}. If we hear nothing from "
            "you for ten days, we take it that you agree.\n\n"
            "The results of the contest are not public yet, and this letter doesn’t tell them. Please keep the text to "
            "yourselves until they are."
        ),
    ),
    LetterKind.JUROR_ASSIGNED: (
        _("New applications for you to score: {count}"),
        _(
            "Dear {juror},\n\n"
            "new applications for the contest “{edition}” have been given to you to score. Their number: {count}.\n\n"
            "Please score them until {deadline}. Your list is here:\n{address}\n\n"
            "Should an application come from people or a place that you are close to, don’t read on: say on its page "
            "that you stand back from it, and somebody else will score it.\n\n"
            "Thank you for your time."
        ),
    ),
    LetterKind.JUROR_REMINDER: (
        _("Applications you have not scored yet: {count}"),
        _(
            "Dear {juror},\n\n"
            "some applications for the contest “{edition}” still wait for your scores. Their number: {count}. They can "
            "be scored until {deadline}: {left}.\n\n"
            "Go on here:\n{address}\n\n"
            "Only what you have submitted counts. If you cannot finish, please tell us soon, so that we can ask "
            "somebody else.\n\n"
            "Thank you for your time."
        ),
    ),
}
