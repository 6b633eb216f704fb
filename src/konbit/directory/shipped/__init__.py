"""What Konbit ships: vocabularies, sources and the example of the movements that its seeds name.

Content is TOML, so that an organiser can read and correct it; `reading` checks it and hands it out.
"""
