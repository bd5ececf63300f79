"""Files that people send: pictures without hidden data, documents checked by content. No model is known here."""
