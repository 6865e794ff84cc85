"""The parts of disclosure control.

knowing      what a reader knows: figures, sums, claims, and the range of each figure
pinning      which figures have but one value that fits what is known
task         what has to be protected, and what may be hidden
conditions   what any choice has to meet: by each sum, and found by linear programs
choosing     which figures to hide besides the small ones, as few as can be
publishing   tables with what is hidden taken out, and what is shown rounded
"""
