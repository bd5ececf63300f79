"""The roles people are given: names of Wagtail's groups. What each may do is set by stories' migration 0002,
the secretariat's by the contest's.
"""

EDITORS = "Editors"
REVIEWERS = "Reviewers"
PUBLISHERS = "Publishers"
SECRETARIAT = "Secretariat"
ROLES = (EDITORS, REVIEWERS, PUBLISHERS, SECRETARIAT)
