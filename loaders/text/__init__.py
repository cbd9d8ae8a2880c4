"""Repairs with offsets, sentences, Chinese dates and numerals; no rules of the domain."""
