"""Small judgings as the verifier reads them, before they are over."""

from contest.verifier.verification import verify
from tests.contest.verifier.protocols import Protocol, policy


def begun():
    """Return a protocol with two entries, two jurors and one pair: events 1 to 6."""
    protocol = Protocol(policy())
    protocol.admit("A-1", "A-2")
    protocol.join("J01", "J02")
    protocol.add("assigned", juror="J01", entry="A-1")
    return protocol


def report_on(protocol):
    return verify(protocol.document(), unfinished=True)


def faults_of(protocol):
    """Return code and event of every fault."""
    return [(fault.code, fault.event) for fault in report_on(protocol).faults]


def ranking_of(protocol):
    report = report_on(protocol)
    assert report.faults == []
    return report.ranking
