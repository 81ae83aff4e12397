"""Defining, counting, publishing, noting what members say, forecasting."""
