"""`make bench`: how fast the site answers, beside a bare Django view and an empty Wagtail page, in one run."""
