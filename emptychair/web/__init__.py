"""Pages. A folder for each section with its views, forms and URLs; templates and static files
beside them.
"""
