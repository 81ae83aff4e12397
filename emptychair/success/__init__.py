"""Health in two halves (outcome and experience),
models that must pass a back-test, risk and chance.
"""
