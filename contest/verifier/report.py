"""The report: what was found, sentence by sentence."""

from typing import Any, NamedTuple

from contest.verifier.standings import Ranking
from contest.verifier.words import LANGUAGES, MESSAGES, label, shown

REMARKS_KEPT = 1000


class Remark(NamedTuple):
    """Something to say about the protocol. `event` is the number of the event that it is about, if about one."""

    code: str
    event: int | None
    values: dict[str, Any]

    def text(self, language: str) -> str:
        """Say it in the language, "uk" or "en"."""
        spoken = {
            name: value[LANGUAGES.index(language)] if isinstance(value, tuple) else shown(value)
            for name, value in self.values.items()
        }
        sentence = MESSAGES[self.code][LANGUAGES.index(language)].format(**spoken)
        return sentence if self.event is None else label("event", language, event=self.event, text=sentence)


class Unreadable(Exception):
    """The file is no protocol at all; `remark` says why."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.remark = Remark(code, None, values)


class Report:
    """What was found: faults, remarks that are none, and the ranking computed anew."""

    def __init__(self, *, unfinished: bool = False) -> None:
        self.unfinished = unfinished
        self.readable = True
        self.faults: list[Remark] = []
        self.notices: list[Remark] = []
        self.counts = {"faults": 0, "notices": 0, "events": 0, "evaluations": 0}
        self.edition = ""
        self.last_hash = ""
        self.ranking: Ranking | None = None

    @property
    def good(self) -> bool:
        """Whether no fault was found."""
        return self.counts["faults"] == 0

    def fault(self, code: str, event: int | None = None, **values: Any) -> None:
        """Write a fault down."""
        self.counts["faults"] += 1
        if len(self.faults) < REMARKS_KEPT:
            self.faults.append(Remark(code, event, values))

    def note(self, code: str, event: int | None = None, **values: Any) -> None:
        """Write down what a reader should know, though it is no fault."""
        self.counts["notices"] += 1
        if len(self.notices) < REMARKS_KEPT:
            self.notices.append(Remark(code, event, values))
