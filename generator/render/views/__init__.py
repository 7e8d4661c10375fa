"""One frozen record per page, and how each is made from a build's material.

A record holds plain data only: texts, numbers, tuples, records, and HTML that is
safe already. What a page shows is a function of its record and the templates alone.
"""
