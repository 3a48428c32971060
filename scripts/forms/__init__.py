"""Filled forms and administrative documents with the truth of their fields: what make-forms is made of."""
