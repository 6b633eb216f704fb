"""Maps and drawings rendered on the server: SVG that prints, links, and needs no script."""
