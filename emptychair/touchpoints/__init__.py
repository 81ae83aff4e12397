"""The places where a customer meets the company, each with an owner team, ordered in journeys and
stages.
"""
