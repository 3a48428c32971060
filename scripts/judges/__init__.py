"""Independent validators over published dossiers, one module each. Entry point: scripts/judge.

A judge module has
  NAME, KIND            what it is called; which files it judges: "pdf", "alto" or "bag"
  judge(files, court)   {file: [complaints]}, nothing to complain of is an empty list
  broken(file, folder)  [(what was broken, path of the broken copy, court overrides)]; each copy must be rejected,
                        by the clause in brackets at the end of what was broken, if there is one
and raises Unable when it cannot judge.
"""
