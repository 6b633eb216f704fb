"""Finding an address more finely than its town, at a service that an operator names (`KONBIT_GEOCODER`).

Off unless it is named: the streets of groups then go to that service, and to nobody else. Each address is
asked once, at most one a second, behind the pages, and the answer is kept; an import only looks among the
answers that are kept. Coordinates that somebody gave by hand are never looked up.
"""
