"""What all faces share about a request: from session, token or signed link to `Access`, from an
error to an answer, security headers.
"""
