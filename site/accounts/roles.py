"""The roles people are given: names of Wagtail's groups. What each may do is set by stories' migration 0002."""

EDITORS = "Editors"
REVIEWERS = "Reviewers"
PUBLISHERS = "Publishers"
ROLES = (EDITORS, REVIEWERS, PUBLISHERS)
