"""Judgements on words: language, tokens, tone. Pure functions on text."""
