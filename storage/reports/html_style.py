"""How a page looks: on a screen of any width, in the dark, and on paper."""

from engage_app.domain.palette import INK, MUTED, NHS_BLUE, NHS_DARK_BLUE, PALE, PAPER, RULE

STYLE = f"""
:root {{ --ink: {INK}; --muted: {MUTED}; --rule: {RULE}; --pale: {PALE}; --paper: {PAPER};
  --link: {NHS_BLUE}; --head: {NHS_DARK_BLUE}; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.55 Arial, Helvetica, sans-serif; }}
h1, h2, h3, h4 {{ color: var(--head); line-height: 1.25; }}
h1 {{ font-size: 2.1rem; margin: .25rem 0 .5rem; }}
h2 {{ font-size: 1.55rem; margin: 3rem 0 1rem; border-bottom: 2px solid var(--rule); }}
h3 {{ font-size: 1.25rem; margin: 2rem 0 .75rem; }}
h4 {{ font-size: 1.0625rem; margin: 1.5rem 0 .5rem; }}
p, ul, blockquote {{ max-width: 46rem; }}
a {{ color: var(--link); }}
a:focus-visible, .wide:focus-visible {{ outline: 3px solid #FFB81C; outline-offset: 2px; }}
.skip {{ position: absolute; left: -99rem; }}
.skip:focus {{ position: static; }}
.organisation, .subtitle {{ color: var(--muted); font-size: 1.15rem; margin: 0; }}
.cover {{ margin-bottom: 2.5rem; }}
nav ul {{ list-style: none; padding: 0; }}
nav .level2 {{ padding-left: 1.5rem; }}
nav .level3 {{ padding-left: 3rem; }}
.number {{ margin-right: .5rem; }}
p .number {{ color: var(--muted); }}
blockquote {{ margin: 1rem 0 1rem 1.5rem; padding-left: 1rem; border-left: 4px solid var(--rule); }}
blockquote p {{ margin: 0; }}
blockquote footer {{ color: var(--muted); }}
.wide {{ overflow-x: auto; margin: 1.5rem 0 .5rem; }}
table {{ border-collapse: collapse; width: 100%; font-size: .9375rem; }}
caption {{ text-align: left; font-weight: bold; padding: .5rem 0; }}
th, td {{ border: 1px solid var(--rule); padding: .4rem .6rem; text-align: left;
  vertical-align: top; }}
.wide tbody th, .wide td:not(.figure) {{ min-width: 7rem; }}
thead th {{ background: var(--pale); color: var(--ink); }}
tbody th {{ font-weight: normal; }}
.sheet tbody th {{ font-weight: bold; width: 32%; }}
.figure {{ text-align: right; font-variant-numeric: tabular-nums; }}
.note {{ color: var(--muted); font-size: .875rem; margin: .25rem 0; max-width: 62rem; }}
figure {{ margin: 1.5rem 0; }}
figcaption {{ font-weight: bold; padding-bottom: .5rem; }}
img {{ max-width: 100%; height: auto; background: {PAPER}; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #E8EDEE; --muted: #B4BEC6; --rule: #5B6770; --pale: #2B3640;
    --paper: #161D23; --link: #7FC4F5; --head: #B9DDF7; }}
}}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 10.5pt; }}
  .skip {{ display: none; }}
  .wide {{ overflow: visible; }}
  .wide table {{ font-size: 8pt; }}
  .wide tbody th, .wide td:not(.figure) {{ min-width: 0; }}
  h2, h3, h4, caption, figcaption {{ break-after: avoid; }}
  thead {{ display: table-header-group; }}
  tr, figure, blockquote {{ break-inside: avoid; }}
}}
""".strip()
"""The style sheet, within the page. Colours keep a contrast of 4.5:1, in the dark as well."""
