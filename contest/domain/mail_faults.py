"""What the error of sending a letter means: which fault it is, and whether trying again is of use.

Only what a mail server says about a recipient or a letter is repeated. What it says about the site's own name and password
stays in the log.
"""

import logging
import smtplib
from dataclasses import dataclass

from contest.domain.letter_faults import Fault, written
from contest.domain.placeholders import one_line

logger = logging.getLogger(__name__)
# From here on an answer of a mail server means that asking again is no use (RFC 5321).
_FOR_GOOD = 500
_LONGEST_ANSWER = 200


@dataclass(frozen=True)
class MailFault:
    """`kept` is what the letter keeps of it. `for_good`: trying again is no use. `is_of_server`: no letter can leave now."""

    kept: str
    for_good: bool = False
    is_of_server: bool = False


def fault_of(error: Exception) -> MailFault:
    """Return what the error of sending means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()), (0, b""))
        return _answered(Fault.ADDRESS_REFUSED, code, answer)
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(Fault.LETTER_REFUSED, error.smtp_code, error.smtp_error)
    if isinstance(error, (smtplib.SMTPNotSupportedError, ValueError)):
        logger.warning("A letter has an address or a subject that cannot be sent: %s", type(error).__name__)
        return MailFault(written(Fault.ADDRESS_WRONG), for_good=True)
    if isinstance(error, (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused)):
        logger.error("The mail server refuses this site: %s", type(error).__name__)
        return MailFault(written(Fault.SITE_REFUSED), is_of_server=True)
    if isinstance(error, OSError):
        logger.warning("The mail server is away: %s", type(error).__name__)
        return MailFault(written(Fault.SERVER_AWAY), is_of_server=True)
    logger.error("A letter could not be sent", exc_info=error)
    return MailFault(written(Fault.NOT_MADE))


def _answered(fault: Fault, code: int, answer: bytes | str) -> MailFault:
    return MailFault(written(fault, _answer(code, answer)), for_good=code >= _FOR_GOOD)


def _answer(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {one_line(text)[:_LONGEST_ANSWER]}"
