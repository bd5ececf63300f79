"""Documents to keep and to print: a template and data become a PDF. Nothing here knows what an application is."""
