"""Words every domain may use and that know none of them: errors that are a sentence and a status,
events, periods, masking. A thing enters here with two users in different domains and a noun for
a name.
"""
